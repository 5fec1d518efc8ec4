#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# A NIPA test, for tests/patch/: what the patch at HEAD adds to the findings of
# the tree.  The tree is the current directory, and was scanned once
# (reclint scan --kernel .); what was committed since is caught up with.
#
#	0	nothing new
#	250	something of medium confidence, or not looked at
#	1	something of high confidence
#
# One line goes to $DESC_FD, the findings to standard output.
set -eu

describe() {
	echo "$1" >&"${DESC_FD:-1}"
}

directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT
status=0
# shellcheck disable=SC2086 # a list of words
reclint triage --kernel . --format checkpatch --show-types --verbose ${RECLINT_OPTIONS-} HEAD~..HEAD \
	>"$directory/out" 2>"$directory/err" || status=$?
cat "$directory/out"
cat "$directory/err" >&2

total=$(sed -n 's/^total: \([0-9]* errors, [0-9]* warnings\).*/\1/p' "$directory/out" | tail -n 1)
if [ "$status" -ge 2 ] || [ -z "$total" ]; then
	why=$(grep '^reclint: ' "$directory/err" | tail -n 1)
	describe "not checked: ${why#reclint: }"
	exit 250
fi
case $total in
"0 errors, 0 warnings")
	describe "nothing new"
	exit 0 ;;
"0 errors, "*)
	describe "$total"
	exit 250 ;;
esac
describe "$total"
exit 1
