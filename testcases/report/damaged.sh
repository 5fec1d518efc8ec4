#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# case:  report: a findings.json that is not what it should be ends no report by a signal
# needs: python3 jq
set -u
# shellcheck source=/dev/null
. "$RECLINT_ROOT/testcases/runner/lib.sh"

cat >damage.py <<'E'
"""damage.py FINDINGS.json FORM...: each value once by something else, in turn, in all forms."""
import copy
import json
import os
import subprocess
import sys

OTHERS = (None, "x", [], {}, -1, 99999999999, True)


def paths(value, path=()):
    yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, element in items:
        yield from paths(element, path + (name,))


with open(sys.argv[1], encoding="utf-8") as file:
    whole = json.load(file)
wrong = count = 0
for i, path in enumerate(list(paths(whole))[1:]):
    damaged = copy.deepcopy(whole)
    at = damaged
    for name in path[:-1]:
        at = at[name]
    at[path[-1]] = OTHERS[i % len(OTHERS)]
    with open("damaged.json", "w", encoding="utf-8") as file:
        json.dump(damaged, file)
    for form in sys.argv[2:]:
        run = subprocess.run([os.environ["RECLINT"], "report", "--strict", "--format", form, "damaged.json"],
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
        count += 1
        readable = True
        if form in ("sarif", "json", "baseline") and run.stdout:
            try:
                json.loads(run.stdout)
            except ValueError:
                readable = False
        if run.returncode not in (0, 1, 2) or not readable:
            wrong += 1
            print(form, path, OTHERS[i % len(OTHERS)], run.returncode, run.stderr[-100:])
print(count, "reports")
sys.exit(wrong != 0 or not count)
E
"$RECLINT" report --help | sed -n '/^forms:/,$s/^  \([a-z0-9]*\) .*/\1/p' | grep -vx svg >forms
check "there are forms" grep -qx sarif forms
# shellcheck disable=SC2046 # a word for each
check "no damage ends a report by a signal" python3 damage.py "$RECLINT_ROOT/testcases/report/findings.json" $(cat forms)
for edit in 'del(.version)' '.version = "1"' 'del(.findings)'; do
	jq "$edit" "$RECLINT_ROOT/testcases/report/findings.json" >none.json
	refuses "$edit is none" 'none\.json: not a findings\.json$' "$RECLINT" report none.json
done
jq '.version = 2' "$RECLINT_ROOT/testcases/report/findings.json" >newer.json
refuses "one of a newer version" 'newer\.json: a findings\.json of version 2: this reclint reads version 1' "$RECLINT" report newer.json
