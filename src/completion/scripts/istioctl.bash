# bash completion of istioctl, from 'istioctl completion bash'; needs bash 3.2 or newer and nothing else.

__istioctl_tab() {
    COMPREPLY=()
    local IFS=$' \t\n'

    # bash cuts words at = and : as well. What stands together in the line is one word here; 'before' is the part of the last word that bash
    # leaves alone, and 'current' what it replaces.
    local words=() before='' current='' rest=${COMP_LINE:0:COMP_POINT} blanks piece i n=-1
    for ((i = 0; i <= COMP_CWORD; i++)); do
        blanks=${rest%%[![:space:]]*}
        rest=${rest#"$blanks"}
        piece=${COMP_WORDS[i]}
        if ((i == COMP_CWORD)); then
            piece=$rest
        fi
        rest=${rest#"$piece"}
        if [[ -n $blanks || $n -lt 0 ]]; then
            n=$((n + 1))
            words[n]=''
        fi
        before=${words[n]}
        current=$piece
        words[n]+=$piece
    done
    case $current in
        '' | *[!=:]*) ;;
        *)
            before+=$current
            current=''
            ;;
    esac

    # Quotes are for the shell. Nothing is evaluated: a line that is being typed must not run.
    for ((i = 0; i <= n; i++)); do
        piece=${words[i]//[\"\'\\]/}
        case $piece in
            '~/'*) piece=$HOME/${piece#'~/'} ;;
        esac
        words[i]=$piece
    done
    before=${before//[\"\'\\]/}

    # An alias is istioctl all the same.
    local program=${words[0]}
    type -P -- "$program" >/dev/null 2>&1 || program=istioctl

    local answer line directive=0 values=() abouts=() tab=$'\t'
    answer=$("$program" __complete "${words[@]:1}" 2>/dev/null </dev/null) || return 0
    while IFS= read -r line; do
        case $line in
            :[0-9]*) directive=${line#:} ;;
            ?*)
                values+=("${line%%"$tab"*}")
                case $line in
                    *"$tab"*) abouts+=("${line#*"$tab"}") ;;
                    *) abouts+=('') ;;
                esac
                ;;
        esac
    done <<<"$answer"

    if ((directive & 1)); then
        return 0
    fi
    if ((directive & 24 || (!(directive & 4) && ${#values[@]} == 0))); then
        __istioctl_files "$directive" "$current" "${values[@]}"
        return 0
    fi
    if ((directive & 2)); then
        __istioctl_option nospace
    fi
    if ((directive & 32)); then
        __istioctl_option nosort
    fi

    # Values of --flag= come without the flag.
    local flag='' word=${words[n]} widest=0
    case $word in
        -*=*) flag=${word%%=*}= ;;
    esac
    for ((i = 0; i < ${#values[@]}; i++)); do
        piece=$flag${values[i]}
        values[i]=${piece#"$before"}
        if ((${#values[i]} > widest)); then
            widest=${#values[i]}
        fi
    done

    # Descriptions are shown, never inserted: with several candidates bash inserts only what they have in common.
    local room=$((${COLUMNS:-80} - widest - 6)) about
    for ((i = 0; i < ${#values[@]}; i++)); do
        piece=${values[i]}
        about=${abouts[i]}
        if [[ -n $about && ${#values[@]} -gt 1 && $COMP_TYPE != 37 && $COMP_TYPE != 42 ]] && ((room > 15)); then
            if ((${#about} > room)); then
                about=${about:0:room-3}...
            fi
            printf -v piece "%-${widest}s  (%s)" "$piece" "$about"
        elif [[ $COMP_TYPE != 63 ]]; then
            case $piece in
                *[\ \(\)\[\]\&\;\<\>\|\*\?\'\"]*) printf -v piece %q "$piece" ;;
            esac
        fi
        COMPREPLY+=("$piece")
    done
}

# __istioctl_files DIRECTIVE WORD [ENDING...]: files as the directive says.
__istioctl_files() {
    local directive=$1 word=$2 path ending
    shift 2
    __istioctl_option filenames
    while IFS= read -r path; do
        if ((directive & 16)) && [[ ! -d ${path/#\~\//$HOME/} ]]; then
            continue
        fi
        if ((directive & 8)) && [[ ! -d ${path/#\~\//$HOME/} ]]; then
            for ending in "$@"; do
                case $path in
                    *."$ending") COMPREPLY+=("$path") ;;
                esac
            done
            continue
        fi
        COMPREPLY+=("$path")
    done < <(compgen -f -- "$word")
}

# bash 3.2 has no compopt.
__istioctl_option() {
    if type -t compopt >/dev/null; then
        compopt -o "$1" 2>/dev/null
    fi
}

complete -F __istioctl_tab istioctl
