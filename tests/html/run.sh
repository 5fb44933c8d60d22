#!/usr/bin/env bash
# Opens HTML reports in headless Chromium: filters, searches, follows findings, listens for console errors.
#
#     tests/html/run.sh
#
#     SCIMPROOF  the binary to test (target/release/scimproof, else target/debug/scimproof)
#     CHROMIUM   the browser (chromium, chromium-browser or google-chrome from the path)
#
# Needs bash, node 20 or later, and Chromium. Talks to loopback only.
# Exit code: 0 as expected, 1 something differs, 2 it could not be tried.

set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)

die() {
    echo "run.sh: $*" >&2
    exit 2
}

command -v node >/dev/null || die "node is not installed"

browser=${CHROMIUM:-}
for candidate in chromium chromium-browser google-chrome; do
    [[ -n $browser ]] || browser=$(command -v "$candidate" || true)
done
[[ -n $browser ]] || die "no browser: install Chromium (on Debian: apt-get install chromium), or set CHROMIUM"

scimproof=${SCIMPROOF:-}
if [[ -z $scimproof ]]; then
    for candidate in "$root/target/release/scimproof" "$root/target/debug/scimproof"; do
        [[ -x $candidate ]] && scimproof=$candidate && break
    done
fi
[[ -f $scimproof && -x $scimproof ]] || die "no scimproof binary: build one, or set SCIMPROOF"
scimproof=$(cd "$(dirname "$scimproof")" && pwd)/$(basename "$scimproof")

work=$(mktemp -d "${TMPDIR:-/tmp}/scimproof-html.XXXXXX")
finish() {
    local code=$?
    if [[ $code -eq 0 ]]; then
        rm -rf "$work"
    else
        echo "kept for diagnosis: $work" >&2
    fi
}
trap finish EXIT

# A bare environment. Exit code 1 is what a failing tenant deserves.
proof() {
    local code=0
    env -i HOME="$work" "$scimproof" "$@" >"$work/out.txt" 2>"$work/err.txt" || code=$?
    [[ $code -eq 0 || $code -eq 1 ]] || { cat "$work/err.txt" >&2; die "scimproof $1 exited with $code"; }
}

cd "$root"
proof run --demo --dialect both --fault duplicate-created --fault title-not-patchable \
    --fault phone-numbers-reformatted --fault inactive-hidden --fault required-not-enforced \
    --report "html=$work/failing.html" --transcript "$work/failing.ndjson"
node "$here/reports.mjs" hostile "$work/failing.ndjson" "$work/hostile.ndjson"
proof judge "$work/hostile.ndjson" --report "html=$work/hostile.html"
node "$here/reports.mjs" large fixtures/transcripts/scim2-server.ndjson "$work/large.ndjson"
proof judge "$work/large.ndjson" --report "html=$work/large.html"

node "$here/report.mjs" "$browser" "$work"
