#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# case:  reclint history: what it refuses, and verdicts carried to another machine
# needs: jq
set -u
# shellcheck source=/dev/null
. "$RECLINT_ROOT/testcases/runner/lib.sh"

entry() { # FINGERPRINT-DIGIT JUDGED
	jq -n --arg d "$1" --arg v "$2" '($d * 32)[:32] as $f | ("e" + $d * 31)[:32] as $s | {
		fingerprint: $f, rule: "atomic-sleep", origin: "engine", confidence: "high", file: "a.c", line: 5,
		function: "f", message: "m", replay: null, first_seen: "2026-01-01T00:00:00Z", first_kernel: "6.1",
		last_seen: "2026-01-02T00:00:00Z", last_kernel: "6.1", gone_since: null, gone_kernel: null,
		judged: (if $v == "" then null else $v end), note: (if $v == "" then null else "because" end),
		judged_by: "someone", judged_at: "2026-01-03T00:00:00Z",
		sites: [{fingerprint: $s, confidence: "high", file: "a.c", line: 5, function: "f", files: "a.c"}]}'
}
{ entry 1 false; entry 1112 ""; entry 2 true; } | jq -s '{version: 1, history: .}' >three.json

history() {
	"$RECLINT" history --history here.db "$@"
}
lists() { # DATABASE PATTERN
	"$RECLINT" history --history "$1.db" | grep -qE -- "$2"
}
refuses "no database" 'there is no history here\.db' "$RECLINT" history --history here.db
check_not "none is made by asking" test -e here.db
check "import makes one" history import three.json
check "the list has all" lists here '^3 findings, 2 judged'
check "with who and when" lists here 'judged false by someone, 2026-01-03: because'

refuses "an ambiguous beginning" "2 findings or places .* begin with '111': give more of it" \
	"$RECLINT" history --history here.db mark 111 true
refuses "an unknown fingerprint" "no finding in the history here\.db begins with 'abcd'" \
	"$RECLINT" history --history here.db mark abcd true
refuses "no fingerprint at all" "not the beginning of a fingerprint" "$RECLINT" history --history here.db mark 'x%' true
refuses "an empty one" "not the beginning of a fingerprint" "$RECLINT" history --history here.db mark '' true
refuses "another verdict" "'maybe' is not true, false or wontfix" "$RECLINT" history --history here.db mark 2222 maybe
refuses "no verdict" 'takes 2 operands' "$RECLINT" history --history here.db mark 2222
refuses "another word" "not 'judge'" "$RECLINT" history --history here.db judge
refuses "another form" "no 'sarif'" "$RECLINT" history --history here.db --format sarif
mkdir elsewhere
refuses "no scan" 'no scan is there' "$RECLINT" history --output elsewhere
refuses "no tree" 'nowhere: no such tree' "$RECLINT" history --kernel nowhere
refuses "a directory for a database" 'here' "$RECLINT" history --history elsewhere

# Out and in again.
check "export" history export -o out.json
check "what is judged" jq -e '[.history[].judged] == ["false", "true"]' out.json
check "all" history export --all -o all.json
check "all of it" jq -e '.history | length == 3' all.json
check "into another" "$RECLINT" history --history there.db import all.json
"$RECLINT" history --history there.db export --all -o back.json
check "nothing is lost or changed" cmp all.json back.json
"$RECLINT" history --history there.db import all.json >again.txt
check "taking it again changes nothing" grep -qx '0 verdicts taken' again.txt
check "a later verdict here" history mark 2222 wontfix --note "here"
check "is not lost to an older one" history import three.json
check "it stays" lists here 'judged wontfix by .*: here'
history export -o new.json
check "but goes to where the older one is" "$RECLINT" history --history there.db import new.json
check "it came" lists there 'judged wontfix by .*: here'
check "a note of any bytes" history mark 2222 false --note "'\"); DROP TABLE finding; -- äö"
check "is told as it is" lists here 'DROP TABLE finding; -- äö$'

wrong() { # TEXT PATTERN EDIT
	jq "$3" three.json >wrong.json
	refuses "$1" "$2" "$RECLINT" history --history here.db import wrong.json
}
cp here.db before.db
refuses "a file that is not there" 'cannot read none\.json' "$RECLINT" history --history here.db import none.json
head -c 400 three.json >wrong.json
refuses "a torn file" 'wrong\.json: not an exported history: line' "$RECLINT" history --history here.db import wrong.json
wrong "a newer version" 'give what' '.version = 2'
wrong "a findings.json" 'give what' '{version: 1, findings: []}'
wrong "no fingerprint" 'number 2 of it: it has no fingerprint' 'del(.history[1].fingerprint)'
wrong "an unknown verdict" 'number 3 of it: it is judged neither' '.history[2].judged = "perhaps"'
wrong "a verdict that is a number" 'number 3 of it: it is judged neither' '.history[2].judged = 1'
wrong "no confidence" 'no confidence' 'del(.history[0].confidence)'
wrong "an unknown replay" 'replay is none of' '.history[0].replay = "done"'
wrong "a site that is none" 'no fingerprint' '.history[0].sites[0] = 5'
check "nothing of those is taken, not even what came before" cmp here.db before.db
