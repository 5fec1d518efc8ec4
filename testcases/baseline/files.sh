#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# case:  --baseline: what is known, new and gone, reasons by hand, and files that are none
# needs: kernel jq
set -u
# shellcheck source=/dev/null
. "$RECLINT_ROOT/testcases/runner/lib.sh"

mkdir tree
unit() { # FILE HOLDER...
	file=$1
	shift
	notifier_unit "$@" >"tree/$file.c"
	compile_unit "tree/$file.c" "$file.o" tree
}
analyze() { # OBJECT OUTPUT OPTIONS...
	object=$1
	out=$2
	shift 2
	status=0
	"$RECLINT" analyze --kernel-version "$KERNEL_VERSION" --source tree --format json -o "$out" "$@" "$object" 2>"$out.err" || status=$?
}

check "a unit with one holder" unit dev first
analyze dev.o before.json
check "which is a finding" test $status -eq 1
"$RECLINT" report --format baseline -o base.json before.json
check "a baseline has the finding and its place" jq -e \
	'.findings[0].fingerprint and (.findings[0].sites | length == 1) and .findings[0].reason == null' base.json
check "and knows the files it is about" jq -e '.findings[0].files == ["dev.c"]' base.json

for form in before.json base.json; do
	analyze dev.o known.json --baseline "$form"
	verdict $status "nothing is new against $form" known.json.err
	check "it is marked, not dropped ($form)" jq -e \
		'.findings[0] | .baseline == "unchanged" and .sites[0].baseline == "unchanged" and .suppressed == null' known.json
done
"$RECLINT" report known.json >known.txt
check "text says how many" grep -q '^0 findings (1 in the baseline)' known.txt

# A new place, before the old one in the file.
check "one more holder" unit dev zeroth first
analyze dev.o new.json --baseline base.json
check "a new place in a known root is new" test $status -eq 1
check "the finding is" jq -e '.findings[0].baseline == "new"' new.json
check "of its places only that one" jq -e \
	'[.findings[0].sites[] | select(.baseline == "new") | .function] == ["zeroth"]' new.json
check "the finding stands there" jq -e '.findings[0].function == "zeroth"' new.json
"$RECLINT" report new.json >new.txt
check "the known place is counted" grep -q '1 more place is suppressed or in the baseline' new.txt
check "and the lines have moved without harm" jq -e \
	'[.findings[0].sites[] | select(.baseline == "unchanged") | .function] == ["first"]' new.json
analyze dev.o again.json --baseline base.json
check "twice the same bytes" cmp new.json again.json

# The known one stands first: the finding must not be told there.
check "a new holder behind the known one" unit dev first second
analyze dev.o behind.json --baseline base.json
check "the finding stands at the new place" jq -e \
	'.findings[0] | .function == "second" and .chains[0][-1].function == "second"' behind.json

# Reasons by hand.
jq '.findings[0].reason = "seen, and it is never loaded"' base.json >reason.json
analyze dev.o reason-new.json --baseline reason.json
check "with a reason the known place is suppressed" jq -e \
	'[.findings[0].sites[] | select(.function == "first") | .suppressed] == [{"kind": "baseline", "reason": "seen, and it is never loaded"}]' \
	reason-new.json
check "the finding with a new one is not" jq -e '.findings[0].suppressed == null and .findings[0].baseline == "new"' reason-new.json
jq 'del(.findings[0].sites)' reason.json >whole.json
analyze dev.o whole-new.json --baseline whole.json
[ $status -eq 0 ] && jq -e '.findings[0].suppressed.kind == "baseline"' whole-new.json >jq.out
verdict $? "an entry without places is about all of them" whole-new.json.err
"$RECLINT" report --format baseline -o renewed.json reason-new.json
check "a renewed baseline keeps the reason" jq -e \
	'[.findings[0].sites[] | select(.function == "first") | .reason] == ["seen, and it is never loaded"]' renewed.json
analyze dev.o renewed-known.json --baseline renewed.json
verdict $status "and knows the new place" renewed-known.json.err
analyze dev.o carried.json --baseline reason-new.json
check "a findings.json carries the reason, too" jq -e \
	'[.findings[0].sites[] | select(.function == "first") | .suppressed.kind] == ["baseline"]' carried.json

# Gone.
check "no holder" unit dev
analyze dev.o gone.json --baseline base.json
verdict $status "what is fixed is no finding" gone.json.err
check "but absent" jq -e '.findings == [] and (.absent | length == 1) and .absent[0].baseline == "absent"' gone.json
check "a report repeats it" "$RECLINT" report --format json -o repeated.json gone.json
check "byte by byte" cmp gone.json repeated.json
"$RECLINT" report gone.json >gone.txt
check "text says so" grep -q '(1 of the baseline gone)' gone.txt
check "another unit" unit unrelated
analyze unrelated.o elsewhere.json --baseline base.json
check "what was not looked at is not gone" jq -e 'has("absent") | not' elsewhere.json
analyze dev.o norule.json --baseline base.json --rules atomic-sleep
check "nor what no rule looked for" jq -e 'has("absent") | not' norule.json
rm tree/dev.c
analyze unrelated.o removed.json --baseline base.json
check "a file that is no longer in the tree is gone" jq -e '.absent | length == 1' removed.json

# Files that are no baseline.
wrong() { # TEXT PATTERN FILE
	refuses "$1" "$2" "$RECLINT" analyze --baseline "$3" dev.o
	check "it is named" grep -q "$3" refused.err
}
wrong "a file that is not there" 'cannot read the baseline' none.json
head -c 300 base.json >torn.json
wrong "a torn file" 'not a baseline: line' torn.json
printf '\000\001' >bytes.json
wrong "a file of bytes" 'not a baseline' bytes.json
echo '[]' >list.json
wrong "a list" 'not a baseline: give' list.json
jq '.version = 2' base.json >newer.json
wrong "a newer version" 'not a baseline: give' newer.json
jq '.findings += [{"reason": "x"}]' base.json >nameless.json
wrong "an entry without fingerprint" 'number 2 of its findings: it has no fingerprint' nameless.json
jq '.findings[0].fingerprint = "0123"' base.json >short.json
wrong "a short one" 'number 1 of its findings: .*32 hexadecimal' short.json
jq '.findings[0].reason = 1' base.json >number.json
wrong "a reason that is a number" 'neither a string' number.json
jq '.findings[0].sites = "x"' base.json >sites.json
wrong "sites that are no list" 'no list' sites.json
jq '.findings[0].sites[0] = 5' base.json >site.json
wrong "a site that is none" 'one of its sites' site.json
mkdir directory.json
wrong "a directory" 'cannot read' directory.json
