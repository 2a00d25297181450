#!/bin/sh
# Makes the Debian package: what `make install` installs, and a control file whose dependencies dpkg-shlibdeps finds in the
# binary, plus the libraries that are opened while it runs. BIN is the binary, OUT the folder for the package.
set -eu
cd "$(dirname "$0")/../.."
: "${BIN:=target/release/mien}" "${OUT:=target/debian}" "${APP_ID:=io.github.mien_player.Mien}"
: "${ICON_SIZES:=16 24 32 48 64 128 256 512}"

for tool in dpkg-deb dpkg-shlibdeps; do
    command -v $tool >/dev/null || { echo "This needs $tool: sudo apt install dpkg-dev" >&2; exit 1; }
done

version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -1)
arch=$(dpkg --print-architecture)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$work/root
mkdir -p "$OUT" "$root/DEBIAN" "$work/debian"

PREFIX="$root/usr" DESTDIR="$root" BIN="$BIN" APP_ID="$APP_ID" ICON_SIZES="$ICON_SIZES" packaging/install.sh install >/dev/null
# Debian keeps licences in one place, and zsh's completions in another.
mv "$root/usr/share/doc/mien/LICENSE" "$root/usr/share/doc/mien/copyright"
mkdir -p "$root/usr/share/zsh/vendor-completions"
mv "$root/usr/share/zsh/site-functions/_mien" "$root/usr/share/zsh/vendor-completions/_mien"
rmdir "$root/usr/share/zsh/site-functions"
gzip -9n "$root"/usr/share/man/man1/*.1
strip --strip-unneeded "$root/usr/bin/mien"

# Linked libraries, from the binary itself.
printf 'Source: mien\n\nPackage: mien\nArchitecture: any\n' >"$work/debian/control"
linked=$(cd "$work" && dpkg-shlibdeps -O -e"$root/usr/bin/mien" 2>/dev/null | sed 's/^shlibs:Depends=//')
# Opened while it runs, so that no linker knows of them: the window, its keyboard and OpenGL.
opened="libgl1, libegl1, libx11-6, libx11-xcb1, libxcursor1, libxi6, libxrandr2, libxkbcommon0, libxkbcommon-x11-0, libwayland-client0"

cat >"$root/DEBIAN/control" <<CONTROL
Package: mien
Version: $version
Architecture: $arch
Maintainer: The Mien contributors <mien@localhost>
Installed-Size: $(du -sk "$root/usr" | cut -f1)
Section: sound
Priority: optional
Depends: $linked, $opened
Recommends: libgl1-mesa-dri, libasound2-plugins
Suggests: ffmpeg
Description: music that fits the mood your face shows
 Mien plays music from your own library. If you let it, it looks at your face
 through the webcam and picks what comes next to meet your mood, or to lift it
 gently. Everything happens on your machine: no picture is ever stored or sent.
 Without a camera it is still a good music player.
CONTROL

package=$OUT/mien_${version}_$arch.deb
dpkg-deb --root-owner-group --build "$root" "$package" >/dev/null
echo "$package"
