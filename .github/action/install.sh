#!/usr/bin/env bash
# Puts scimproof where the next step finds it: a release, whose checksum must be right, or built from this source.
#
# Reads INPUT_VERSION (a release, or `source`), REPOSITORY, RUNNER_TEMP, RUNNER_OS, RUNNER_ARCH; SCIMPROOF_RELEASES
# replaces the address of the releases. Writes `binary=PATH` to $GITHUB_OUTPUT.

set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=${RUNNER_TEMP:-$(mktemp -d)}/scimproof
mkdir -p "$work"

die() {
    printf '::error title=scimproof::%s\n' "$*"
    exit 1
}

target() {
    case "${RUNNER_OS:-Linux}-${RUNNER_ARCH:-X64}" in
    Linux-X64) echo x86_64-unknown-linux-musl ;;
    Linux-ARM64) echo aarch64-unknown-linux-musl ;;
    macOS-ARM64) echo aarch64-apple-darwin ;;
    macOS-X64) echo x86_64-apple-darwin ;;
    Windows-X64) echo x86_64-pc-windows-msvc ;;
    *) die "no release is built for ${RUNNER_OS:-?} ${RUNNER_ARCH:-?}; use version: source" ;;
    esac
}

right_checksum() {
    if command -v sha256sum >/dev/null; then
        sha256sum --check --status "$1"
    else
        shasum -a 256 --check --status "$1"
    fi
}

suffix=
[[ ${RUNNER_OS:-Linux} == Windows ]] && suffix=.exe

case "${INPUT_VERSION:-source}" in
v[0-9]*)
    name=scimproof-$(target)
    releases=${SCIMPROOF_RELEASES:-https://github.com/${REPOSITORY:?}/releases/download}
    for file in "$name.tar.gz" "$name.tar.gz.sha256"; do
        curl --fail --silent --show-error --location --retry 3 --output "$work/$file" \
            "$releases/$INPUT_VERSION/$file" || die "cannot download $file of $INPUT_VERSION"
    done
    (cd "$work" && right_checksum "$name.tar.gz.sha256") || die "the checksum of $name.tar.gz is wrong"
    tar -C "$work" -xzf "$work/$name.tar.gz"
    binary=$work/$name/scimproof$suffix
    ;;
*)
    # A branch or a commit has no release.
    command -v cargo >/dev/null || die "cargo is missing; name a release in version"
    cargo install --locked --path "$here" --root "$work"
    binary=$work/bin/scimproof$suffix
    ;;
esac

"$binary" --version
echo "binary=$binary" >>"$GITHUB_OUTPUT"
