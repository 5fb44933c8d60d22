#!/usr/bin/env python3
"""Compare what Contoso's provisioning job came to on a server with what we have read to be true of it.

    provision.py --expect TOML --dialect D --log JSON --url URL        (token in $SCIM_TOKEN)

Every failure of the log must be one that the expectation explains, and every explained one must occur, for as many
objects as it says; afterwards the tenant must hold what the expectation says.

Exit code: 0 as expected, 1 something differs, 2 an input cannot be used.
Python 3.11 or later, standard library only. It never writes an expectation.
"""

import argparse
import json
import os
import sys
import tomllib
import urllib.request

FAILURE = {"dialects", "action", "kind", "says", "objects", "requirement", "answer"}
OUTCOME = {"dialects", "users", "inactive", "managers", "groups"}
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"


class Unusable(Exception):
    """An input that cannot be compared at all."""


def read_expectation(path: str, dialect: str) -> tuple[list, dict]:
    """The failures and the outcome of a dialect, checked strictly."""
    try:
        with open(path, "rb") as file:
            document = tomllib.load(file)
    except (OSError, ValueError) as error:
        raise Unusable(f"{path}: {error}") from error
    failures, outcomes = document.get("failure", []), document.get("outcome", [])
    for entries, keys in ((failures, FAILURE), (outcomes, OUTCOME)):
        for entry in entries:
            if entry.keys() != keys:
                raise Unusable(f"{path}: {entry}: the keys must be {', '.join(sorted(keys))}")
    outcomes = [entry for entry in outcomes if dialect in entry["dialects"]]
    if len(outcomes) != 1 or document.keys() - {"server", "failure", "outcome"}:
        raise Unusable(f"{path}: there must be one outcome for the dialect {dialect}, and no other tables")
    return [entry for entry in failures if dialect in entry["dialects"]], outcomes[0]


def compare_failures(expected: list, log: list):
    """Differences between the failures of the log and the explained ones."""
    met = [set() for _ in expected]
    for entry in log:
        information = entry["provisioningStatusInfo"]
        if information["status"] != "failure":
            continue
        reason = information["errorInformation"]["reason"]
        kind, name = entry["sourceIdentity"]["identityType"], entry["sourceIdentity"]["displayName"]
        hits = [
            number
            for number, one in enumerate(expected)
            if one["says"] in reason and (one["action"], one["kind"]) == (entry["provisioningAction"], kind)
        ]
        if len(hits) == 1:
            met[hits[0]].add(entry["sourceIdentity"]["id"])
        else:
            yield f"{entry['provisioningAction']} of {kind} {name} failed, {len(hits)} explanations fit: {reason}"
    for one, objects in zip(expected, met):
        if len(objects) != one["objects"]:
            yield f"'{one['says']}' failed {one['action']} of {len(objects)} objects, expected {one['objects']}"


def resources(url: str, endpoint: str) -> tuple[int, list]:
    """How many resources of a type there are, and the first page of them."""
    # The tenant is on loopback: no proxy, whatever the environment says.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    request = urllib.request.Request(f"{url}/{endpoint}?count=100")
    request.add_header("Authorization", f"Bearer {os.environ['SCIM_TOKEN']}")
    with opener.open(request, timeout=10) as response:
        page = json.load(response)
    return page["totalResults"], page.get("Resources") or []


def compare_outcome(expected: dict, url: str):
    """Differences between what the tenant holds and what it should hold."""
    total, users = resources(url, "Users")
    _, groups = resources(url, "Groups")
    holds = {
        "users": total,
        "inactive": sorted(user["userName"] for user in users if not user.get("active")),
        "managers": sum(1 for user in users if user.get(ENTERPRISE, {}).get("manager")),
        "groups": {group["displayName"]: len(group.get("members") or []) for group in groups},
    }
    for name, value in holds.items():
        if value != expected[name]:
            yield f"the tenant holds {name} {value}, expected {expected[name]}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("expect", "dialect", "log", "url"):
        parser.add_argument(f"--{name}", required=True)
    options = parser.parse_args()
    try:
        failures, outcome = read_expectation(options.expect, options.dialect)
        with open(options.log, encoding="utf-8") as file:
            log = json.load(file)
        log = log["value"] if isinstance(log, dict) else log
        differences = [*compare_failures(failures, log), *compare_outcome(outcome, options.url)]
    except (Unusable, OSError, KeyError, ValueError) as error:
        print(f"cannot compare: {error!r}", file=sys.stderr)
        return 2
    print(f"Contoso's job, {options.dialect}: {len(log)} entries in the log")
    for difference in differences:
        print(f"  - {difference}")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
