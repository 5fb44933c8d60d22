# Sourced by run.sh: Contoso's provisioning job against the same servers, in both dialects, and what it comes to beside
# expect/provision-*.toml.
# shellcheck shell=bash disable=SC2154

# The cycles of the story, one a simulated hour.
provision_cycles() {
    local job=$1 hour=8 delta
    "$scimproof" provision start --job "$job/job.toml" --at "2026-03-02T08:00:00Z" || [[ $? -eq 1 ]]
    for delta in "$job"/0*.json; do
        hour=$((hour + 1))
        "$scimproof" provision cycle --job "$job/job.toml" --delta "$delta" \
            --at "$(printf '2026-03-02T%02d:00:00Z' "$hour")" || [[ $? -eq 1 ]]
    done
    "$scimproof" provision log --job "$job/job.toml" --format json >"$job/log.json"
}

provision() {
    local name=$1 dialect=$2 out=$work/$1-provision-$2 flag="" code=0 same=0
    [[ $dialect == default ]] || flag="?aadOptscim062020"
    mkdir -p "$out/home"
    "install_$name"
    token=$(python3 -c 'import secrets; print(secrets.token_hex(16))')
    start "$name" "$out" || die "$name does not start; its log is $out/server.log"
    cp "$root/fixtures/contoso/contoso.json" "$root"/fixtures/contoso/story/0*.json "$out"
    printf 'name = "Contoso"\nsuite = "entra"\ndirectory = "contoso.json"\n\n[tenant]\nurl = "%s"\n' \
        "$url$flag" >"$out/job.toml"

    # In the background like a run, so that an interrupt ends it.
    (
        # The variables belong to the shell that is started.
        # shellcheck disable=SC2016
        exec env -i PATH="$PATH" HOME="$out/home" SCIM_TOKEN="$token" scimproof="$scimproof" \
            timeout --kill-after=10 120 bash -euc "$(declare -f provision_cycles)"'; provision_cycles "$1"' _ "$out"
    ) >"$out/scimproof.log" 2>&1 &
    run_pid=$!
    wait "$run_pid" || code=$?
    run_pid=
    if [[ $code -ne 0 ]]; then
        tail -n 20 "$out/scimproof.log" >&2
        echo "$name, Contoso's job, $dialect: exited with $code; see $out" >>"$work/summary"
        failed=1
        stop_server
        return 0
    fi

    SCIM_TOKEN=$token python3 "$here/provision.py" --expect "$here/expect/provision-$name.toml" --dialect "$dialect" \
        --log "$out/log.json" --url "$url" | tee "$out/diff.txt" || same=$?
    stop_server
    if [[ $same -eq 0 ]]; then
        echo "$name, Contoso's job, $dialect: as expected" >>"$work/summary"
    else
        echo "$name, Contoso's job, $dialect: NOT as expected: $out/diff.txt" >>"$work/summary"
        failed=1
    fi
}
