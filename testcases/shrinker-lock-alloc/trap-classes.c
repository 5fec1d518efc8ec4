// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   what a class is: a lock in a wrapper whose key the users give, a lock out of lockdep's sight, a lock on the
 *         way to panic()
 * rule:   shrinker-lock-alloc
 * lab:    circular-locking
 * origin: own, after fs/f2fs/f2fs.h, drivers/md/bcache
 */
#include <linux/kernel.h>
#include <linux/mutex.h>
#include <linux/panic.h>
#include <linux/rwsem.h>
#include <linux/shrinker.h>
#include <linux/slab.h>

struct tc_rwsem {
	struct rw_semaphore internal;
	unsigned long waiters;
};

#define tc_init_rwsem(s)						\
do {									\
	static struct lock_class_key __key;				\
									\
	__tc_init_rwsem(s, #s, &__key);					\
} while (0)

static inline void __tc_init_rwsem(struct tc_rwsem *s, const char *name, struct lock_class_key *key)
{
	__init_rwsem(&s->internal, name, key);
	s->waiters = 0;
}

static noinline void tc_down(struct tc_rwsem *s)
{
	down_write(&s->internal);
}

static noinline void tc_up(struct tc_rwsem *s)
{
	up_write(&s->internal);
}

struct tc_fs {
	struct shrinker shrinker;
	struct tc_rwsem gc, read;
	struct mutex node_lock, dump_lock;
	unsigned long n;
	void *p;
};

void tc_init(struct tc_fs *t)
{
	tc_init_rwsem(&t->gc);
	tc_init_rwsem(&t->read);
	mutex_init(&t->node_lock);
	lockdep_set_novalidate_class(&t->node_lock);
	mutex_init(&t->dump_lock);
}

static noinline void tc_dump(struct tc_fs *t)
{
	mutex_lock(&t->dump_lock);
	t->n = 0;
	mutex_unlock(&t->dump_lock);
}

static unsigned long tc_scan(struct shrinker *s, struct shrink_control *sc)
{
	struct tc_fs *t = container_of(s, struct tc_fs, shrinker);

	if (!t->p) {
		tc_dump(t);
		panic("nothing there\n");
	}
	tc_down(&t->gc);
	t->n--;
	tc_up(&t->gc);
	mutex_lock(&t->node_lock);
	t->n--;
	mutex_unlock(&t->node_lock);
	return 1;
}

static unsigned long tc_count(struct shrinker *s, struct shrink_control *sc)
{
	return container_of(s, struct tc_fs, shrinker)->n;
}

const struct shrinker tc_shrinker = { .count_objects = tc_count, .scan_objects = tc_scan };

void bad_same(struct tc_fs *t)
{
	tc_down(&t->gc);
	t->p = kmalloc(64, GFP_KERNEL);		/* { dg-warning "while holding 'struct tc_fs.gc'" } */
	tc_up(&t->gc);
}

void good_other(struct tc_fs *t)
{
	tc_down(&t->read);
	t->p = kmalloc(64, GFP_KERNEL);		/* { dg-bogus "." } */
	tc_up(&t->read);
}

void good_unchecked(struct tc_fs *t)
{
	mutex_lock(&t->node_lock);
	t->p = kmalloc(64, GFP_KERNEL);		/* { dg-bogus "." } */
	mutex_unlock(&t->node_lock);
}

void good_panic(struct tc_fs *t)
{
	mutex_lock(&t->dump_lock);
	t->p = kmalloc(64, GFP_KERNEL);		/* { dg-bogus "." } */
	mutex_unlock(&t->dump_lock);
}
