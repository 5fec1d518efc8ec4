// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * bad_rcu: rcu-usage: said by RCU itself, which DEBUG_ATOMIC_SLEEP leaves it to
 */
#include "atomic-sleep/sections.c"
#include "lab.h"

static struct se_dev devs[4], *dev = &devs[0];

static void do_nothing(struct work_struct *work)
{
}

static int lab_setup(void)
{
	for (int i = 0; i < ARRAY_SIZE(devs); i++)
		spin_lock_init(&devs[i].lock);
	raw_spin_lock_init(&dev->raw);
	rwlock_init(&dev->rw);
	mutex_init(&dev->mutex);
	init_completion(&dev->done);
	complete_all(&dev->done);
	INIT_WORK(&dev->work, do_nothing);
	init_waitqueue_head(&dev->wq);
	dev->n = 2;
	dev->page = alloc_page(GFP_KERNEL | __GFP_ZERO);
	return dev->page ? init_srcu_struct(&dev->srcu) : -ENOMEM;
}

static void stop(void)
{
	dev->n = 0;
}

static void lab_calls(void)
{
	LAB(bad_spin, bad_spin(dev));
	LAB(bad_irqsave, bad_irqsave(dev));
	LAB(bad_bh, bad_bh(dev));
	LAB(bad_raw, bad_raw(dev));
	LAB(bad_reader, bad_reader(dev, (void __user *)lab.start));
	LAB(bad_bit, bad_bit(dev));
	LAB(bad_rcu, bad_rcu(dev));
	LAB(bad_preempt, bad_preempt(dev));
	LAB(bad_irq, bad_irq(dev));
	LAB(bad_kmap, bad_kmap(dev));
	LAB(bad_resched, bad_resched(dev));
	LAB(bad_forgotten, dev->n = -1; bad_forgotten(dev));
	LAB(bad_vfree, dev->p = vmalloc(PAGE_SIZE); bad_vfree(dev));
	LAB(good_spin, good_spin(dev));
	LAB(good_dropped, stop(); good_dropped(dev));
	LAB(good_wait_event_lock, dev->n = 1; good_wait_event_lock(dev));
	LAB(good_cond_resched_lock, dev->n = 4; good_cond_resched_lock(dev));
	LAB(good_trylock, good_trylock(dev));
	LAB(good_flag, good_flag(dev, true); good_flag(dev, false));
	LAB(good_flag_other_way, good_flag_other_way(dev, GFP_KERNEL); good_flag_other_way(dev, GFP_ATOMIC));
	LAB(good_srcu, good_srcu(dev));
	LAB(good_all, good_all(devs, 4));
	LAB(good_vfree, dev->p = vmalloc(PAGE_SIZE); good_vfree(dev));
}

static void lab_teardown(void)
{
	__free_page(dev->page);
	cleanup_srcu_struct(&dev->srcu);
}
