#!/usr/bin/env python3
"""Compare what scimproof says about a server with what we have read to be true of it.

    compare.py totals URL              how many users and groups the tenant holds (token in $SCIM_TOKEN)
    compare.py check …                 one result against one expectation file; see run.sh

Exit code: 0 as expected, 1 something differs, 2 an input cannot be used.
Python 3.11 or later, standard library only. It never writes an expectation.
"""

import argparse
import json
import os
import sys
import tomllib
import urllib.error
import urllib.request

DIALECTS = ("default", "compliant", "none")
VERDICTS = ("fail", "skipped", "error")
KINDS = ("needs-step", "not-advertised", "suite", "read-only", "not-shown")


class Unusable(Exception):
    """An input that cannot be compared at all."""


# --- the tenant ---------------------------------------------------------------------------------


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None  # the token goes to no other address


def totals(url: str, token: str) -> dict:
    """totalResults of /Users and /Groups, and the names on the first page."""
    # The tenant is on loopback: no proxy, whatever the environment says.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), NoRedirect)
    found = {}
    for endpoint in ("Users", "Groups"):
        request = urllib.request.Request(f"{url}/{endpoint}")
        request.add_header("Authorization", f"Bearer {token}")
        request.add_header("Accept", "application/scim+json")
        with opener.open(request, timeout=10) as response:
            page = json.load(response)
        names = [r.get("userName") or r.get("displayName") or r.get("id") for r in page.get("Resources") or []]
        found[endpoint] = {"total": page["totalResults"], "names": names}
    return found


# --- the expectation file -----------------------------------------------------------------------


def read_expectation(path: str) -> dict:
    """The file, checked strictly: a misspelt key would make an entry say less than its author meant."""
    try:
        with open(path, "rb") as file:
            document = tomllib.load(file)
    except (OSError, ValueError) as error:
        raise Unusable(f"{path}: {error}") from error

    def refuse(where: str, what: str):
        raise Unusable(f"{path}: {where}: {what}")

    for key in document.keys() - {"server", "version", "with", "deviation"}:
        refuse("header", f"unknown key '{key}'")
    for key in ("server", "version"):
        if not is_text(document.get(key)):
            refuse("header", f"'{key}' must be a non-empty string")
    others = document.setdefault("with", {})
    if not isinstance(others, dict) or not all(is_text(version) for version in others.values()):
        refuse("header", "'with' must be a table of package = \"version\"")

    deviations = document.setdefault("deviation", [])
    if not isinstance(deviations, list):
        refuse("deviation", "write it as [[deviation]]")
    expected = {}
    for number, entry in enumerate(deviations, 1):
        where = f"deviation {number} ({entry.get('check') or entry.get('checks') or 'no check'})"
        for key in entry.keys() - {"check", "checks", "dialect", "dialects", "verdict", "kind", "requirement", "answer"}:
            refuse(where, f"unknown key '{key}'")
        if ("check" in entry) == ("checks" in entry):
            refuse(where, "give either 'check' or 'checks'")
        checks = [entry["check"]] if "check" in entry else entry["checks"]
        if not isinstance(checks, list) or not checks or not all(is_text(check) for check in checks):
            refuse(where, "a check is a non-empty string")
        for key in ("requirement", "answer"):
            if not is_text(entry.get(key)):
                refuse(where, f"'{key}' must be a non-empty string")
        if entry.get("verdict") not in VERDICTS:
            refuse(where, f"'verdict' must be one of {', '.join(VERDICTS)}")
        if entry["verdict"] == "skipped" and entry.get("kind") not in KINDS:
            refuse(where, f"'kind' must be one of {', '.join(KINDS)}")
        if entry["verdict"] != "skipped" and "kind" in entry:
            refuse(where, "'kind' is for skipped checks only")
        if ("dialect" in entry) == ("dialects" in entry):
            refuse(where, "give either 'dialect' or 'dialects'")
        dialects = [entry["dialect"]] if "dialect" in entry else entry["dialects"]
        if not isinstance(dialects, list) or not dialects or any(d not in DIALECTS for d in dialects):
            refuse(where, f"a dialect is one of {', '.join(DIALECTS)}")
        for key in [(check, dialect) for check in checks for dialect in dialects]:
            if key in expected:
                refuse(where, f"a second entry for {name(key)}")
            expected[key] = entry
    document["expected"] = expected
    return document


def is_text(value) -> bool:
    return isinstance(value, str) and bool(value.strip())


# --- the comparison -----------------------------------------------------------------------------


def compare(document: dict, result: dict) -> list[str]:
    """One paragraph per difference between the verdicts and the expectations."""
    differences = []
    seen = {}
    for check in result["checks"]:
        key = (check["id"], check["dialect"] or "none")
        if key in seen:
            differences.append(f"listed twice: {name(key)}")
        seen[key] = check

    expected = document["expected"]
    for key, check in seen.items():
        entry, verdict = expected.get(key), check["verdict"]
        if entry is None:
            if verdict != "pass":
                differences.append(f"unexpected {verdict}: {name(key)}{evidence(check)}")
        elif verdict == "pass":
            differences.append(f"expected {entry['verdict']} but passed: {name(key)}{written(entry)}")
        elif verdict != entry["verdict"]:
            differences.append(
                f"wrong verdict: {name(key)}: expected {entry['verdict']}, is {verdict}{evidence(check)}{written(entry)}"
            )
        elif verdict == "skipped" and check["skip"] != entry["kind"]:
            differences.append(
                f"wrong skip kind: {name(key)}: expected {entry['kind']}, is {check['skip']}{evidence(check)}"
            )

    dialects = {}
    for check_id, dialect in seen:
        dialects.setdefault(check_id, []).append(dialect)
    for key, entry in expected.items():
        if key in seen:
            continue
        if key[0] in dialects:
            where = ", ".join(dialects[key[0]])
            differences.append(f"check not run in this dialect: {name(key)} (run in: {where}){written(entry)}")
        else:
            differences.append(f"check no longer exists: {name(key)}{written(entry)}")
    return differences


def consistency(result: dict, exit_code: int) -> list[str]:
    """What must hold of every result, whatever the server answers."""
    differences = []
    checks = result["checks"]
    if not checks:
        differences.append("the result has no checks")
    if sorted(result["dialects"]) != ["compliant", "default"]:
        differences.append(f"run in the dialects {result['dialects']}, not in both")

    counted = {verdict: 0 for verdict in ("pass", *VERDICTS)}
    for check in checks:
        if check["verdict"] not in counted:
            raise Unusable(f"unknown verdict '{check['verdict']}' of {check['id']}")
        counted[check["verdict"]] += 1
    if result["summary"] != counted:
        differences.append(f"summary says {result['summary']}, the checks add up to {counted}")

    if result["exit_code"] != exit_code:
        differences.append(f"scimproof exited with {exit_code}, its result says {result['exit_code']}")
    failing = any(c["verdict"] == "fail" and c["severity"] == "error" and not c["accepted"] for c in checks)
    if counted["skipped"] < len(checks) and not counted["error"]:
        right = 1 if failing else 5 if result["left_behind"] else 0
        if exit_code != right:
            differences.append(f"exit code {exit_code}; by the contract these verdicts give {right}")

    for left in result["left_behind"]:
        differences.append(f"left behind: {left.get('type')} {left.get('name')} ({left.get('id')}), {left.get('state')}")
    return differences


def leftovers(before: dict, after: dict) -> list[str]:
    differences = []
    for endpoint, then in before.items():
        now = after[endpoint]
        if now["total"] != then["total"]:
            differences.append(
                f"the server held {then['total']} {endpoint} before the run and holds {now['total']} after it: {now['names']}"
            )
    return differences


def versions(document: dict, server: str, installed: dict) -> list[str]:
    differences = []
    if document["server"] != server:
        differences.append(f"the file is about '{document['server']}', the server is '{server}'")
    if document["with"].keys() != installed.keys() - {server}:
        differences.append(
            f"[with] names {sorted(document['with'])}, installed beside {server}: {sorted(installed.keys() - {server})}"
        )
    for package, version in {server: document["version"], **document["with"]}.items():
        if package in installed and installed[package] != version:
            differences.append(
                f"the file describes {package} {version}, installed is {installed[package]}: read its answers anew"
            )
    return differences


# --- words --------------------------------------------------------------------------------------


def name(key: tuple) -> str:
    check_id, dialect = key
    return check_id if dialect == "none" else f"{check_id} ({dialect})"


def written(entry: dict) -> str:
    return lines(("we wrote", entry["answer"]))


def evidence(check: dict) -> str:
    """What a person needs to decide who is wrong: the first finding, or the reason of a skip."""
    rows = [("requirement", check["requirement"])]
    if check["skip"]:
        rows.append(("skipped", f"{check['skip']}: {check['reason']}"))
    elif check["reason"]:
        rows.append(("reason", check["reason"]))
    if check["findings"]:
        finding = check["findings"][0]
        pointer = f" at {finding['pointer']}" if finding.get("pointer") else ""
        rows.append(("message", f"{finding['message']}{pointer}"))
        rows.append(("expected", finding.get("expected")))
        rows.append(("actual", finding.get("actual")))
        request = finding.get("request") or {}
        if request:
            sent = f"{request.get('method')} {request.get('url')} -> {request.get('status')}"
            rows.append(("exchange", f"{finding.get('exchange')}: {sent}"))
        if len(check["findings"]) > 1:
            rows.append(("and", f"{len(check['findings']) - 1} further findings"))
    return lines(*rows)


def lines(*rows: tuple) -> str:
    return "".join(f"\n      {label:<12} {value}" for label, value in rows if value is not None)


# --- commands -----------------------------------------------------------------------------------


def read_json(path: str):
    try:
        with open(path, encoding="utf-8") as file:
            return json.load(file)
    except (OSError, ValueError) as error:
        raise Unusable(f"{path}: {error}") from error


def command_totals(options) -> int:
    try:
        print(json.dumps(totals(options.url, os.environ["SCIM_TOKEN"])))
    except (OSError, ValueError, KeyError) as error:  # urllib's errors are OSErrors
        print(f"{options.url}: {error!r}", file=sys.stderr)
        return 1
    return 0


def command_check(options) -> int:
    document = read_expectation(options.expect)
    result = read_json(options.result)
    installed = dict(pair.split("=", 1) for pair in options.installed)
    try:
        differences = [
            *versions(document, options.server, installed),
            *consistency(result, options.exit_code),
            *compare(document, result),
            *leftovers(read_json(options.before), read_json(options.after)),
        ]
    except (KeyError, TypeError, AttributeError) as error:
        raise Unusable(f"{options.result}: not a scimproof result: {error!r}") from error

    summary = ", ".join(f"{result['summary'].get(v)} {v}" for v in ("pass", *VERDICTS))
    packages = ", ".join(f"{package} {version}" for package, version in installed.items())
    print(f"{packages}: {len(result['checks'])} checks ({summary})")
    for difference in differences:
        print(f"  - {difference}")
    print(f"  {len(differences)} differences" if differences else "  as expected, nothing left behind")
    return 1 if differences else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(required=True)
    command = commands.add_parser("totals", help="count the users and groups of a tenant")
    command.add_argument("url")
    command.set_defaults(run=command_totals)
    command = commands.add_parser("check", help="compare a result with an expectation file")
    command.add_argument("--server", required=True, help="the package the file is about")
    command.add_argument("--expect", required=True, metavar="TOML")
    command.add_argument("--result", required=True, metavar="JSON")
    command.add_argument("--exit-code", required=True, type=int, help="what scimproof exited with")
    command.add_argument("--installed", required=True, nargs="+", metavar="PACKAGE=VERSION")
    command.add_argument("--before", required=True, metavar="JSON", help="totals before the run")
    command.add_argument("--after", required=True, metavar="JSON", help="totals after the run")
    command.set_defaults(run=command_check)
    options = parser.parse_args()
    try:
        return options.run(options)
    except Unusable as error:
        print(f"cannot compare: {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
