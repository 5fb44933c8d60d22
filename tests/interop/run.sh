#!/usr/bin/env bash
# Runs scimproof against SCIM servers nobody here wrote and compares its verdicts with expect/*.toml.
#
#     tests/interop/run.sh [SERVER…]            all servers, or the named ones
#
#     SCIMPROOF      the binary to test (target/release/scimproof, else target/debug/scimproof)
#     INTEROP_CACHE  a folder that keeps the installed servers for the next run
#
# Needs bash, python3 (3.11 or later), node with npm, and timeout. Talks to loopback only, and to
# the package registries through pip and npm while installing.
# Exit code: 0 as expected, 1 something differs, 2 it could not be tried.

set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
compare="$here/compare.py"
servers=(scim2-server scimmy)

die() {
    echo "run.sh: $*" >&2
    exit 2
}

# --- what is needed ------------------------------------------------------------------------------

for argument in "$@"; do
    [[ " ${servers[*]} " == *" $argument "* ]] || die "no server '$argument'; there are: ${servers[*]}"
done
[[ $# -eq 0 ]] || servers=("$@")

for tool in python3 node npm timeout; do
    command -v "$tool" >/dev/null || die "$tool is not installed"
done
python3 -c 'import tomllib' 2>/dev/null || die "python3 must be 3.11 or later"

scimproof=${SCIMPROOF:-}
if [[ -z $scimproof ]]; then
    for candidate in "$root/target/release/scimproof" "$root/target/debug/scimproof"; do
        [[ -x $candidate ]] && scimproof=$candidate && break
    done
fi
[[ -n $scimproof ]] || die "no scimproof binary: build one, or set SCIMPROOF"
[[ -f $scimproof && -x $scimproof ]] || die "$scimproof is not an executable file"
scimproof=$(cd "$(dirname "$scimproof")" && pwd)/$(basename "$scimproof")

work=$(mktemp -d "${TMPDIR:-/tmp}/scimproof-interop.XXXXXX")
cache=${INTEROP_CACHE:-$work/cache}
mkdir -p "$cache"
cache=$(cd "$cache" && pwd)

# --- whatever happens, nothing keeps running -----------------------------------------------------

server_pid=
run_pid=
failed=0

# Up to 20 seconds: scimproof cleans up first when it is told to stop.
stop() {
    local pid=$1
    kill "$pid" 2>/dev/null || return 0
    for _ in {1..200}; do
        kill -0 "$pid" 2>/dev/null || break
        sleep 0.1
    done
    kill -KILL "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
}

stop_server() {
    [[ -z $server_pid ]] || stop "$server_pid"
    server_pid=
}

finish() {
    local code=$?
    trap - EXIT
    [[ -z $run_pid ]] || stop "$run_pid"
    stop_server
    [[ -n ${INTEROP_CACHE:-} ]] || rm -rf "$work/cache"
    if [[ $code -eq 0 ]]; then
        rm -rf "$work"
    else
        echo "kept for diagnosis (result.json, transcript.ndjson, logs): $work" >&2
    fi
    exit "$code"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# --- installing ----------------------------------------------------------------------------------

# A folder named after all that went into it; a half-finished one lacks the marker and is redone.
prepared() {
    local name=$1 digest
    shift
    digest=$({ python3 --version; node --version; cat "$@"; } |
        python3 -c 'import hashlib, sys; print(hashlib.sha256(sys.stdin.buffer.read()).hexdigest()[:16])')
    folder=$cache/$name-$digest
    if [[ -e $folder/.installed ]]; then
        return 0
    fi
    rm -rf "$folder"
    mkdir -p "$folder"
    echo "installing $name" >&2
    return 1
}

install_scim2-server() {
    local requirements=$here/scim2-server/requirements.txt log=$work/install-scim2-server.log
    if ! prepared scim2-server "$requirements"; then
        {
            python3 -m venv "$folder/venv" &&
                "$folder/venv/bin/pip" install --disable-pip-version-check --no-deps --requirement "$requirements" &&
                "$folder/venv/bin/pip" check
        } >"$log" 2>&1 || install_failed "$log"
        touch "$folder/.installed"
    fi
    base=/v2
    package=scim2-server
    installed=$("$folder/venv/bin/python" -c 'if True:
        from importlib.metadata import version
        print(*(f"{name}={version(name)}" for name in ("scim2-server", "scim2-models")))')
}

install_scimmy() {
    local log=$work/install-scimmy.log
    if ! prepared scimmy "$here/scimmy/package.json" "$here/scimmy/package-lock.json"; then
        cp "$here/scimmy/package.json" "$here/scimmy/package-lock.json" "$folder"
        (cd "$folder" && npm ci --ignore-scripts --no-audit --no-fund) >"$log" 2>&1 || install_failed "$log"
        touch "$folder/.installed"
    fi
    cp "$here/scimmy/app.mjs" "$folder"
    base=/scim/v2
    package=scimmy
    installed=$(cd "$folder" && node -p '
        const {readFileSync} = require("node:fs");
        ["scimmy", "scimmy-routers", "express"].map(name =>
            `${name}=${JSON.parse(readFileSync(`node_modules/${name}/package.json`)).version}`).join(" ")')
}

install_failed() {
    tail -n 20 "$1" >&2
    die "installing failed; the whole log is $1"
}

# --- starting ------------------------------------------------------------------------------------

launch_scim2-server() {
    exec "$folder/venv/bin/scim2-server" --port "$port" --bearer-token "$token"
}

launch_scimmy() {
    cd "$folder" && SCIM_TOKEN=$token exec node app.mjs "$port"
}

# Sets url and server_pid. The port was free a moment ago; if somebody else took it, another is tried.
start() {
    local name=$1 out=$2
    for _ in 1 2 3; do
        port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
        url=http://127.0.0.1:$port$base
        "launch_$name" >"$out/server.log" 2>&1 &
        server_pid=$!
        for _ in {1..100}; do
            kill -0 "$server_pid" 2>/dev/null || break
            # Only our server knows the token.
            SCIM_TOKEN=$token python3 "$compare" totals "$url" >"$out/before.json" 2>"$out/wait.log" && return 0
            sleep 0.1
        done
        stop_server
    done
    tail -n 20 "$out/server.log" "$out/wait.log" >&2
    return 1
}

# --- testing -------------------------------------------------------------------------------------

try() {
    local name=$1 out=$work/$1 code=0
    mkdir -p "$out/home"
    "install_$name"
    token=$(python3 -c 'import secrets; print(secrets.token_hex(16))')
    start "$name" "$out" || die "$name does not start; its log is $out/server.log"

    # A bare environment and an own home: no configuration, proxy or ledger of the caller's plays a part.
    (
        cd "$out/home"
        exec env -i PATH="$PATH" HOME="$out/home" TMPDIR="$work" SCIM_TOKEN="$token" \
            timeout --kill-after=10 600 "$scimproof" run --url "$url" --profile all --format json --settle 1s \
            --transcript "$out/transcript.ndjson"
    ) >"$out/result.json" 2>"$out/scimproof.log" &
    run_pid=$!
    wait "$run_pid" || code=$?
    run_pid=

    case $code in
        0 | 1 | 3 | 4 | 5) ;;
        *)
            tail -n 20 "$out/scimproof.log" >&2
            echo "$name: scimproof exited with $code; see $out" >>"$work/summary"
            failed=1
            stop_server
            return 0
            ;;
    esac

    local after=0 same=0 words
    SCIM_TOKEN=$token python3 "$compare" totals "$url" >"$out/after.json" || after=$?
    stop_server
    if [[ $after -ne 0 ]]; then
        tail -n 20 "$out/server.log" >&2
        echo "$name: no longer answers after the run" >>"$work/summary"
        failed=1
        return 0
    fi

    # $installed is a list of words.
    # shellcheck disable=SC2086
    python3 "$compare" check --server "$package" --expect "$here/expect/$name.toml" --result "$out/result.json" \
        --exit-code "$code" --before "$out/before.json" --after "$out/after.json" \
        --installed $installed | tee "$out/diff.txt" || same=$?
    if [[ $same -eq 0 ]]; then
        words="as expected"
    else
        words="NOT as expected: $out/diff.txt"
        [[ ! -s $out/scimproof.log ]] || tail -n 5 "$out/scimproof.log" >&2
        failed=1
    fi
    echo "$name: $words" >>"$work/summary"
}

# shellcheck source-path=SCRIPTDIR
source "$here/provision.sh"

for name in "${servers[@]}"; do
    try "$name"
    provision "$name" default
    provision "$name" compliant
done

echo
cat "$work/summary"
exit "$failed"
