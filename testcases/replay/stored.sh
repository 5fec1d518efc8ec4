#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# case:  replay's verdicts: in findings.json and the history, shown by reports, gone with the functions they were of
# needs: kernel cp jq
set -u
# shellcheck source=/dev/null
. "$RECLINT_ROOT/testcases/runner/lib.sh"

# A tree with a unit of our own.
tree_of_one lib/list_sort.c || exit 1

scan() {
	"$RECLINT" scan --kernel tree --build build lib/list_sort.o >scan.log 2>scan.err
	[ $? -le 1 ]
}
replay() {
	status=0
	"$RECLINT" replay --kernel-version "$KERNEL_VERSION" --interpret "$@" >replay.log 2>replay.err || status=$?
	return $status
}
of() { # FUNCTION FILE: what replay made of its finding
	jq -r ".findings[] | select(.function == \"$1\") | .verdict.replay" "${2-reclint-out/findings.json}"
}
is() { # FUNCTION VERDICT
	[ "$(of "$1")" = "$2" ]
}
recorded() { # VERDICT
	"$RECLINT" history --all --format json | jq -r '.history[].replay' | grep -qx "$1"
}
shows() { # FORM PATTERN
	# shellcheck disable=SC2086 # a form's options
	"$RECLINT" report --strict --format $1 >report.out
	grep -q -- "$2" report.out
}

# One that happens.
notifier_unit first >tree/lib/list_sort.c
check "a scan" scan
cp reclint-out/findings.json before.json
check "nothing is said before" is first null
replay --all
[ $? -eq 1 ]
verdict $? "a confirmed finding: status 1" replay.err
check "a count at the end" grep -qx '1 finding: 1 confirmed, 0 refuted, 0 undecided, 0 not replayed' replay.log
check "findings.json has the verdict" is first confirmed
jq '.findings[].verdict = null' reclint-out/findings.json >one
jq . before.json >two
check "and is the same else" cmp one two
check "so has the history" recorded confirmed
check "the page of the scan too" grep -q 'replay: confirmed' reclint-out/report.html
check "text says so" shows text 'confidence [a-z]*, replay confirmed it'
check "markdown says so" shows markdown 'replay: \*\*confirmed\*\*'
check "checkpatch says so" shows 'checkpatch --verbose' 'replay: confirmed'
check "SARIF says so" shows sarif '"replay": "confirmed"'
cp reclint-out/findings.json kept.json
cp reclint-out/report.html kept.html
check "a scan of the same" scan
check "keeps it, byte by byte" cmp kept.json reclint-out/findings.json
check "and the page" cmp kept.html reclint-out/report.html

# Lines that move are no other program; another function is.
{ echo; notifier_unit first; } >tree/lib/list_sort.c
scan
check "lines have moved: it holds" is first confirmed
sed '/^void first/,$s/^\tmutex_lock(&d->lock);$/\tif (!d->buf)\n\t\treturn;\n&/' tree/lib/list_sort.c >changed.c
cp changed.c tree/lib/list_sort.c
scan
check "the function has changed: it does not" is first null
check "nor does the history know it" recorded null
replay --all
check "until it is replayed" is first confirmed

# What others said is theirs.
prefix=$(jq -r '.findings[0].fingerprint[:12]' reclint-out/findings.json)
"$RECLINT" history mark "$prefix" true >mark.log
replay "$prefix"
"$RECLINT" report --format json >report.json
check "a person's verdict stays beside it" jq -e '.findings[0].verdict == {judged: "true", note: null, replay: "confirmed"}' report.json

# Refuted, by whoever: of low confidence, and said.
jq '.findings[].verdict.replay = "refuted"' before.json >refuted.json
check "refuted: the exit status is 0" "$RECLINT" report --no-history -o report.txt refuted.json
check "it is not shown" grep -q '^0 findings (1 of lower confidence not shown)' report.txt
"$RECLINT" report --no-history --strict refuted.json >report.txt
check "but with --strict, and why" grep -q 'confidence low ([a-z]*, but replay refuted it)' report.txt

# Other facts are another story.
cp reclint-out/findings.json before.json
replay --all --facts build/lib/list_sort.o
check "facts that are named: nothing is kept" cmp before.json reclint-out/findings.json
rm -r reclint-out
replay --all
[ $? -eq 2 ] && grep -q 'run reclint scan' replay.err
verdict $? "without a scan it says what to do" replay.err
