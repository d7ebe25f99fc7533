#!/bin/sh
# Give a system in a folder what a started one has, then run a command: in_a_room.sh screen|no-screen ROOT COMMAND...
# Its caller has set mounts and processes apart, so that all of this is gone with the command. `:@` is the screen.
set -e
screen=$1 root=$2
shift 2
mount --make-rprivate /
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mount -t tmpfs tmpfs "$root/run"
if [ "$screen" = screen ]; then
    mkdir -p /tmp/.X11-unix "$root/tmp/.X11-unix"
    mount -t tmpfs tmpfs /tmp/.X11-unix
    mount --bind /tmp/.X11-unix "$root/tmp/.X11-unix"
    ready=$(mktemp -u)
    mkfifo "$ready"
    Xvfb -displayfd 3 -screen 0 1280x900x24 -nolisten tcp 3> "$ready" > /dev/null 2>&1 &
    read -r number < "$ready"
    rm "$ready"
    export DISPLAY=":$number"
    count=$#
    while [ "$count" -gt 0 ]; do
        word=$1
        shift
        [ "$word" = "DISPLAY=:@" ] && word="DISPLAY=:$number"
        set -- "$@" "$word"
        count=$((count - 1))
    done
fi
"$@"
