#!/usr/bin/env bash
# Sends the notifications of `scimproof provision` to a real SMTP server, aiosmtpd from PyPI: plain, with STARTTLS and
# a login, and with TLS from the start. A job goes into quarantine, changes its reason and stays there; the right
# messages must arrive, each once, and none may hold the tenant's credential.
#
#     tests/interop/mail.sh
#
#     SCIMPROOF      the binary to test (target/release/scimproof, else target/debug/scimproof)
#     INTEROP_CACHE  a folder that keeps the installed server for the next run
#
# Needs bash, python3 (3.11 or later) and openssl. Talks to loopback only, and to the package registry through pip while
# installing. Exit code: 0 as expected, 1 something differs, 2 it could not be tried.

set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)

die() {
    echo "mail.sh: $*" >&2
    exit 2
}

for tool in python3 openssl; do
    command -v "$tool" >/dev/null || die "$tool is not installed"
done

scimproof=${SCIMPROOF:-}
if [[ -z $scimproof ]]; then
    for candidate in "$root/target/release/scimproof" "$root/target/debug/scimproof"; do
        [[ -x $candidate ]] && scimproof=$candidate && break
    done
fi
[[ -n $scimproof && -x $scimproof ]] || die "no scimproof binary: build one, or set SCIMPROOF"
scimproof=$(cd "$(dirname "$scimproof")" && pwd)/$(basename "$scimproof")

work=$(mktemp -d "${TMPDIR:-/tmp}/scimproof-mail.XXXXXX")
cache=${INTEROP_CACHE:-$work/cache}
mkdir -p "$cache"
cache=$(cd "$cache" && pwd)

# --- whatever happens, nothing keeps running -----------------------------------------------------

pids=()

finish() {
    local code=$? pid
    trap - EXIT
    for pid in "${pids[@]}"; do
        kill "$pid" 2>/dev/null || true
        wait "$pid" 2>/dev/null || true
    done
    [[ -n ${INTEROP_CACHE:-} ]] || rm -rf "$work/cache"
    if [[ $code -eq 0 ]]; then
        rm -rf "$work"
    else
        echo "kept for diagnosis: $work" >&2
    fi
    exit "$code"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# --- installing ----------------------------------------------------------------------------------

requirements=$here/mail/requirements.txt
digest=$({ python3 --version; cat "$requirements"; } |
    python3 -c 'import hashlib, sys; print(hashlib.sha256(sys.stdin.buffer.read()).hexdigest()[:16])')
venv=$cache/mail-$digest
if [[ ! -e $venv/.installed ]]; then
    echo "installing aiosmtpd" >&2
    rm -rf "$venv"
    {
        python3 -m venv "$venv" &&
            "$venv/bin/pip" install --disable-pip-version-check --no-deps --require-hashes --requirement "$requirements" &&
            "$venv/bin/pip" check
    } >"$work/install.log" 2>&1 || {
        tail -n 20 "$work/install.log" >&2
        die "installing failed"
    }
    touch "$venv/.installed"
fi

# --- servers -------------------------------------------------------------------------------------

free_port() {
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# A certificate that signs itself; the job trusts it by smtp_ca.
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=127.0.0.1 \
    -addext "subjectAltName=IP:127.0.0.1" -addext "basicConstraints=critical,CA:FALSE" \
    -keyout "$work/key.pem" -out "$work/certificate.pem" 2>"$work/openssl.log" || die "openssl makes no certificate"

export SMTP_USER=postmaster SMTP_PASSWORD=mail-passw0rd-0001
token=mail-test-t0ken-$RANDOM$RANDOM$RANDOM

# start_mail MODE: sets port; messages are kept in $work/MODE.
start_mail() {
    local mode=$1
    mkdir -p "$work/$mode"
    port=$(free_port)
    "$venv/bin/python" "$here/mail/server.py" "$port" "$work/$mode" "$mode" "$work/certificate.pem" "$work/key.pem" \
        >"$work/$mode.log" 2>&1 &
    pids+=($!)
    for _ in {1..100}; do
        grep -q ready "$work/$mode.log" && return 0
        sleep 0.1
    done
    cat "$work/$mode.log" >&2
    die "the SMTP server does not start"
}

TENANT_TOKEN=$token "$scimproof" serve --token-env TENANT_TOKEN >"$work/tenant.log" 2>&1 &
pids+=($!)
for _ in {1..100}; do
    url=$(head -n 1 "$work/tenant.log")
    [[ $url == http* ]] && break
    sleep 0.1
done
[[ $url == http* ]] || die "the tenant does not start"

# --- the job -------------------------------------------------------------------------------------

failed=0
wrong() {
    echo "mail.sh: $*" >&2
    failed=1
}

# run MODE DAY TOKEN CODE COMMAND…: provisions, and looks at the exit code.
run() {
    local mode=$1 day=$2 token=$3 expected=$4 code=0
    local login=(SMTP_USER="$SMTP_USER" SMTP_PASSWORD="${password:-$SMTP_PASSWORD}")
    shift 4
    # The plain server offers no login.
    [[ $mode != plain ]] || login=()
    (
        cd "$work/$mode"
        env -i PATH="$PATH" HOME="$work" SCIM_TOKEN="$token" "${login[@]}" \
            "$scimproof" provision "$@" --job job.toml ${day:+--at "2026-03-${day}T08:00:00Z"}
    ) >>"$work/$mode/out.log" 2>>"$work/$mode/err.log" || code=$?
    [[ $code -eq $expected ]] || wrong "$mode: '$*' on $day ended with $code, not $expected"
}

# directory MODE USERS: that many assigned users, under names of the mode's own.
directory() {
    python3 - "$1" "$2" >"$work/$1/directory.json" <<'PYTHON'
import json, sys
mode, users = sys.argv[1], int(sys.argv[2])
role = "00000000-0000-0000-0000-000000000000"
print(json.dumps({"users": [{
    "id": f"u-{mode}-{n}", "userPrincipalName": f"{mode}{n}@contoso.example", "displayName": f"{mode} {n}",
    "appRoleAssignments": [role]} for n in range(users)], "groups": []}))
PYTHON
}

# job MODE URL LINE…
job() {
    local mode=$1 server=$2
    shift 2
    {
        printf 'name = "Contoso to Tern (%s)"\nsuite = "entra"\ndirectory = "directory.json"\n' "$mode"
        printf 'deletion_threshold = 3\n[tenant]\nurl = "%s"\n' "$url"
        printf '[notify]\nemail = "admin@contoso.example"\nfrom = "scimproof@contoso.example"\nsmtp = "%s"\n' "$server"
        printf '%s\n' "$@"
    } >"$work/$mode/job.toml"
}

# messages MODE NUMBER
messages() {
    local found
    found=$(find "$work/$1" -name '*.eml' | wc -l)
    [[ $found -eq $2 ]] || wrong "$1: $found messages arrived, not $2"
}

# holds MODE MESSAGE TEXT
holds() {
    python3 - "$work/$1/$2.eml" "$3" <<'PYTHON' || wrong "$1: message $2 lacks '$3'"
import email, email.policy, sys
message = email.message_from_binary_file(open(sys.argv[1], "rb"), policy=email.policy.default)
sys.exit(sys.argv[2] not in f"{message['subject']}\n{message.get_content()}")
PYTHON
}

story() {
    local mode=$1
    directory "$mode" 8
    run "$mode" 02 "$token" 0 start
    messages "$mode" 0
    # The credential is refused: quarantine, one message. A day later the same again: none.
    directory "$mode" 9
    run "$mode" 03 not-the-t0ken 3 cycle
    messages "$mode" 1
    holds "$mode" 1 "Contoso to Tern ($mode)"
    holds "$mode" 1 EncounteredQuarantineException
    holds "$mode" 1 "scimproof provision restart --job job.toml"
    run "$mode" 03 "$token" 4 cycle
    run "$mode" 05 not-the-t0ken 3 cycle
    messages "$mode" 1
    # The credential is right again, and too many leave: another reason, another message.
    directory "$mode" 2
    run "$mode" 07 "$token" 1 cycle
    messages "$mode" 2
    holds "$mode" 2 TooManyDeletes
    holds "$mode" 2 "restart --allow-deletes"
    # Allowed and done: nothing to tell.
    run "$mode" "" "$token" 0 restart --allow-deletes
    run "$mode" 08 "$token" 0 cycle
    messages "$mode" 2
}

start_mail plain
job plain "smtp://127.0.0.1:$port"
story plain

start_mail starttls
job starttls "smtp://127.0.0.1:$port" 'starttls = true' 'smtp_ca = "../certificate.pem"'
story starttls

start_mail tls
job tls "smtps://127.0.0.1:$port" 'smtp_ca = "../certificate.pem"'
story tls

for facts in "$work"/{starttls,tls}/*.json; do
    [[ $(basename "$facts") == directory.json ]] && continue
    python3 -c 'import json, sys; sys.exit(not json.load(open(sys.argv[1]))["authenticated"])' "$facts" ||
        wrong "$facts: came without a login"
done

# Whatever the mail server does, the cycle is as it was: a warning, the same exit code, no second attempt.
for case in "untrusted|smtp://127.0.0.1:$port|starttls = true" "password|smtps://127.0.0.1:$port|smtp_ca = \"../certificate.pem\""; do
    IFS='|' read -r mode server line <<<"$case"
    mkdir -p "$work/$mode"
    job "$mode" "$server" "$line"
    directory "$mode" 2
    run "$mode" 02 "$token" 0 start
    directory "$mode" 3
    [[ $mode != password ]] || password=not-the-passw0rd
    run "$mode" 03 not-the-t0ken 3 cycle
    password=
    warnings=$(grep -c '^warning: the e-mail to admin@contoso.example was not sent' "$work/$mode/err.log" || true)
    [[ $warnings -eq 1 ]] || wrong "$mode: $warnings warnings, not 1"
done

# No credential is anywhere: not in a message, a log, a state.
for secret in "$token" not-the-t0ken "$SMTP_PASSWORD" not-the-passw0rd; do
    if grep -rlF --include='*.eml' --include='*.log' --include='*.state*' -e "$secret" "$work"; then
        wrong "a file holds a credential"
    fi
done

[[ $failed -eq 0 ]] && echo "mail: as expected"
exit "$failed"
