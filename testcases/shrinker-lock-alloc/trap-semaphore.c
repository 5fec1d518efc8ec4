// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   a semaphore that stands for an I/O under way is dropped by its completion
 * rule:   shrinker-lock-alloc
 * lab:    nothing: lockdep does not follow semaphores
 * origin: own, after drivers/md/bcache/btree.c
 */
#include <linux/semaphore.h>
#include <linux/shrinker.h>
#include <linux/slab.h>

struct ts_node {
	struct shrinker shrinker;
	struct semaphore io_sem, own_sem;
	unsigned long n;
	void *p;
};

void ts_submit(struct ts_node *t);

static unsigned long ts_scan(struct shrinker *s, struct shrink_control *sc)
{
	struct ts_node *t = container_of(s, struct ts_node, shrinker);

	down(&t->io_sem);
	up(&t->io_sem);
	down(&t->own_sem);		/* { dg-message "struct ts_node.own_sem" } */
	t->n--;
	up(&t->own_sem);
	return 1;
}

static unsigned long ts_count(struct shrinker *s, struct shrink_control *sc)
{
	return container_of(s, struct ts_node, shrinker)->n;
}

const struct shrinker ts_shrinker = { .count_objects = ts_count, .scan_objects = ts_scan };

void ts_end_io(struct ts_node *t)
{
	up(&t->io_sem);
}

void good_write(struct ts_node *t)
{
	down(&t->io_sem);
	t->p = kmalloc(64, GFP_KERNEL);		/* { dg-bogus "." } */
	ts_submit(t);
}

void bad_write(struct ts_node *t)
{
	down(&t->own_sem);
	t->p = kmalloc(64, GFP_KERNEL);		/* { dg-warning "while holding 'struct ts_node.own_sem'" } */
	up(&t->own_sem);
}
