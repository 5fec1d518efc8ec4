#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# case:  check: a unit that signals fences, with the callback that waits for them in another
# needs: kernel
set -u
# shellcheck source=/dev/null
. "$RECLINT_ROOT/testcases/runner/lib.sh"

mkdir module base tmp
export TMPDIR="$PWD/tmp"
cat >module/dev.h <<'END'
#include <linux/dma-fence.h>
#include <linux/dma-resv.h>
#include <linux/mmu_notifier.h>
#include <linux/slab.h>
#include <linux/workqueue.h>
struct cf_obj { struct mmu_interval_notifier mni; struct dma_resv *resv; };
struct cf_job { struct work_struct work; struct dma_fence *done; void *log; };
END
cat >module/wait.c <<'END'
#include "dev.h"
static bool cf_invalidate(struct mmu_interval_notifier *mni, const struct mmu_notifier_range *range, unsigned long seq)
{
	if (!mmu_notifier_range_blockable(range))
		return false;
	mmu_interval_set_seq(mni, seq);
	dma_resv_wait_timeout(container_of(mni, struct cf_obj, mni)->resv, 0, false, MAX_SCHEDULE_TIMEOUT);
	return true;
}
const struct mmu_interval_notifier_ops cf_ops = { .invalidate = cf_invalidate };
END
cat >module/signal.c <<'END'
#include "dev.h"
static void cf_work(struct work_struct *work)
{
	struct cf_job *j = container_of(work, struct cf_job, work);

	dma_fence_signal(j->done);
}
void cf_init(struct cf_job *j);
void cf_init(struct cf_job *j)
{
	INIT_WORK(&j->work, cf_work);
}
END
printf 'obj-m := cf.o\ncf-y := wait.o signal.o\n' >module/Kbuild

env -u MAKEFLAGS make -k -C "$RECLINT_BUILD" M="$PWD/module" \
	KCFLAGS="-fplugin=$RECLINT_PLUGIN -fplugin-arg-reclint-facts-only" wait.o signal.o >facts.log 2>&1 ||
	{ cat facts.log; exit 1; }
for o in wait signal; do
	objcopy -O binary -j .reclint.facts --set-section-flags .reclint.facts=alloc "module/$o.o" "$o.facts"
done
cat wait.facts signal.facts >base/facts
printf '{"version": 1, "kernel": null}\n' >base/meta.json

check_unit() {
	rm -f module/signal.o
	env -u MAKEFLAGS make -C "$RECLINT_BUILD" M="$PWD/module" C=1 CHECK="$RECLINT check" \
		CF="--base $PWD/base $2" signal.o >"$1" 2>&1
}

check "as it was scanned, nothing" check_unit before.log ''
check_not "is found" grep -q 'Wreclint' before.log
sed -i 's/^	dma_fence_signal/	j->log = kmalloc(64, GFP_KERNEL);\n&/' module/signal.c
check "with an allocation before the signal" check_unit after.log ''
check "there is a finding" grep -q "signal.c:[0-9:]* warning: 'kmalloc' may enter direct reclaim on the way" after.log
check "all of the base" check_unit whole.log --whole-base
check "says the same" grep -q "signal.c:[0-9:]* warning: 'kmalloc' may enter direct reclaim on the way" whole.log
