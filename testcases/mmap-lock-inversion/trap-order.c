// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   GUP that wants mmap_lock held does not take it; two locks of one class, taken and released as two
 * rule:   mmap-lock-inversion
 * origin: own, after drivers/misc/sgi-gru, fs/ext4/move_extent.c
 * lab:    circular-locking
 */
#include <linux/fs.h>
#include <linux/hmm.h>
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/rwsem.h>
#include <linux/uaccess.h>

struct to_dev {
	struct mutex lock;
	struct rw_semaphore sem;
	unsigned long n;
};

static vm_fault_t to_fault(struct vm_fault *vmf)
{
	struct to_dev *d = vmf->vma->vm_private_data;

	mutex_lock(&d->lock);		/* { dg-message "struct to_dev.lock" } */
	d->n++;
	mutex_unlock(&d->lock);
	down_read(&d->sem);
	d->n++;
	up_read(&d->sem);
	return VM_FAULT_SIGBUS;
}

const struct vm_operations_struct to_vm_ops = { .fault = to_fault };

int good_ordered(struct to_dev *d, struct mm_struct *mm, struct hmm_range *range)
{
	int err;

	mmap_read_lock(mm);
	mutex_lock(&d->lock);
	err = hmm_range_fault(range);		/* { dg-bogus "." } */
	mutex_unlock(&d->lock);
	mmap_read_unlock(mm);
	return err;
}

int bad_ordered(struct to_dev *d, struct mm_struct *mm, struct hmm_range *range)
{
	int err;

	mutex_lock(&d->lock);
	mmap_read_lock(mm);			/* { dg-warning "while holding 'struct to_dev.lock'" } */
	err = hmm_range_fault(range);
	mmap_read_unlock(mm);
	mutex_unlock(&d->lock);
	return err;
}

int bad_fast(struct to_dev *d, unsigned long addr, struct page **page)
{
	int n;

	mutex_lock(&d->lock);
	n = get_user_pages_fast(addr, 1, 0, page);	/* { dg-warning "while holding 'struct to_dev.lock'" } */
	mutex_unlock(&d->lock);
	return n;
}

static noinline void to_down_two(struct to_dev *a, struct to_dev *b)
{
	if (a < b) {
		down_write(&a->sem);
		down_write_nested(&b->sem, 1);
	} else {
		down_write(&b->sem);
		down_write_nested(&a->sem, 1);
	}
}

static noinline void to_up_two(struct to_dev *a, struct to_dev *b)
{
	up_write(&a->sem);
	up_write(&b->sem);
}

static noinline int to_swap(struct to_dev *a, struct to_dev *b)
{
	unsigned long n;

	to_down_two(a, b);
	n = a->n;
	a->n = b->n;
	b->n = n;
	to_up_two(a, b);
	return 0;
}

int good_swap(struct to_dev *a, struct to_dev *b, void __user *to)
{
	int err = to_swap(a, b);

	if (copy_to_user(to, &a->n, sizeof(a->n)))	/* { dg-bogus "." } */
		err = -EFAULT;
	return err;
}
