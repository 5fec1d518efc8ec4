#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# case:  report: JSON is what the published schemas say
# needs: kernel python3 jq
set -u
# shellcheck source=/dev/null
. "$RECLINT_ROOT/testcases/runner/lib.sh"

checker=$RECLINT_ROOT/testcases/report/check-schema
findings=$RECLINT_ROOT/docs/findings.schema.json
locks=$RECLINT_ROOT/docs/locks.schema.json
example=$RECLINT_ROOT/testcases/report/findings.json

"$checker" "$findings" "$example" >out
if [ $? -eq 77 ]; then
	echo "skipped: $CASE: no python3-jsonschema"
	exit 0
fi
check "findings that later versions may have written" "$checker" "$findings" "$example"

for name in notifier-wait/work nonblock-sleep/direct notifier-lock-alloc/direct; do
	"$RECLINT_ROOT/testcases/run" --compile "$RECLINT_ROOT/testcases/$name.c" x.o -w || exit 1
	"$RECLINT" analyze --strict --format json -o real.json x.o 2>err
	check "$name.c: there is a finding" jq -e '.findings | length > 0' real.json
	check "$name.c" "$checker" --closed "$findings" real.json
	"$RECLINT" report --strict --format json -o read.json real.json
	check "$name.c, read back" "$checker" --closed "$findings" read.json
	"$RECLINT" locks --format json -o locks.json x.o
	check "$name.c: its locks" "$checker" --closed "$locks" locks.json
done
check "there is a lock" jq -e '.locks | length > 0' locks.json
"$RECLINT" report --strict --format json -o read.json "$example"
check "with all kinds of judgements, read back" "$checker" --closed "$findings" read.json
jq . "$example" >example.json
# shellcheck disable=SC2016 # jq's variables
check "nothing of the example is lost" jq -e --slurpfile b read.json \
	'. as $a | [paths(scalars)] | all(. as $p | ($b[0] | getpath($p)) == ($a | getpath($p)))' example.json

# Semantic patches.
if command -v spatch >spatch.out; then
	cp "$RECLINT_ROOT/testcases/cocci/nonblock-sleep.c" y.c
	"$RECLINT" cocci --strict --format json -o cocci.json y.c 2>cocci.err
	check "semantic patches: there is a finding" jq -e '.findings | length > 0' cocci.json
	check "semantic patches" "$checker" --closed "$findings" cocci.json
else
	echo "skipped: $CASE: semantic patches: no spatch"
fi

# The schemas can refuse.
for edit in '.version = 2' '.findings[0].confidence = "sure"' 'del(.findings[0].fingerprint)' '.findings[0].sites = []' \
	'.findings[0].fingerprint = "0"' '.findings[0].line = -1' '.findings[0].baseline = "old"' \
	'.findings[0].suppressed = {kind: "x", reason: null}' '.findings[0].chains[0][0].line = "1"' \
	'.findings[0].verdict = {}' 'del(.stats.bounds)'; do
	jq "$edit" "$example" >edited.json
	check_not "refuses $edit" "$checker" "$findings" edited.json
done
jq '.findings[0].other = 1' "$example" >edited.json
check "a further member is none of a reader's business" "$checker" "$findings" edited.json
check_not "but of a writer's" "$checker" --closed "$findings" edited.json
jq '.locks[0].users[0].blocking = 1' locks.json >edited.json
check_not "refuses a lock's user" "$checker" "$locks" edited.json
