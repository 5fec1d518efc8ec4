#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# case:  one name with different parameters in different configurations; names as the source has them
set -u
# shellcheck source=/dev/null
. "$RECLINT_ROOT/testcases/runner/lib.sh"

# As a 6.12 without SLAB_BUCKETS has it: three parameters, the mask is the second one.
cat >three.c <<'EOF'
struct mutex { long owner; };
void mutex_lock(struct mutex *);
void mutex_unlock(struct mutex *);
struct mmu_notifier_range;
struct mmu_interval_notifier { int seq; };
struct mmu_interval_notifier_ops {
	_Bool (*invalidate)(struct mmu_interval_notifier *, const struct mmu_notifier_range *, unsigned long);
};
struct dev { struct mmu_interval_notifier mni; struct mutex lock; } dev;
void *__kvmalloc_node_noprof(unsigned long, unsigned int, int);

static _Bool invalidate(struct mmu_interval_notifier *mni, const struct mmu_notifier_range *range, unsigned long seq)
{
	mutex_lock(&((struct dev *)mni)->lock);
	mutex_unlock(&((struct dev *)mni)->lock);
	return 1;
}
const struct mmu_interval_notifier_ops ops = { .invalidate = invalidate };

void *bad(void)
{
	mutex_lock(&dev.lock);
	void *p = __kvmalloc_node_noprof(64, 0xcc0, -1);
	mutex_unlock(&dev.lock);
	return p;
}

void *good(void)
{
	mutex_lock(&dev.lock);
	void *p = __kvmalloc_node_noprof(64, 0x2800, 0xcc0);
	mutex_unlock(&dev.lock);
	return p;
}
EOF
facts_of three.c three.o || exit 1
"$RECLINT" analyze --rules notifier-lock-alloc --kernel-version 6.12 three.o >out 2>err
check "the mask is the second of three parameters" grep -q "'__kvmalloc_node' with GFP_KERNEL.* in 'bad'" out
check_not "and the node is none" grep -q "in 'good'" out
check_not "nobody is told a name that the source does not have" grep -q _noprof out
