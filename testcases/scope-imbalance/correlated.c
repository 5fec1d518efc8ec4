// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   whether the scope is open is known from something else
 * rule:   scope-imbalance
 * lab:    effect
 * origin: own
 */
#include <linux/err.h>
#include <linux/kernel.h>
#include <linux/sched/mm.h>
#include <linux/slab.h>

struct co_dev {
	bool nofs;
	unsigned int mode, flags;
	void *buf;
};

struct co_scope {
	unsigned int flags;
	bool open;
};

int co_work(struct co_dev *d);
void *co_find(struct co_dev *d);
extern unsigned int co_debug;

int good_field(struct co_dev *d)
{
	unsigned int flags = 0;
	int err;

	if (d->nofs)
		flags = memalloc_nofs_save();
	err = co_work(d);
	if (d->nofs)
		memalloc_nofs_restore(flags);
	return err;
}

int good_bit(struct co_dev *d, unsigned int how)
{
	unsigned int flags = 0;
	int err;

	if (how & 4)
		flags = memalloc_noio_save();
	err = co_work(d);
	if (err)
		d->buf = NULL;
	if (how & 4)
		memalloc_noio_restore(flags);
	return err;
}

/* A mark of its own. */
int good_mark(struct co_dev *d)
{
	struct co_scope s = { .open = false };
	int err = co_work(d);

	if (err == -EAGAIN) {
		s.flags = memalloc_nofs_save();
		s.open = true;
		err = co_work(d);
	}
	if (s.open)
		memalloc_nofs_restore(s.flags);
	return err;
}

int good_result(struct co_dev *d)
{
	unsigned int flags = 0;
	void *p = co_find(d);
	int err;

	if (IS_ERR(p))
		flags = memalloc_nofs_save();
	err = co_work(d);
	if (IS_ERR(p)) {
		memalloc_nofs_restore(flags);
		return PTR_ERR(p);
	}
	return err;
}

int good_retry(struct co_dev *d)
{
	unsigned int flags;
	int err;

again:
	flags = memalloc_nofs_save();
	err = co_work(d);
	memalloc_nofs_restore(flags);
	if (err == -EAGAIN)
		goto again;
	if (err == -ENOMEM) {
		flags = memalloc_noreclaim_save();
		err = co_work(d);
		memalloc_noreclaim_restore(flags);
	}
	return err;
}

int good_switch(struct co_dev *d)
{
	unsigned int flags = 0;
	int err;

	switch (d->mode) {
	case 0:
		flags = memalloc_nofs_save();
		break;
	case 1:
		flags = memalloc_noio_save();
		break;
	}
	err = co_work(d);
	switch (d->mode) {
	case 0:
		memalloc_nofs_restore(flags);
		break;
	case 1:
		memalloc_noio_restore(flags);
		break;
	}
	return err;
}

/* Never returns with it open. */
void good_dies(struct co_dev *d)
{
	non_block_start();
	if (co_work(d))
		panic("no");
	non_block_end();
}

/* Only one of the two questions is the other one. */
int bad_question(struct co_dev *d, unsigned int how)
{
	unsigned int flags = 0;
	int err;

	if (how & 4)
		flags = memalloc_noio_save();
	err = co_work(d);
	if (how & 8)			/* { dg-warning "scope of 'memalloc_noio_save' is left open" } */
		memalloc_noio_restore(flags);
	return err;
}

/* It may be another answer by then. */
int bad_changed(struct co_dev *d)
{
	unsigned int flags = 0;
	int err;

	if (d->nofs)
		flags = memalloc_nofs_save();
	d->nofs = co_debug & 1;
	err = co_work(d);
	if (d->nofs)
		memalloc_nofs_restore(flags);
	return err;			/* { dg-warning "scope of 'memalloc_nofs_save' is left open" scope-imbalance .-2 } */
}

int bad_mark(struct co_dev *d)
{
	struct co_scope s = { .open = false };
	int err = co_work(d);

	if (err == -EAGAIN) {
		s.flags = memalloc_nofs_save();
		err = co_work(d);
		if (!err)
			s.open = true;
	}
	if (s.open)			/* { dg-warning "scope of 'memalloc_nofs_save' is left open" } */
		memalloc_nofs_restore(s.flags);
	return err;
}

/* Two tests in one: what is not asked twice is what the first one has settled (fs/bcachefs/six.c). */
int good_conjunction(struct co_dev *d, int type)
{
	unsigned int flags = 0;
	int ret;

	if (type != 2)
		flags = memalloc_nofs_save();
	ret = d->nofs ? 0 : co_work(d);
	if (ret && type != 2)
		memalloc_nofs_restore(flags);
	else if (!ret && type != 2)
		memalloc_nofs_restore(flags);
	return ret;			/* { dg-bogus "left open" } */
}

/* "a && (b || c)" is not settled by a. */
int bad_disjunction(struct co_dev *d, int type, int b, int c)
{
	unsigned int flags = 0;
	int ret;

	if (type != 2)
		flags = memalloc_nofs_save();
	ret = co_work(d);
	if ((type != 2) & ((b > 3) | (c > 5)))
		memalloc_nofs_restore(flags);
	return ret;			/* { dg-warning "scope of 'memalloc_nofs_save' is left open" scope-imbalance .-2 } */
}
