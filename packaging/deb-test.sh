#!/bin/sh
# Installs the package on a clean Debian 12, with nothing but what it declares, and runs it there: version, library, sound
# and, where the host has Xvfb, the window. Needs root and debootstrap.
#
#     packaging/deb-test.sh PACKAGE.deb
set -eu
package=$(realpath "$1")
[ "$(id -u)" -eq 0 ] || { echo "This needs root, for debootstrap and chroot." >&2; exit 1; }
command -v debootstrap >/dev/null || { echo "This needs debootstrap: sudo apt install debootstrap" >&2; exit 1; }

root=$(mktemp -d)
screen=
finish() {
    [ -z "$screen" ] || kill "$screen" 2>/dev/null || true
    for place in dev proc tmp/.X11-unix; do
        mountpoint -q "$root/$place" && umount "$root/$place"
    done
    rm -rf --one-file-system "$root"
}
trap finish EXIT

step() { printf '== %s\n' "$1"; }
inside() { chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LIBGL_ALWAYS_SOFTWARE=1 "$@"; }

step "A clean Debian 12"
debootstrap --variant=minbase bookworm "$root" >/dev/null
mount --bind /dev "$root/dev"
mount -t proc proc "$root/proc"
cp /etc/resolv.conf "$root/etc/resolv.conf" 2>/dev/null || true

step "Installing with declared dependencies only"
cp "$package" "$root/mien.deb"
inside apt-get update -qq
inside env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends /mien.deb >/dev/null
inside dpkg -s mien | grep -E '^(Status|Version|Depends)'

step "Every linked library is there"
if inside ldd /usr/bin/mien | grep 'not found'; then exit 1; fi

step "It runs"
inside mien --version
inside mien --data-dir /data import /usr/share/mien/music
inside mien --data-dir /data recommend --emotion happy -n 1
inside mien --data-dir /data play --pin happy --for 3s
[ -s "$root/usr/share/man/man1/mien.1.gz" ]

if command -v Xvfb >/dev/null; then
    step "The window opens"
    Xvfb :97 -screen 0 1024x768x24 -nolisten tcp >/dev/null 2>&1 &
    screen=$!
    inside env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends libgl1-mesa-dri >/dev/null
    mkdir -p "$root/tmp/.X11-unix"
    mount --bind /tmp/.X11-unix "$root/tmp/.X11-unix"
    inside env DISPLAY=:97 mien --data-dir /data >/dev/null 2>&1 &
    window=$!
    for _ in $(seq 120); do
        inside mien --data-dir /data ctl status >/dev/null 2>&1 && break
        sleep 0.5
    done
    inside mien --data-dir /data ctl status
    inside mien --data-dir /data ctl quit >/dev/null
    wait "$window"
fi

step "It goes away again"
inside env DEBIAN_FRONTEND=noninteractive apt-get remove -y -qq mien >/dev/null
[ ! -e "$root/usr/bin/mien" ]
echo "All is well."
