# fish completion of istioctl, from 'istioctl completion fish'.

function __istioctl_candidates
    set -l words (commandline -opc)
    # An opening quote is for the shell.
    set -l current (commandline -ct | string trim --left --chars '"\'')
    set -l program $words[1]
    set -e words[1]
    # An alias is istioctl all the same.
    type -q -- $program; or set program istioctl
    type -q -- $program; or return

    set -l lines ($program __complete $words "$current" 2>/dev/null </dev/null)
    set -l directive (string match --regex --groups-only '^:(\d+)$' -- "$lines[-1]")
    test -n "$directive"; or return
    set -e lines[-1]

    # Values of --flag= come without the flag.
    set -l flag (string match --regex -- '^-[^=]*=' "$current")
    set -l value (string replace --regex -- '^-[^=]*=' '' "$current")

    if test (math "bitand($directive, 1)") -ne 0
        return
    else if test (math "bitand($directive, 8)") -ne 0
        __istioctl_files "$flag" "$value" $lines
    else if test (math "bitand($directive, 16)") -ne 0
        __istioctl_files "$flag" "$value" /
    else if test (count $lines) -gt 0
        printf '%s\n' "$flag"$lines
    else if test (math "bitand($directive, 4)") -eq 0
        __istioctl_files "$flag" "$value"
    end
end

# __istioctl_files FLAG VALUE [ENDING...]: directories, and files with one of the endings; without endings any file, with / none.
function __istioctl_files
    set -l flag $argv[1]
    set -l value $argv[2]
    set -l endings $argv[3..-1]
    set -l base (string replace --regex -- '^~(?=/)' "$HOME" "$value")
    for path in $base*
        set -l shown (string replace -- "$base" "$value" $path)
        if test -d $path
            printf '%s%s/\n' "$flag" $shown
        else if test (count $endings) -eq 0
            printf '%s%s\n' "$flag" $shown
        else
            for ending in $endings
                string match --quiet -- "*.$ending" $path; and printf '%s%s\n' "$flag" $shown
            end
        end
    end
end

complete --command istioctl --erase
complete --command istioctl --no-files --keep-order --arguments '(__istioctl_candidates)'
