# `make run` and `make test` do everything a fresh Debian or Ubuntu machine with Rust needs.
# `make help` lists the targets.

SHELL := /bin/sh
CARGO ?= cargo
PYTHON ?= python3

BUILD_PACKAGES := gcc pkg-config libasound2-dev clang libclang-dev cmake nasm
WINDOW_PACKAGES := libgl1 libegl1 libgl1-mesa-dri libx11-6 libx11-xcb1 libxcursor1 libxi6 libxrandr2 \
	libxkbcommon0 libxkbcommon-x11-0 libwayland-client0 libasound2-plugins
TEST_PACKAGES := xvfb xdotool openbox imagemagick dbus playerctl at-spi2-core python3-pyatspi gir1.2-atspi-2.0 \
	pipewire pipewire-pulse wireplumber pulseaudio-utils alsa-utils ffmpeg strace python3-venv chromium curl nodejs \
	appstream desktop-file-utils flatpak-builder

# Where `make install` puts things; DESTDIR goes before it, for packagers. BIN is the binary that is installed.
PREFIX ?= /usr/local
BIN ?= target/release/mien
APP_ID := io.github.mien_player.Mien
ICON_SIZES := 16 24 32 48 64 128 256 512

.PHONY: train train-data train-smoke train-python train-music help run build test check bench clean install uninstall deb deb-test appimage flatpak size pages build-packages \
	window-packages test-packages python-tests toolchain

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: window-packages build ## Install what is missing, build, and start Mien with the demo library
	@target/release/mien

build: build-packages toolchain ## Build the release binary, target/release/mien
	$(CARGO) build --release --locked

test: test-packages toolchain python-tests ## Install what the tests need and run all of them
	$(CARGO) build --locked
	target/python/bin/python -m pytest -q tests/http
	$(CARGO) test --locked --doc
	$(CARGO) test --locked --lib --bins --tests

check: build-packages toolchain ## Formatting, lints and documentation
	$(CARGO) fmt --check
	$(CARGO) clippy --locked --all-targets -- -D warnings
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --locked --no-deps --document-private-items

bench: build ## Print Mien's own latencies as one JSON document
	target/release/mien bench

size: $(BIN) ## Print the size of the release binary and its cold start
	packaging/size.sh $(BIN)

pages: $(BIN) ## Write man pages and shell completions to target/pages
	@rm -rf target/pages
	$(BIN) pages target/pages

install: $(BIN) pages ## Install to PREFIX (/usr/local), below DESTDIR; as root where that needs it
	PREFIX="$(DESTDIR)$(PREFIX)" BIN="$(BIN)" APP_ID=$(APP_ID) ICON_SIZES="$(ICON_SIZES)" packaging/install.sh install

uninstall: ## Take away what make install put there
	PREFIX="$(DESTDIR)$(PREFIX)" BIN="$(BIN)" APP_ID=$(APP_ID) ICON_SIZES="$(ICON_SIZES)" packaging/install.sh uninstall

target/release/mien:
	$(MAKE) build

deb: build pages ## Make the Debian package with cargo-deb, in target/debian
	@command -v cargo-deb >/dev/null || test -x target/tools/bin/cargo-deb || { echo "Installing cargo-deb"; \
	  $(CARGO) install --quiet --locked --version 3.8.0 --root target/tools cargo-deb; }
	@rm -rf target/package target/debian
	PREFIX=target/package BIN=target/release/mien APP_ID=$(APP_ID) ICON_SIZES="$(ICON_SIZES)" ZSH_FUNCTIONS=vendor-completions \
	  packaging/install.sh install >/dev/null
	PATH="$$PATH:$(CURDIR)/target/tools/bin" $(CARGO) deb --no-build --locked --output target/debian/

deb-test: deb ## Install and run the package on a clean Debian 12 (debootstrap; as root)
	packaging/deb-test.sh target/debian/mien_*.deb

appimage: $(BIN) pages ## Make the AppImage, in target/appimage; needs appimagetool
	BIN="$(BIN)" APP_ID=$(APP_ID) ICON_SIZES="$(ICON_SIZES)" packaging/appimage/make.sh

flatpak: ## Make and install the Flatpak for this user; needs flatpak-builder and its SDK
	packaging/flatpak/make.sh

FER2013 ?= fer2013.csv
FERPLUS ?= fer2013new.csv
FACES_LAB ?=
MOOD_DATA ?=
FACES_PACKAGE := target/train/vladmandic-face-api-1.7.15.tgz
TRAIN_PYTHON := target/train/bin/python

train: train-data train-python $(FACES_PACKAGE) $(if $(FACES_LAB),build) ## Train the face model: make train FER2013=CSV FERPLUS=CSV [FACES_LAB=FOLDER]; goes on after a kill
	$(if $(FACES_LAB),target/release/mien analyze --json "$(FACES_LAB)" > target/train/boxes.json)
	$(TRAIN_PYTHON) models/train/train.py --fer2013 "$(FER2013)" --ferplus "$(FERPLUS)" \
	  --faces $(FACES_PACKAGE) $(if $(FACES_LAB),--faces-lab "$(FACES_LAB)" --boxes target/train/boxes.json) \
	  $(if $(shell command -v c++ 2>/dev/null),--compile)

train-data:
	@for f in "$(FER2013)" "$(FERPLUS)"; do test -f "$$f" || { \
	  echo "There is no $$f. Say where the data is: make train FER2013=fer2013.csv FERPLUS=fer2013new.csv"; exit 2; }; done

$(FACES_PACKAGE): | train-python
	@command -v npm >/dev/null || { echo "npm is missing: it fetches the network that knows faces. Install it and run make train again."; exit 1; }
	npm pack --silent --pack-destination $(@D) @vladmandic/face-api@1.7.15

train-smoke: train-python ## The whole way of training the face model on made-up data, and the tests of that code
	$(TRAIN_PYTHON) -m pytest -q models/train --ignore=models/train/test_music.py
	$(TRAIN_PYTHON) models/train/train.py --smoke

train-python:
	@test -x $(TRAIN_PYTHON) || $(PYTHON) -m venv target/train
	$(TRAIN_PYTHON) -m pip install --quiet --disable-pip-version-check -r models/train/requirements.txt

train-music: build ## Train the music model: make train-music MOOD_DATA=FOLDER (labels.csv and audio/ in it)
	@test -f "$(MOOD_DATA)/labels.csv" || { echo "Say where the data is: make train-music MOOD_DATA=FOLDER, with labels.csv and audio/ in it."; exit 2; }
	@test -x $(TRAIN_PYTHON) || $(PYTHON) -m venv target/train
	$(TRAIN_PYTHON) -m pip install --quiet --disable-pip-version-check -r models/train/requirements-music.txt
	target/release/mien mood features "$(MOOD_DATA)/audio" > target/train/features.csv
	$(TRAIN_PYTHON) models/train/train_music.py target/train/features.csv "$(MOOD_DATA)/labels.csv"

clean: ## Remove what was built
	$(CARGO) clean

python-tests: test-packages
	@test -x target/python/bin/python || $(PYTHON) -m venv target/python
	@target/python/bin/python -m pip install --quiet --disable-pip-version-check -r .ci/python-tests.txt
	target/python/bin/python -m pytest -q models/train/test_data.py models/train/test_figures.py models/train/test_music.py music/generator

toolchain:
	@command -v $(CARGO) >/dev/null 2>&1 || { \
	  echo "Rust is missing. Install Rust 1.95 or newer with rustup (see rust-lang.org), then run make again."; exit 1; }

# Installs the packages named in $(1) that are not there yet. On systems without apt it says what is needed.
define install_packages
	@if command -v dpkg-query >/dev/null 2>&1 && command -v apt-get >/dev/null 2>&1; then \
	  missing=""; \
	  for p in $(1); do \
	    dpkg-query -W -f '$${Status}' "$$p" 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$p"; \
	  done; \
	  if [ -n "$$missing" ]; then \
	    echo "Installing:$$missing"; \
	    if [ "$$(id -u)" -eq 0 ]; then as_root=""; \
	    elif command -v sudo >/dev/null 2>&1; then as_root="sudo"; \
	    else echo "Please install these packages as root, then run make again:$$missing"; exit 1; fi; \
	    $$as_root apt-get update -qq && \
	    DEBIAN_FRONTEND=noninteractive $$as_root apt-get install -y -qq --no-install-recommends $$missing >/dev/null || \
	      { echo "These packages could not be installed:$$missing"; exit 1; }; \
	  fi; \
	elif [ "$$(uname -s)" = Linux ]; then \
	  echo "This is no Debian or Ubuntu. Mien needs the like of: $(1)"; \
	  echo "(Fedora: dnf install gcc pkgconf alsa-lib-devel clang-devel cmake nasm mesa-dri-drivers libxkbcommon-x11 ffmpeg-free)"; \
	  echo "(Arch: pacman -S base-devel alsa-lib clang cmake nasm mesa libxkbcommon-x11 ffmpeg)"; \
	elif [ "$$(uname -s)" = Darwin ]; then \
	  echo "On macOS Mien needs the Xcode command line tools and: brew install cmake nasm ffmpeg"; \
	else \
	  echo "On this system Mien needs a C compiler, clang, cmake and nasm, and ffmpeg to read videos."; \
	fi
endef

build-packages:
	$(call install_packages,$(BUILD_PACKAGES))

window-packages: build-packages
	$(call install_packages,$(WINDOW_PACKAGES))

test-packages: window-packages
	$(call install_packages,$(TEST_PACKAGES))
