#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# case:  what the analysis believes of single functions: exits, locks, scopes, symbolic masks
# needs: kernel --dump-function
set -u
# shellcheck source=/dev/null
. "$RECLINT_ROOT/testcases/runner/lib.sh"

# believes FILE FUNCTION TEXT REGEX: some line of the function's summary matches.
believes() {
	"$RECLINT_ROOT/testcases/run" --compile "$RECLINT_ROOT/testcases/$1.c" x.o || exit 1
	"$RECLINT" analyze --dump-function "$2" x.o 2>summary >/dev/null
	check "'$2' $3" grep -qE -- "$4" summary
}
# denies: no line matches.
denies() {
	"$RECLINT_ROOT/testcases/run" --compile "$RECLINT_ROOT/testcases/$1.c" x.o || exit 1
	"$RECLINT" analyze --dump-function "$2" x.o 2>summary >/dev/null
	check_not "'$2' never $3" grep -qE -- "$4" summary
}

group=notifier-lock-alloc
believes $group/lock-returns ret_enter "returns zero with the lock" "exit zero.*holds 'struct ret_dev.lock'"
denies $group/lock-returns ret_enter "has the lock when it returns an error" "exit negative.*holds"
believes $group/lock-returns ret_try "returns true with the lock" "exit other.*holds 'struct ret_dev.lock'"
denies $group/lock-returns ret_try "has the lock when it returns false" "exit zero.*holds"
believes $group/drop-and-retake drop_and_grow "allocates without the caller's lock" \
	"allocate.*without 'struct drop_dev.lock'"
denies $group/drop-and-retake drop_and_grow "has a net effect" "exit.*(holds|releases)"
believes $group/drop-and-retake drop_too_short "allocates" "allocate"
denies $group/drop-and-retake drop_too_short "allocates without the caller's lock" "allocate.*without"
believes $group/noreclaim-scope scp_lock "returns with lock and scope" "holds 'struct scp_dev.lock'.*noreclaim"
believes $group/gfp-argument alloc_tree "allocates with its parameter's mask" "allocate gfp .*param1"
believes $group/struct-by-pointer st_masked "allocates with the mask in a field" "allocate gfp .*param0->gfp"
believes $group/bool-argument flag_or_given "allocates if it is given nothing" "allocate.*if param0 == 0"
denies $group/control-flow good_goto_unwind "has a net effect" "exit.*holds"
