#!/bin/sh
# Fetches a release of istioctl, checks its sum and installs it.
#
#   install.sh [--from PLACE] [--version VERSION] [--to DIR] [--completions DIR]
#
#   --from         URL or folder that holds the archives and SHA256SUMS
#   --version      version to install (default: 1.30.3)
#   --to           folder for the program (default: /usr/local/bin)
#   --completions  folder to put the shells' completion scripts into as well
#
# Nothing is installed unless the archive has the sum that SHA256SUMS names for it.
set -eu

version=1.30.3
from=
to=/usr/local/bin
completions=

fail() {
    printf 'install.sh: %s\n' "$1" >&2
    exit 1
}

while [ $# -gt 0 ]; do
    case $1 in
    -h | --help)
        sed -n '2,/^set/{/^#/s/^# \{0,1\}//p;}' "$0"
        exit 0
        ;;
    --from | --version | --to | --completions)
        [ $# -gt 1 ] || fail "$1 needs a value"
        case $1 in
        --from) from=${2%/} ;;
        --version) version=${2#v} ;;
        --to) to=$2 ;;
        --completions) completions=$2 ;;
        esac
        shift 2
        ;;
    *) fail "unknown argument $1; --help lists them" ;;
    esac
done
[ -n "$from" ] || from=https://github.com/istioctl-rs/istioctl/releases/download/v$version

case $(uname -s) in
Linux) system=linux ;;
Darwin) system=darwin ;;
*) fail "there is no archive for $(uname -s)" ;;
esac
case $(uname -m) in
x86_64 | amd64) machine=amd64 ;;
aarch64 | arm64) machine=arm64 ;;
*) fail "there is no archive for $(uname -m)" ;;
esac
name=istioctl-$version-$system-$machine
archive=$name.tar.gz

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' HUP INT TERM

# fetch NAME: brings a file of the release into the folder.
fetch() {
    case $from in
    http://* | https://*)
        if command -v curl >/dev/null; then
            curl --fail --silent --show-error --location --output "$folder/$1" "$from/$1"
        elif command -v wget >/dev/null; then
            wget -q -O "$folder/$1" "$from/$1"
        else
            fail "neither curl nor wget is there to fetch $from/$1"
        fi
        ;;
    *) cp "${from#file://}/$1" "$folder/$1" ;;
    esac || fail "cannot fetch $from/$1"
}

fetch SHA256SUMS
fetch "$archive"

wanted=$(awk -v name="$archive" '$2 == name || $2 == "*" name { print $1; exit }' "$folder/SHA256SUMS")
[ -n "$wanted" ] || fail "SHA256SUMS has no sum for $archive"
if command -v sha256sum >/dev/null; then
    found=$(sha256sum "$folder/$archive")
elif command -v shasum >/dev/null; then
    found=$(shasum -a 256 "$folder/$archive")
else
    fail "neither sha256sum nor shasum is there to check $archive"
fi
found=${found%% *}
[ "$found" = "$wanted" ] || fail "$archive has the sum $found, but SHA256SUMS says $wanted; nothing is installed"

tar -xzf "$folder/$archive" -C "$folder"
[ -f "$folder/$name/istioctl" ] || fail "$archive has no $name/istioctl"
mkdir -p "$to"
# Another istioctl may be running from there: the new one takes its name in one step.
cp "$folder/$name/istioctl" "$to/.istioctl.$$"
chmod 755 "$to/.istioctl.$$"
mv -f "$to/.istioctl.$$" "$to/istioctl"
printf 'installed istioctl %s as %s\n' "$version" "$to/istioctl"
if [ -n "$completions" ]; then
    mkdir -p "$completions"
    cp "$folder/$name/completions/"* "$completions/"
    printf 'installed completion scripts in %s\n' "$completions"
fi
