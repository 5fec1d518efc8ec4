// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   copying to an iterator over kernel memory takes no fault
 * rule:   mmap-lock-inversion
 * origin: own, after fs/netfs/io.c
 * lab:    circular-locking
 */
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/uio.h>
#include <linux/xarray.h>

struct ti_file {
	struct mutex lock;
	struct xarray pages;
	char data[64];
};

static vm_fault_t ti_fault(struct vm_fault *vmf)
{
	struct ti_file *f = vmf->vma->vm_private_data;

	mutex_lock(&f->lock);		/* { dg-message "struct ti_file.lock" } */
	f->data[0]++;
	mutex_unlock(&f->lock);
	return VM_FAULT_SIGBUS;
}

const struct vm_operations_struct ti_vm_ops = { .fault = ti_fault };

static noinline size_t ti_copy(struct ti_file *f, struct iov_iter *to)
{
	return copy_to_iter(f->data, sizeof(f->data), to);
}

size_t good_pages(struct ti_file *f, size_t len)
{
	struct iov_iter iter;
	size_t n;

	iov_iter_xarray(&iter, READ, &f->pages, 0, len);
	mutex_lock(&f->lock);
	n = iov_iter_zero(len, &iter);		/* { dg-bogus "." } */
	mutex_unlock(&f->lock);
	return n;
}

size_t good_kvec(struct ti_file *f, struct kvec *vec)
{
	struct iov_iter iter;
	size_t n;

	iov_iter_kvec(&iter, READ, vec, 1, sizeof(f->data));
	mutex_lock(&f->lock);
	n = ti_copy(f, &iter);			/* { dg-bogus "." } */
	mutex_unlock(&f->lock);
	return n;
}

size_t bad_user(struct ti_file *f, struct iov_iter *to)
{
	size_t n;

	mutex_lock(&f->lock);
	n = ti_copy(f, to);			/* { dg-warning "while holding 'struct ti_file.lock'" } */
	mutex_unlock(&f->lock);
	return n;
}
