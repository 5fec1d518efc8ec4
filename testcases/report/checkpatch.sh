#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# case:  report: the checkpatch form is what the kernel's checkpatch.pl prints
# needs: kernel perl jq
set -u
# shellcheck source=/dev/null
. "$RECLINT_ROOT/testcases/runner/lib.sh"

build=$("$RECLINT_ROOT/testcases/run" --where)
script=$build/source/scripts/checkpatch.pl
[ -r "$script" ] || script=$build/scripts/checkpatch.pl
if [ ! -r "$script" ]; then
	echo "skipped: $CASE: no scripts/checkpatch.pl in the test kernel's source"
	exit 0
fi
# Nobody's .checkpatch.conf, and what it takes for the top of a kernel tree.
export HOME="$PWD"
mkdir Documentation arch include drivers fs init ipc kernel lib scripts
touch COPYING CREDITS Kbuild MAINTAINERS Makefile README

# Two files that checkpatch has errors, warnings and checks for, and one without.
cat >one.c <<'E'
// SPDX-License-Identifier: GPL-2.0
int one(int a)
{
	if(a)
		return helper (a);
	other( a);
	return fooBar;
}
E
cat >two.c <<'E'
// SPDX-License-Identifier: GPL-2.0
int two(int a)
{
	return helper (a);
}
E
checkpatch() {
	perl "$script" "$@"
}

# As findings of ours: what it says of the two files.
checkpatch -f --strict --terse --show-types --no-summary one.c two.c |
	jq -R -n '{version: 1, tool: {}, kernel: {}, stats: {failed: [], bounds: {}}, findings: [
		inputs | capture("^(?<file>[^:]*):(?<line>[0-9]*): (?<level>[A-Z]*):(?<type>[A-Z_]*): (?<message>.*)$") |
		{rule: (.type | ascii_downcase | gsub("_"; "-")), file, line: (.line | tonumber), column: 0, message,
		 confidence: {ERROR: "high", WARNING: "medium", CHECK: "low"}[.level], fingerprint: ("0" * 32),
		 chains: [], sites: []}]}' >findings.json
check "errors, warnings and checks in two files" jq -e '.findings | length >= 5 and
	([.[].confidence] | unique | length) == 3 and ([.[].file] | unique) == ["one.c", "two.c"]' findings.json
jq '.findings |= map(select(.file == "two.c"))' findings.json >two.json

# Without the notes that only one of the two has: --fix, MAINTAINERS, --verbose.
paragraphs() {
	awk '/^NOTE: (For some|If any|The chains|Not shown|Gone since)/ { skip = 1; blank--; next }
	     skip && /^      / { next }
	     { skip = 0 }
	     /^$/ { blank++; next }
	     { for (; blank; blank--) print ""; print }'
}

# same JSON "FILE..." [OPTION...]: the same lines and the same status.
same() {
	json=$1
	files=$2
	shift 2
	expected=0 got=0
	# shellcheck disable=SC2086 # a list of names
	checkpatch -f "$@" $files >theirs.raw || expected=$?
	"$RECLINT" report --format checkpatch --source . "$@" "$json" >ours.raw || got=$?
	paragraphs <theirs.raw >theirs
	# Where nothing is found, findings do not tell what was looked at.
	paragraphs <ours.raw | sed 's/^Your code has/two.c has/; s/^- total/two.c total/
		/^\(two.c \)*total: 0 errors, 0 warnings/s/ 0 lines/ 5 lines/' >ours
	check "'$*' on $files" diff theirs ours
	check "'$*' on $files: the status" test "$got" -eq "$expected"
}

for options in "" "-q" "-q -q" "--terse" "-q --terse" "--terse --no-summary" "--emacs" "--showfile" "--terse --showfile" \
	"--showfile --emacs" "--show-types" "--terse --show-types" "--strict" "--strict -q" "--strict --terse" \
	"--no-summary" "--summary-file" "--summary-file -q" "--mailback" "-q --terse --no-summary --mailback" \
	"--types SPACING" "--types spacing,Nonsense" "--types NONSENSE" "--types CAMELCASE" "--strict --types CAMELCASE" \
	"--ignore SPACING" "--ignore b,spacing --ignore a" "--strict --ignore SPACING" "--types SPACING --ignore SPACING" \
	"--color=always" "--color=always --show-types --terse --strict" "--color=never" "--color" "--no-color"; do
	# shellcheck disable=SC2086 # a list of options
	same two.json two.c $options
	case $options in
	*NONSENSE|*ignore*|*CAMELCASE)	;;	# files without findings are none of ours
	*)	# shellcheck disable=SC2086
		same findings.json "one.c two.c" $options ;;
	esac
done

# The same columns, whatever the types are.
checkpatch --list-types --color=always | head -n 4 >theirs
"$RECLINT" report --format checkpatch --list-types --color=always | head -n 4 >ours
check "--list-types: head" diff theirs ours
"$RECLINT" report --list-types | tail -n +3 >types
"$RECLINT" rules | sed -n 's/^\([a-z-]*\) .*/\1/p' | tr a-z- A-Z_ | LC_ALL=C sort | awk '{ print NR "\t" $0 }' >every
check "--list-types: every rule, numbered" diff every types

"$RECLINT" report --format checkpatch -v two.json >verbose || true
check "--verbose names the finding" grep -q "see 'reclint explain 000000000000'" verbose
refuses "--verbose and --terse" "exclude each other" "$RECLINT" report --format checkpatch --verbose --terse two.json
refuses "its options in another form" "--terse goes with --format checkpatch only" "$RECLINT" report --terse two.json
refuses "another colour" "'blue' is not always, never or auto" "$RECLINT" report --format checkpatch --color=blue two.json

# What does not count is left out, and said to be.
jq '.findings[0].suppressed = {kind: "in-source", reason: "r"} | .findings[1].baseline = "unchanged"' findings.json >marked.json
"$RECLINT" report --format checkpatch marked.json >marked || true
check "left out" grep -q '^NOTE: Not shown: 1 of lower confidence, 1 suppressed, 1 in the baseline\.$' marked
jq '.findings |= map(.suppressed = {kind: "history", reason: null})' findings.json >none.json
check "nothing that counts" "$RECLINT" report --format checkpatch --strict none.json
jq '.absent = .findings[:2]' findings.json >gone.json
"$RECLINT" report --format checkpatch gone.json >gone || true
check "what is gone" grep -q '^NOTE: Gone since the baseline: 2\.$' gone
