#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# case:  a deadlock is reported, good code is not, and a machine that hangs is ended
# needs: qemu-system-x86_64 jq cpio
set -u
# shellcheck source=/dev/null
. "$RECLINT_ROOT/testcases/runner/lib.sh"

LAB_OUTPUT=$PWD/out
RECLINT_TEST_BUILD=$RECLINT_BUILD
export LAB_OUTPUT RECLINT_TEST_BUILD

# The lab builds its kernel itself, but that is not what a test case may take.
if ! "$RECLINT_ROOT/lab/kernel" --ready; then
	echo "skipped: $CASE: the lab's kernel was not built yet: make lab"
	exit 0
fi

says() { # TEXT PATTERN
	check "$1" grep -qE -- "$2" report
}

check "the lab runs a case" sh -c "'$RECLINT_ROOT/lab/run' notifier-lock-alloc/direct >report"
says "of which lockdep reports the bad function" '^ok [0-9]+ notifier-lock-alloc/direct bad_alloc_under_lock: circular-locking$'
says "and no good one" '^ok [0-9]+ notifier-lock-alloc/direct good_alloc_nowait: nothing$'
says "in KTAP" '^1\.\.6$'

echo hang >plan
status=0
LAB_TIMEOUT=20 "$RECLINT_ROOT/lab/run" --plan plan >report 2>error || status=$?
check "a machine that hangs is ended" test "$status" -eq 2
check "and it says so" grep -q 'still running after 20 seconds' error
says "with what it said before" 'lab: ready'

echo 'load /nothing.ko' >plan
"$RECLINT_ROOT/lab/run" --plan plan >report
says "a module that is not there is an error" 'lab: error: /nothing.ko: No such file'

LAB_BUDGET=0 "$RECLINT_ROOT/lab/run" annotations/primed notifier-lock-alloc/direct >report
says "what there is no time for is skipped" '^ok 2 notifier-lock-alloc/direct # SKIP left out, as LAB_BUDGET was used up$'
says "and counted" '^# 2 of 2 cases left out'
check "nothing has passed" test "$(grep -c '^ok' report)" -eq "$(grep -c '# SKIP' report)"
check "the table keeps what it had" grep -q '^| notifier-lock-alloc/direct | 6.1 | bad_alloc_under_lock |' "$LAB_OUTPUT/lab.md"
