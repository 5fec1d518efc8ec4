// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   locks that fault handlers and mmap operations take, held over user copies, GUP and mmap_lock
 * rule:   mmap-lock-inversion
 * origin: own
 * lab:    circular-locking
 */
#include <linux/fs.h>
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/rwsem.h>
#include <linux/sched/mm.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

struct mi_dev {
	struct mutex fault_lock, mmap_lock_, try_lock, other_lock;
	struct rw_semaphore sem;
	struct page *page;
	unsigned long n;
};

static noinline struct page *mi_lookup(struct mi_dev *d)
{
	struct page *page;

	down_read(&d->sem);
	page = d->page;
	up_read(&d->sem);
	return page;
}

static vm_fault_t mi_fault(struct vm_fault *vmf)
{
	struct mi_dev *d = vmf->vma->vm_private_data;

	if (!mutex_trylock(&d->try_lock))
		return VM_FAULT_RETRY;
	d->n++;
	mutex_unlock(&d->try_lock);
	mutex_lock(&d->fault_lock);	/* { dg-message "struct mi_dev.fault_lock" } */
	d->n++;
	mutex_unlock(&d->fault_lock);
	vmf->page = mi_lookup(d);
	return 0;
}

static const struct vm_operations_struct mi_vm_ops = { .fault = mi_fault };

static int mi_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct mi_dev *d = file->private_data;

	mutex_lock(&d->mmap_lock_);
	vma->vm_ops = &mi_vm_ops;
	vma->vm_private_data = d;
	mutex_unlock(&d->mmap_lock_);
	return 0;
}

int bad_copy(struct mi_dev *d, void __user *to)
{
	int ret;

	mutex_lock(&d->fault_lock);
	ret = copy_to_user(to, &d->n, sizeof(d->n));	/* { dg-warning "copy_to_user' may fault or take mmap_lock while holding 'struct mi_dev.fault_lock', which 'mi_fault' takes under mmap_lock" } */
	mutex_unlock(&d->fault_lock);
	return ret;
}

static long bad_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct mi_dev *d = file->private_data;
	long ret;

	mutex_lock(&d->mmap_lock_);
	ret = get_user(d->n, (unsigned long __user *)arg);	/* { dg-warning "may fault or take mmap_lock while holding 'struct mi_dev.mmap_lock_', which 'mi_mmap' takes under mmap_lock" } */
	mutex_unlock(&d->mmap_lock_);
	return ret;
}

const struct file_operations mi_fops = { .mmap = mi_mmap, .unlocked_ioctl = bad_ioctl };

long bad_gup(struct mi_dev *d, unsigned long addr)
{
	long ret;

	down_write(&d->sem);
	ret = pin_user_pages_fast(addr, 1, FOLL_WRITE, &d->page);	/* { dg-warning "'pin_user_pages_fast' may fault or take mmap_lock while holding 'struct mi_dev.sem', which 'mi_fault' takes" } */
	up_write(&d->sem);
	return ret;
}

static noinline unsigned long mi_count(struct mm_struct *mm)
{
	unsigned long n;

	mmap_read_lock(mm);		/* { dg-message "mmap_read_lock" } */
	n = mm->map_count;
	mmap_read_unlock(mm);
	return n;
}

static noinline void mi_update(struct mi_dev *d, struct mm_struct *mm)
{
	if (mm)
		d->n = mi_count(mm);
}

void bad_two_calls_below(struct mi_dev *d, struct mm_struct *mm)
{
	mutex_lock(&d->fault_lock);
	mi_update(d, mm);		/* { dg-warning "may fault or take mmap_lock while holding 'struct mi_dev.fault_lock'" } */
	mutex_unlock(&d->fault_lock);
}

int good_copy_outside(struct mi_dev *d, void __user *to)
{
	unsigned long n;

	mutex_lock(&d->fault_lock);
	n = d->n;
	mutex_unlock(&d->fault_lock);
	return copy_to_user(to, &n, sizeof(n));	/* { dg-bogus "." } */
}

int good_no_fault(struct mi_dev *d, void __user *to)
{
	int left;

	mutex_lock(&d->fault_lock);
	pagefault_disable();
	left = __copy_to_user_inatomic(to, &d->n, sizeof(d->n));	/* { dg-bogus "." } */
	pagefault_enable();
	mutex_unlock(&d->fault_lock);
	return left;
}

/* Reclaim does not take mmap_lock. */
void good_alloc(struct mi_dev *d)
{
	mutex_lock(&d->fault_lock);
	d->page = alloc_page(GFP_KERNEL);	/* { dg-bogus "." } */
	mutex_unlock(&d->fault_lock);
}

int good_other_locks(struct mi_dev *d, void __user *to)
{
	int ret;

	mutex_lock(&d->other_lock);
	ret = copy_to_user(to, &d->n, sizeof(d->n));	/* { dg-bogus "." } */
	mutex_unlock(&d->other_lock);
	/* the handler only tries this one */
	mutex_lock(&d->try_lock);
	ret |= copy_to_user(to, &d->n, sizeof(d->n));	/* { dg-bogus "." } */
	mutex_unlock(&d->try_lock);
	return ret;
}

/* The kernel's own order. */
void good_mmap_lock_outside(struct mi_dev *d, struct mm_struct *mm)
{
	mmap_read_lock(mm);		/* { dg-bogus "." } */
	mutex_lock(&d->fault_lock);
	d->n = mm->map_count;
	mutex_unlock(&d->fault_lock);
	mmap_read_unlock(mm);
}
