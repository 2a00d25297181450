#!/bin/sh
# Makes the AppImage: what `make install` installs, with an AppRun, packed by appimagetool. Libraries of the system (sound,
# OpenGL, X11, Wayland) are the host's: they belong to its drivers. Without appimagetool the folder is left to look at.
set -eu
cd "$(dirname "$0")/../.."
: "${BIN:=target/release/mien}" "${APP_ID:=io.github.mien_player.Mien}" "${OUT:=target/appimage}"
: "${ICON_SIZES:=16 24 32 48 64 128 256 512}"

mkdir -p "$OUT"
app=$(realpath "$OUT")/Mien.AppDir
rm -rf "$app"
mkdir "$app"
PREFIX="$app/usr" DESTDIR="$app" BIN="$BIN" APP_ID="$APP_ID" ICON_SIZES="$ICON_SIZES" \
    packaging/install.sh install >/dev/null
cp "packaging/linux/$APP_ID.desktop" "$app/"
cp assets/icon/mien-256.png "$app/$APP_ID.png"
ln -s "$APP_ID.png" "$app/.DirIcon"
cat >"$app/AppRun" <<'APPRUN'
#!/bin/sh
exec "$(dirname "$(readlink -f "$0")")/usr/bin/mien" "$@"
APPRUN
chmod +x "$app/AppRun"

if command -v appimagetool >/dev/null; then
    ARCH=$(uname -m) appimagetool --no-appstream "$app" "$OUT/Mien-$(uname -m).AppImage"
else
    echo "The folder $app is ready; appimagetool (from appimage.github.io) packs it into one file." >&2
    exit 1
fi
