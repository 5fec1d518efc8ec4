# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh
#
# case:  priming_missing with a lock whose callback is in another file
# needs: spatch
# shellcheck source=testcases/runner/lib.sh
. "$RECLINT_ROOT/testcases/runner/lib.sh"

cat >init.c <<'EOT'
#include <linux/mutex.h>

int init(struct dev *d)
{
	mutex_init(&d->other);
	mutex_init(&d->notifier_lock);
	return 0;
}
EOT
cat >expected <<'EOT'
#include <linux/mutex.h>
#include <linux/sched/mm.h>

int init(struct dev *d)
{
	mutex_init(&d->other);
	mutex_init(&d->notifier_lock);
	fs_reclaim_acquire(GFP_KERNEL);
	might_lock(&d->notifier_lock);
	fs_reclaim_release(GFP_KERNEL);
	return 0;
}
EOT
prime() {
	cp init.c primed.c
	spatch -D patch "$@" --very-quiet --no-show-diff --in-place --no-includes \
		--cocci-file "$RECLINT_ROOT/cocci/priming_missing.cocci" primed.c
}
check "nothing is known of the lock" prime
check "... and nothing changed" cmp primed.c init.c
check "the lock is named" prime -D lock=notifier_lock
check "... and primed" diff -u expected primed.c
