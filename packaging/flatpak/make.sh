#!/bin/sh
# Builds the Flatpak and installs it for this user.
set -eu
cd "$(dirname "$0")/../.."
command -v flatpak-builder >/dev/null || { echo "This needs flatpak-builder: sudo apt install flatpak-builder" >&2; exit 1; }
exec flatpak-builder --user --install --force-clean --install-deps-from=flathub \
    target/flatpak packaging/flatpak/io.github.mien_player.Mien.yml
