#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# case:  explain: the kernel's own splat shapes, and why the path is possible
# needs: kernel
set -u
# shellcheck source=/dev/null
. "$RECLINT_ROOT/testcases/runner/lib.sh"

# explain CASE RULE: the first finding of that rule up to its splat's end, without line numbers.
explain() {
	"$RECLINT_ROOT/testcases/run" --compile "$RECLINT_ROOT/testcases/$1.c" x.o || exit 1
	"$RECLINT" analyze --format json --rules "$2" -o findings.json x.o
	id=$(sed -n 's/^   "fingerprint": "\(.*\)",/\1/p' findings.json | head -n 1)
	"$RECLINT" explain --output . "$id" >explained || exit 1
	sed -e '/^why the conditions/,$d' -e 's/\.c:[0-9]*/.c:N/g' -e '/^fingerprint /d' explained
}

explain notifier-lock-alloc/direct notifier-lock-alloc >told
cat >expected <<'END'
notifier-lock-alloc/direct.c:N: 'kmalloc' with GFP_KERNEL may enter direct reclaim while holding
    'struct range_dev.lock', which invalidate callback 'dev_invalidate' takes
    [-Wreclint-notifier-lock-alloc]

======================================================
WARNING: possible circular locking dependency detected
------------------------------------------------------
'bad_alloc_under_lock' is trying to acquire lock:
(fs_reclaim){....}, at: bad_alloc_under_lock (notifier-lock-alloc/direct.c:N)

but task is already holding lock:
(struct range_dev.lock){....}, at: bad_alloc_under_lock (notifier-lock-alloc/direct.c:N)

which lock already depends on the new lock.


the existing dependency chain (in reverse order) is:

-> #2 (struct range_dev.lock){....}:
       dev_invalidate (notifier-lock-alloc/direct.c:N) lock 'struct range_dev.lock' taken here
       [direct reclaim unmaps a page and calls invalidate callback 'dev_invalidate']

-> #1 (mmu_notifier_invalidate_range_start){....}:
       fs_reclaim_acquire (mm/page_alloc.c)

-> #0 (fs_reclaim){....}:
       bad_alloc_under_lock (notifier-lock-alloc/direct.c:N) 'kmalloc' with GFP_KERNEL may enter
         direct reclaim

other info that might help us debug this:

Chain exists of:
  fs_reclaim --> mmu_notifier_invalidate_range_start --> struct range_dev.lock

 Possible unsafe locking scenario:

       CPU0                    CPU1
       ----                    ----
  lock(struct range_dev.lock);
                               lock(mmu_notifier_invalidate_range_start);
                               lock(struct range_dev.lock);
  lock(fs_reclaim);

 *** DEADLOCK ***

1 lock held by 'bad_alloc_under_lock':
 #0: (struct range_dev.lock){....}, at: bad_alloc_under_lock (notifier-lock-alloc/direct.c:N)

END
check "a cycle is told as lockdep tells it" diff expected told

explain nonblock-sleep/direct nonblock-sleep >told
cat >expected <<'END'
nonblock-sleep/direct.c:N: 'mutex_lock_nested' may sleep in a non-blockable invocation of
    'bad_mutex' [-Wreclint-nonblock-sleep]

BUG: sleeping function called from invalid context at nonblock-sleep/direct.c:N
in_atomic(): 0, irqs_disabled(): ?, non_block: 1, name: 'bad_mutex'
(the kernel sets no non_block around an interval notifier, and stays silent)

Call Trace:
       bad_mutex (nonblock-sleep/direct.c:N) 'mutex_lock_nested' may sleep
       [the OOM reaper calls 'bad_mutex', which may not block]

END
check "a sleep is told as might_sleep() tells it" diff expected told

# guard FILE RULE TEXT REGEX: some guard of the first finding, as a line "function status condition", matches.
guard() {
	explain "$1" "$2" >told
	jq -r '.findings[].guards[] | "\(.function) \(.status) \(.condition)"' findings.json >guards
	check "$3" grep -qE -- "$4" guards
}
if command -v jq >/dev/null; then
	guard notifier-lock-alloc/bool-argument notifier-lock-alloc "a constant argument decides" ' decided '
	guard notifier-lock-alloc/event-guards notifier-lock-alloc "a context implies what a callback tests" ' implied range->event'
	guard notifier-lock-alloc/direct notifier-lock-alloc "what the context says is given" 'dev_invalidate given range->flags & 0x1'
else
	echo "skipped: $CASE: guards: jq is not installed"
fi

explain history/amdkfd-eviction-flush mmap-lock-inversion >told
check "an item that is waited for is named as lockdep names it" \
	grep -qF -- '-> #0 ((work_completion)(&struct foo_bo.eviction_work)){....}:' told

explain notifier-lock-alloc/amdgpu-bo-reserve notifier-lock-alloc >told
check "a long chain is told" grep -q '^-> #2 ' told
check_not "no line is wider than 100 columns" grep -qE '^.{101}' told
check "and the limits of the analysis" grep -q '^limits of the analysis' explained
check "and the fixes" grep -q '^fixes that are real ones' explained
check_not "a file without findings is refused" "$RECLINT" explain --output /nonexistent 0123456789ab
