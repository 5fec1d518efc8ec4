// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   calls that may fault, and their relatives that do not
 * rule:   notifier-lock-fault
 * origin: own
 * lab:    circular-locking
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/mm.h>
#include <linux/mman.h>
#include <linux/pagemap.h>
#include <linux/uaccess.h>
#include <linux/uio.h>
#include <linux/sched/mm.h>
#include <linux/version.h>

#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 5, 0)
# define VMAS	, NULL
#else
# define VMAS
#endif

struct flt_dev {
	struct mmu_interval_notifier mni;
	struct mutex lock;
	struct mmu_notifier mn;
	struct page *pages[4];
	char text[16];
	void *buf;
};

static bool flt_invalidate(struct mmu_interval_notifier *mni,
			   const struct mmu_notifier_range *range, unsigned long seq)
{
	struct flt_dev *d = container_of(mni, struct flt_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->lock);		/* { dg-warning "struct flt_dev.lock" } */
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	return true;
}

const struct mmu_interval_notifier_ops flt_ops = { .invalidate = flt_invalidate };

static const struct mmu_notifier_ops flt_list_ops;

void bad_gup(struct flt_dev *d, struct mm_struct *mm, unsigned long addr, void __user *u, struct iov_iter *it)
{
	mutex_lock(&d->lock);
	get_user_pages(addr, 4, 0, d->pages VMAS);	/* { dg-warning "may fault or take mmap_lock while holding .struct flt_dev.lock" } */
	mutex_unlock(&d->lock);
}

void bad_gup_unlocked(struct flt_dev *d, struct mm_struct *mm, unsigned long addr, void __user *u, struct iov_iter *it)
{
	mutex_lock(&d->lock);
	get_user_pages_unlocked(addr, 4, d->pages, 0);	/* { dg-warning "may fault or take mmap_lock while holding .struct flt_dev.lock" } */
	mutex_unlock(&d->lock);
}

void bad_pin(struct flt_dev *d, struct mm_struct *mm, unsigned long addr, void __user *u, struct iov_iter *it)
{
	mutex_lock(&d->lock);
	pin_user_pages(addr, 4, 0, d->pages VMAS);	/* { dg-warning "may fault or take mmap_lock while holding .struct flt_dev.lock" } */
	mutex_unlock(&d->lock);
}

void bad_pin_unlocked(struct flt_dev *d, struct mm_struct *mm, unsigned long addr, void __user *u, struct iov_iter *it)
{
	mutex_lock(&d->lock);
	pin_user_pages_unlocked(addr, 4, d->pages, 0);	/* { dg-warning "may fault or take mmap_lock while holding .struct flt_dev.lock" } */
	mutex_unlock(&d->lock);
}

void bad_gup_fast(struct flt_dev *d, struct mm_struct *mm, unsigned long addr, void __user *u, struct iov_iter *it)
{
	mutex_lock(&d->lock);
	get_user_pages_fast(addr, 4, 0, d->pages);	/* { dg-warning "may fault or take mmap_lock while holding .struct flt_dev.lock" } */
	mutex_unlock(&d->lock);
}

void bad_remote(struct flt_dev *d, struct mm_struct *mm, unsigned long addr, void __user *u, struct iov_iter *it)
{
	mutex_lock(&d->lock);
	access_process_vm(current, addr, d->text, 8, 0);	/* { dg-warning "may fault or take mmap_lock while holding .struct flt_dev.lock" } */
	mutex_unlock(&d->lock);
}

void bad_strncpy(struct flt_dev *d, struct mm_struct *mm, unsigned long addr, void __user *u, struct iov_iter *it)
{
	mutex_lock(&d->lock);
	strncpy_from_user(d->text, u, 8);	/* { dg-warning "may fault or take mmap_lock while holding .struct flt_dev.lock" } */
	mutex_unlock(&d->lock);
}

void bad_clear(struct flt_dev *d, struct mm_struct *mm, unsigned long addr, void __user *u, struct iov_iter *it)
{
	mutex_lock(&d->lock);
	d->buf = clear_user(u, 8) ? d : NULL;	/* { dg-warning "may fault or take mmap_lock while holding .struct flt_dev.lock" } */
	mutex_unlock(&d->lock);
}

void bad_iter(struct flt_dev *d, struct mm_struct *mm, unsigned long addr, void __user *u, struct iov_iter *it)
{
	mutex_lock(&d->lock);
	d->buf = copy_from_iter(d->text, 8, it) ? d : NULL;	/* { dg-warning "may fault or take mmap_lock while holding .struct flt_dev.lock" } */
	mutex_unlock(&d->lock);
}

void bad_fault_in(struct flt_dev *d, struct mm_struct *mm, unsigned long addr, void __user *u, struct iov_iter *it)
{
	mutex_lock(&d->lock);
	d->buf = fault_in_readable(u, 8) ? d : NULL;	/* { dg-warning "may fault or take mmap_lock while holding .struct flt_dev.lock" } */
	mutex_unlock(&d->lock);
}

void bad_munmap(struct flt_dev *d, struct mm_struct *mm, unsigned long addr, void __user *u, struct iov_iter *it)
{
	mutex_lock(&d->lock);
	vm_munmap(addr, 4096);	/* { dg-warning "may fault or take mmap_lock while holding .struct flt_dev.lock" } */
	mutex_unlock(&d->lock);
}

void bad_list_register(struct flt_dev *d, struct mm_struct *mm, unsigned long addr, void __user *u, struct iov_iter *it)
{
	mutex_lock(&d->lock);
	d->mn.ops = &flt_list_ops; d->buf = mmu_notifier_register(&d->mn, mm) ? d : NULL;	/* { dg-warning "may fault or take mmap_lock while holding .struct flt_dev.lock" } */
	mutex_unlock(&d->lock);
}

void good_relatives(struct flt_dev *d, struct mm_struct *mm, void __user *u)
{
	mutex_lock(&d->lock);
	d->buf = copy_to_user_nofault(u, d->text, 8) ? d : NULL;	/* { dg-bogus "." } */
	d->buf = access_ok(u, 8) ? d : NULL;	/* { dg-bogus "." } */
	if (mmap_read_trylock(mm))		/* { dg-bogus "." } */
		mmap_read_unlock(mm);
	mmgrab(mm);				/* { dg-bogus "." } */
	put_page(d->pages[0]);			/* { dg-bogus "." } */
	unpin_user_pages(d->pages, 4);		/* { dg-bogus "." } */
	mutex_unlock(&d->lock);
}
