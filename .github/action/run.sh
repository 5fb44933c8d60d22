#!/usr/bin/env bash
# Runs scimproof as the inputs say, writes the reports, and hands on the exit code without failing itself: the reports
# are published first.
#
# Reads SCIMPROOF (the binary) and INPUT_*; credentials stay in the environment (SCIM_TOKEN and the like).

set -euo pipefail

folder=${INPUT_FOLDER:-scimproof-report}
mkdir -p "$folder"

extension() {
    case "$1" in
    junit) echo xml ;;
    markdown) echo md ;;
    *) echo "$1" ;;
    esac
}

arguments=(run)
[[ -n ${INPUT_SUITE:-} ]] && arguments+=("$INPUT_SUITE")
[[ -n ${INPUT_URL:-} ]] && arguments+=(--url "$INPUT_URL" --yes)
[[ -n ${INPUT_ENV:-} ]] && arguments+=(--env "$INPUT_ENV")
while IFS= read -r argument; do
    [[ -n $argument ]] && arguments+=("$argument")
done <<<"${INPUT_ARGS:-}"
for format in ${INPUT_REPORTS:-}; do
    arguments+=(--report "$format=$folder/scimproof.$(extension "$format")")
done

code=0
"${SCIMPROOF:?}" "${arguments[@]}" --format github || code=$?

if [[ -n ${GITHUB_STEP_SUMMARY:-} && -f $folder/scimproof.md ]]; then
    cat "$folder/scimproof.md" >>"$GITHUB_STEP_SUMMARY"
fi
{
    echo "exit-code=$code"
    echo "folder=$folder"
} >>"$GITHUB_OUTPUT"
