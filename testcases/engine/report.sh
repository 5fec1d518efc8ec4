#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# case:  report: a findings.json in other forms, as if it had just been found
# needs: kernel
set -u
# shellcheck source=/dev/null
. "$RECLINT_ROOT/testcases/runner/lib.sh"

"$RECLINT_ROOT/testcases/run" --compile "$RECLINT_ROOT/testcases/notifier-lock-alloc/direct.c" x.o || exit 1

# same FORM [OPTION...]: of the facts, and of the file.
same() {
	form=$1
	shift
	expected=0 got=0
	"$RECLINT" analyze "$@" --format "$form" x.o >direct.out || expected=$?
	"$RECLINT" report "$@" --format "$form" findings.json >report.out || got=$?
	check "$form $*: the same bytes" cmp direct.out report.out
	check "$form $*: the same status" test "$got" -eq "$expected"
}

"$RECLINT" analyze --strict --format json -o findings.json x.o
check "there is something to report" grep -q '"rule": "notifier-lock-alloc"' findings.json
"$RECLINT" report --help | sed -n '/^forms:/,$s/^  \([a-z0-9]*\) .*/\1/p' >forms
check "there are forms" grep -qx json forms
while read -r form; do
	same "$form" --strict
done <forms
same json --confidence high

mkdir out && cp findings.json out
"$RECLINT" report --output out --format json -o again.json --confidence high
check "the last scan's" cmp report.out again.json
refuses "a file that is not there" "cannot read no.json: No such file.*" "$RECLINT" report no.json
echo nonsense >bad.json
refuses "a file that is no JSON" "bad.json: not a findings.json: line 1" "$RECLINT" report bad.json
echo '{"version": 1}' >other.json
refuses "another JSON" "other.json: not a findings.json" "$RECLINT" report other.json
refuses "a form that there is not" "there is no 'verse'" "$RECLINT" report --format verse findings.json
refuses "a source that is not there" "nowhere: not a directory" "$RECLINT" report --source nowhere findings.json
head -c 2000 findings.json >half.json
refuses "half a file" "half.json: not a findings.json" "$RECLINT" report half.json
