// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   lockdep's subclasses: a lock taken as another subclass is another class
 * rule:   notifier-lock-alloc
 * origin: own
 * lab:    circular-locking
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/rwsem.h>
#include <linux/slab.h>

struct sc_dev {
	struct mmu_interval_notifier mni;
	struct mutex plain, child, both, wrapped, chosen;
	struct rw_semaphore sem;
	struct sc_dev *parent;
	unsigned int depth;
	void *buf;
};

/* Who takes the lock of any device, as the caller says. */
static noinline void sc_lock_pointer(struct mutex *m)
{
	mutex_lock_nested(m, 1);
}

static noinline void *sc_touch_pointer(struct mutex *m)
{
	mutex_lock_nested(m, 1);
	mutex_unlock(m);
	return kmalloc(64, GFP_KERNEL);		/* { dg-bogus "." } */
}

static noinline void sc_read_pointer(struct rw_semaphore *sem)
{
	down_write_nested(sem, 1);
	downgrade_write(sem);
}

static noinline void sc_lock_chosen(struct sc_dev *d, unsigned int subclass)
{
	mutex_lock_nested(&d->chosen, subclass);
}

static noinline void sc_lock_flag(struct sc_dev *d, bool is_child)
{
	mutex_lock_nested(&d->chosen, is_child ? SINGLE_DEPTH_NESTING : 0);
}

static bool sc_invalidate(struct mmu_interval_notifier *mni,
			  const struct mmu_notifier_range *range, unsigned long seq)
{
	struct sc_dev *d = container_of(mni, struct sc_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->plain);
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->plain);
	mutex_lock_nested(&d->child, 1);	/* { dg-message "struct sc_dev.child/1" } */
	mutex_unlock(&d->child);
	down_write_nested(&d->sem, SINGLE_DEPTH_NESTING);
	up_write(&d->sem);
	mutex_lock(&d->both);
	mutex_lock_nested(&d->parent->both, SINGLE_DEPTH_NESTING);
	mutex_unlock(&d->parent->both);
	mutex_unlock(&d->both);
	sc_lock_pointer(&d->wrapped);
	mutex_unlock(&d->wrapped);
	sc_lock_chosen(d, 1);
	mutex_unlock(&d->chosen);
	return true;
}

const struct mmu_interval_notifier_ops sc_ops = { .invalidate = sc_invalidate };

void bad_plain(struct sc_dev *d)
{
	mutex_lock(&d->plain);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "while holding 'struct sc_dev.plain', which" } */
	mutex_unlock(&d->plain);
}

/* The callback takes it as subclass 0. */
void good_plain_nested(struct sc_dev *d)
{
	mutex_lock_nested(&d->plain, 1);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "." } */
	mutex_unlock(&d->plain);
}

void bad_child(struct sc_dev *d)
{
	if (mutex_lock_interruptible_nested(&d->child, 1))
		return;
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "while holding 'struct sc_dev.child/1', which" } */
	mutex_unlock(&d->child);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "." } */
}

void good_child(struct sc_dev *d)
{
	mutex_lock(&d->child);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "." } */
	mutex_unlock(&d->child);
	mutex_lock_nested(&d->child, 2);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "." } */
	mutex_unlock(&d->child);
}

/* Readers and writers of one subclass. */
void bad_reader(struct sc_dev *d)
{
	down_read_nested(&d->sem, SINGLE_DEPTH_NESTING);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "while holding 'struct sc_dev.sem/1'" } */
	up_read(&d->sem);
}

/* It stays what it was taken as. */
void bad_downgraded(struct sc_dev *d)
{
	down_write_nested(&d->sem, SINGLE_DEPTH_NESTING);
	downgrade_write(&d->sem);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "while holding 'struct sc_dev.sem/1'" } */
	up_read(&d->sem);
}

void good_reader(struct sc_dev *d)
{
	down_read(&d->sem);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "." } */
	up_read(&d->sem);
}

/* Two at once: mutex_unlock() does not say which, the object does. */
void bad_two_objects(struct sc_dev *d)
{
	mutex_lock(&d->both);
	mutex_lock_nested(&d->parent->both, SINGLE_DEPTH_NESTING);
	mutex_unlock(&d->both);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "while holding 'struct sc_dev.both/1'" } { dg-bogus "holding 'struct sc_dev.both'" } */
	mutex_unlock(&d->parent->both);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "." } */
}

static noinline void sc_unlock(struct sc_dev *d)
{
	mutex_unlock(&d->child);
}

static noinline void sc_relax(struct sc_dev *d)
{
	mutex_unlock(&d->child);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "." } */
	mutex_lock_nested(&d->child, 1);
}

void good_unlocked_elsewhere(struct sc_dev *d)
{
	mutex_lock_nested(&d->child, 1);
	sc_unlock(d);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "." } */
}

void bad_relaxed_elsewhere(struct sc_dev *d)
{
	mutex_lock_nested(&d->child, 1);
	sc_relax(d);
	d->buf = kmalloc(32, GFP_KERNEL);	/* { dg-warning "while holding 'struct sc_dev.child/1'" } */
	mutex_unlock(&d->child);
}

/* The subclass comes with the pointer, or by parameter. */
void bad_wrapped(struct sc_dev *d)
{
	sc_lock_pointer(&d->wrapped);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "while holding 'struct sc_dev.wrapped/1'" } */
	mutex_unlock(&d->wrapped);
}

void bad_wrapped_reader(struct sc_dev *d)
{
	sc_read_pointer(&d->sem);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "while holding 'struct sc_dev.sem/1'" } */
	up_read(&d->sem);
}

void good_touched(struct sc_dev *d)
{
	d->buf = sc_touch_pointer(&d->wrapped);	/* { dg-bogus "." } */
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "." } */
}

void good_wrapped(struct sc_dev *d)
{
	mutex_lock(&d->wrapped);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "." } */
	mutex_unlock(&d->wrapped);
}

void bad_chosen(struct sc_dev *d)
{
	sc_lock_chosen(d, SINGLE_DEPTH_NESTING);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "while holding 'struct sc_dev.chosen/1'" } */
	mutex_unlock(&d->chosen);
}

void bad_flag(struct sc_dev *d)
{
	sc_lock_flag(d, true);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "while holding 'struct sc_dev.chosen/1'" } */
	mutex_unlock(&d->chosen);
}

void good_chosen(struct sc_dev *d)
{
	sc_lock_chosen(d, 0);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "." } */
	mutex_unlock(&d->chosen);
	sc_lock_flag(d, false);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "." } */
	mutex_unlock(&d->chosen);
}

/* Nobody knows which: as the plain class. */
void bad_unknown(struct sc_dev *d)
{
	mutex_lock_nested(&d->plain, d->depth);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "while holding 'struct sc_dev.plain', which" } */
	mutex_unlock(&d->plain);
}

/* However many under the nest lock: one class, the plain one. */
void bad_nest_lock(struct sc_dev *d)
{
	mutex_lock(&d->wrapped);
	mutex_lock_nest_lock(&d->plain, &d->wrapped);
	mutex_lock_nest_lock(&d->parent->plain, &d->wrapped);
	mutex_unlock(&d->plain);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "while holding 'struct sc_dev.plain', which" } */
	mutex_unlock(&d->parent->plain);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "." } */
	mutex_unlock(&d->wrapped);
}
