// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   ->release waits for SRCU readers, one of whom may drop the last reference to the mm
 * rule:   notifier-remove-lock
 * origin: own
 * lab:    nothing: only the last reference does more, and this one is not it
 */
#include <linux/mmu_notifier.h>
#include <linux/sched/mm.h>
#include <linux/slab.h>
#include <linux/srcu.h>

struct rs_enclave {
	struct mmu_notifier mn;
	struct srcu_struct srcu;
	struct mm_struct *mm;
	int aged;
};

static void rs_release(struct mmu_notifier *mn, struct mm_struct *mm)
{
	struct rs_enclave *e = container_of(mn, struct rs_enclave, mn);

	synchronize_srcu(&e->srcu);	/* { dg-message "waits for the readers of 'struct rs_enclave.srcu'" } */
	mmu_notifier_put(mn);
}

static void rs_free(struct mmu_notifier *mn)
{
	kfree(container_of(mn, struct rs_enclave, mn));
}

const struct mmu_notifier_ops rs_ops = { .release = rs_release, .free_notifier = rs_free };

void bad_age(struct rs_enclave *e)
{
	int idx = srcu_read_lock(&e->srcu);	/* { dg-message "reader of 'struct rs_enclave.srcu'" } */

	if (mmget_not_zero(e->mm)) {
		e->aged++;
		mmput(e->mm);	/* { dg-warning "'mmput' may tear down the mm while holding 'struct rs_enclave.srcu', which release callback 'rs_release' takes" } */
	}
	srcu_read_unlock(&e->srcu, idx);
}

void good_age(struct rs_enclave *e)
{
	int idx = srcu_read_lock(&e->srcu);

	if (mmget_not_zero(e->mm)) {
		e->aged++;
		mmput_async(e->mm);	/* { dg-bogus "." } */
	}
	srcu_read_unlock(&e->srcu, idx);
}
