#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# case: each program here has the verdict its head expects, from both engines, with the same counts
set -u
# shellcheck source=/dev/null
. "$RECLINT_ROOT/testcases/runner/lib.sh"

# run OUTPUT FILE [OPTION...]
run() {
	output=$1
	file=$2
	shift 2
	"$RECLINT" replay --program "$file" "$@" >"$output" 2>&1
}

# The exit status says what the first word does.
status_of() {
	case $1 in
	confirmed)	echo 1 ;;
	refuted)	echo 0 ;;
	*)		echo 2 ;;
	esac
}

explored() {
	sed -n 's/^explored: //p' "$1"
}

judge() { # PROGRAM
	want=$(sed -n 's/^expect: //p' "$1")
	run out "$1" --interpret
	status=$?
	[ "$(sed -n '1s/:.*//p' out)" = "$want" ] && [ $status -eq "$(status_of "$want")" ]
}

same_counts() { # PROGRAM OPTION...
	run other "$@"
	cmp -s out other && [ -n "$(explored out)" ]
}

run probe "$RECLINT_ROOT/testcases/replay/alloc-nowait.rp"
if grep -q libgccjit probe; then
	echo "skipped: replay: compiled programs: $(sed 's/.*rp: //' probe)"
	compiled=
else
	compiled=y
fi

# Each "# shows: REGEX" is a line of the report.
shows() { # PROGRAM
	sed -n 's/^# shows: //p' "$1" >patterns
	while read -r pattern; do
		grep -qE -- "$pattern" out || return 1
	done <patterns
}

for program in "$RECLINT_ROOT"/testcases/replay/*.rp; do
	export CASE="replay/${program##*/}"
	text=$(sed -n 's/^case: //p' "$program")
	judge "$program"
	verdict $? "$text" out
	if grep -q '^# shows: ' "$program"; then
		shows "$program"
		verdict $? "the report says why" out
	fi
	if [ -n "$compiled" ]; then
		same_counts "$program"
		verdict $? "compiled: the same" other
	fi
	# What is printed is the program.
	"$RECLINT" replay --program "$program" --print >printed.rp && same_counts printed.rp --interpret
	verdict $? "printed and read back: the same" other
	# Where there are more interleavings than can be seen, the unit test has compared smaller ones.
	grep -q '^# unreduced: too many' "$program" && continue
	run full "$program" --interpret --unreduced
	[ "$(sed -n '1s/:.*//p' full)" = "$want" ]
	verdict $? "every interleaving: the same verdict" full
done
