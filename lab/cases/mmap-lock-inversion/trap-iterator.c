// SPDX-License-Identifier: GPL-2.0-or-later
#include "mmap-lock-inversion/trap-iterator.c"
static int device_mmap(struct file *file, struct vm_area_struct *vma);
#define LAB_MMAP device_mmap
#include "lab.h"

static struct ti_file dev;

static int device_mmap(struct file *file, struct vm_area_struct *vma)
{
	vma->vm_ops = &ti_vm_ops;
	vma->vm_private_data = &dev;
	return 0;
}

static int lab_setup(void)
{
	mutex_init(&dev.lock);
	xa_init(&dev.pages);
	return xa_err(xa_store(&dev.pages, 0, alloc_page(GFP_KERNEL), GFP_KERNEL));
}

static void lab_calls(void)
{
	static char buffer[64];
	struct kvec kvec = { .iov_base = buffer, .iov_len = sizeof(buffer) };
	struct iovec vec = { .iov_base = (void __user *)lab.start, .iov_len = sizeof(dev.data) };
	struct iov_iter iter;

	lab_fault();
	LAB(good_pages, good_pages(&dev, 64));
	LAB(good_kvec, good_kvec(&dev, &kvec));
	iov_iter_init(&iter, READ, &vec, 1, sizeof(dev.data));
	LAB(bad_user, bad_user(&dev, &iter));
}

static void lab_teardown(void)
{
	xa_destroy(&dev.pages);
}
