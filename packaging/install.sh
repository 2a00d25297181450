#!/bin/sh
# Puts Mien where the desktop finds it, or takes it away again. Called by `make install`, `make uninstall` and the packages,
# which set PREFIX (with DESTDIR before it), BIN, APP_ID and ICON_SIZES, and ZSH_FUNCTIONS where these go elsewhere.
set -eu
cd "$(dirname "$0")/.."

share=$PREFIX/share
icons=$share/icons/hicolor
zsh=$share/zsh/${ZSH_FUNCTIONS:-site-functions}

# Each file that is installed: mode, source, destination. Sources hold no spaces but those of the demo tracks, which are
# copied as a folder.
files() {
    echo "755 $BIN $PREFIX/bin/mien"
    echo "644 packaging/linux/$APP_ID.desktop $share/applications/$APP_ID.desktop"
    echo "644 packaging/linux/$APP_ID.metainfo.xml $share/metainfo/$APP_ID.metainfo.xml"
    for size in $ICON_SIZES; do
        echo "644 assets/icon/mien-$size.png $icons/${size}x$size/apps/$APP_ID.png"
    done
    echo "644 assets/icon/mien.svg $icons/scalable/apps/$APP_ID.svg"
    echo "644 assets/icon/mien-symbolic.svg $icons/symbolic/apps/$APP_ID-symbolic.svg"
    for page in target/pages/man/*.1; do
        echo "644 $page $share/man/man1/$(basename "$page")"
    done
    echo "644 target/pages/completions/mien.bash $share/bash-completion/completions/mien"
    echo "644 target/pages/completions/_mien $zsh/_mien"
    echo "644 target/pages/completions/mien.fish $share/fish/vendor_completions.d/mien.fish"
    echo "644 LICENSE $share/doc/mien/LICENSE"
    echo "644 README.md $share/doc/mien/README.md"
}

# The desktop's own lists of programs and icons; a package's tools do this themselves.
refresh() {
    [ -z "${DESTDIR:-}" ] || return 0
    if command -v update-desktop-database >/dev/null 2>&1; then update-desktop-database -q "$share/applications" || true; fi
    if command -v gtk-update-icon-cache >/dev/null 2>&1; then gtk-update-icon-cache -q -t "$icons" || true; fi
}

case $1 in
install)
    files | while read -r mode from to; do
        install -D -m "$mode" "$from" "$to"
    done
    find music -name '*.opus' -o -name '*.flac' -o -name '*.mp3' -o -name '*.ogg' -o -name '*.m4a' -o -name '*.jpg' -o -name '*.png' |
        while read -r track; do
            install -D -m 644 "$track" "$share/mien/$track"
        done
    refresh
    echo "Mien is in $PREFIX/bin/mien."
    ;;
uninstall)
    # Man pages are taken away by name, so that nothing needs to be built for it.
    files | while read -r _ _ to; do
        rm -f "$to"
    done
    rm -f "$share"/man/man1/mien.1 "$share"/man/man1/mien-*.1
    rm -rf "$share/mien" "$share/doc/mien"
    refresh
    echo "Mien is gone from $PREFIX; your library and settings are not touched."
    ;;
esac
