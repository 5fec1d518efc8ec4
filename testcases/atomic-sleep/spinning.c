// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   sleeping under a spinning lock that an invalidate callback takes
 * rule:   atomic-sleep
 * origin: own, after virt/kvm/kvm_main.c
 * lab:    sleep-in-atomic
 */
#include <linux/delay.h>
#include <linux/mm.h>
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/rcupdate.h>
#include <linux/sched/mm.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/workqueue.h>

struct sp_vm {
	struct mmu_notifier mn;
	rwlock_t mmu_lock;
	spinlock_t other;
	struct mutex slots_lock;
	struct work_struct work;
	void *p;
	int n;
};

static int sp_start(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct sp_vm *vm = container_of(mn, struct sp_vm, mn);

	write_lock(&vm->mmu_lock);
	vm->n++;
	write_unlock(&vm->mmu_lock);
	return 0;
}

const struct mmu_notifier_ops sp_ops = { .invalidate_range_start = sp_start };

void bad_mutex(struct sp_vm *vm)
{
	write_lock(&vm->mmu_lock);
	mutex_lock(&vm->slots_lock);	/* { dg-warning "'mutex_lock(_nested)?' may sleep while spinning lock 'struct sp_vm.mmu_lock' is held" } */
	vm->n++;
	mutex_unlock(&vm->slots_lock);
	write_unlock(&vm->mmu_lock);
}

static noinline void sp_sync(struct sp_vm *vm)
{
	synchronize_rcu();		/* { dg-message "synchronize_rcu" } */
	vm->n = 0;
}

static noinline void sp_zap(struct sp_vm *vm)
{
	if (vm->n)
		sp_sync(vm);
}

void bad_two_calls_below(struct sp_vm *vm)
{
	read_lock(&vm->mmu_lock);
	sp_zap(vm);			/* { dg-warning "'synchronize_rcu' may sleep while spinning lock 'struct sp_vm.mmu_lock' is held" } */
	read_unlock(&vm->mmu_lock);
}

void bad_flush(struct sp_vm *vm)
{
	write_lock(&vm->mmu_lock);
	flush_work(&vm->work);		/* { dg-warning "'flush_work' may sleep while spinning lock" } */
	write_unlock(&vm->mmu_lock);
}

void bad_one_path(struct sp_vm *vm, bool wait)
{
	write_lock(&vm->mmu_lock);
	if (wait)
		msleep(1);		/* { dg-warning "'msleep' may sleep while spinning lock" } */
	write_unlock(&vm->mmu_lock);
}

/* Once, by the rule that says more. */
void bad_other_rules(struct sp_vm *vm, struct mm_struct *mm)
{
	write_lock(&vm->mmu_lock);
	vm->p = kmalloc(16, GFP_KERNEL);	/* { dg-warning "may enter direct reclaim" notifier-lock-alloc } { dg-bogus "spinning" } */
	mmap_read_lock(mm);			/* { dg-warning "may fault or take mmap_lock" notifier-lock-fault } { dg-bogus "spinning" } */
	mmap_read_unlock(mm);
	write_unlock(&vm->mmu_lock);
}

void good_after(struct sp_vm *vm)
{
	write_lock(&vm->mmu_lock);
	vm->n++;
	write_unlock(&vm->mmu_lock);
	sp_zap(vm);			/* { dg-bogus "." } */
	mutex_lock(&vm->slots_lock);	/* { dg-bogus "." } */
	mutex_unlock(&vm->slots_lock);
}

/* Drops the lock when it reschedules. */
void good_resched(struct sp_vm *vm)
{
	write_lock(&vm->mmu_lock);
	while (vm->n--)
		cond_resched_rwlock_write(&vm->mmu_lock);	/* { dg-bogus "." } */
	write_unlock(&vm->mmu_lock);
}

void good_trylock(struct sp_vm *vm)
{
	write_lock(&vm->mmu_lock);
	if (mutex_trylock(&vm->slots_lock))	/* { dg-bogus "." } */
		mutex_unlock(&vm->slots_lock);
	spin_lock(&vm->other);			/* { dg-bogus "." } */
	spin_unlock(&vm->other);
	schedule_work(&vm->work);		/* { dg-bogus "." } */
	udelay(1);				/* { dg-bogus "." } */
	write_unlock(&vm->mmu_lock);
}

void good_dropped(struct sp_vm *vm)
{
	write_lock(&vm->mmu_lock);
	write_unlock(&vm->mmu_lock);
	msleep(1);				/* { dg-bogus "." } */
	write_lock(&vm->mmu_lock);
	write_unlock(&vm->mmu_lock);
}
