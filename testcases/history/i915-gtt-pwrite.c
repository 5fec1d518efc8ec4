// SPDX-License-Identifier: GPL-2.0-only
/*
 * case:    writing through the GTT copied from the user under struct_mutex, which GTT faults take
 * rule:    mmap-lock-inversion
 * lab:     circular-locking
 * origin:  reduced from drivers/gpu/drm/i915/i915_gem.c, 2.6.29 (interface of 6.1); fixed by
 *          "drm/i915: Fix lock order reversal in GTT pwrite path."
 * path:    drivers/gpu/drm/foo/foo_gem.c
 * variant: FIXED
 */
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

struct foo_device {
	struct mutex struct_mutex;
	void *aperture;
};

static vm_fault_t foo_gem_fault(struct vm_fault *vmf)
{
	struct foo_device *dev = vmf->vma->vm_private_data;
	vm_fault_t ret = VM_FAULT_NOPAGE;

	mutex_lock(&dev->struct_mutex);	/* { dg-message "struct foo_device.struct_mutex" } */
	if (!dev->aperture)
		ret = VM_FAULT_SIGBUS;
	mutex_unlock(&dev->struct_mutex);
	return ret;
}

const struct vm_operations_struct foo_vm_ops = { .fault = foo_gem_fault };

/* The slow path of the fix: pin the pages first, take the lock, copy without faults. */
int bad_gtt_pwrite(struct foo_device *dev, const char __user *data, size_t size)
{
	int ret = 0;
#ifdef FIXED
	struct page *page;
	void *vaddr;

	if (pin_user_pages_fast((unsigned long)data, 1, 0, &page) != 1)
		return -EFAULT;
	mutex_lock(&dev->struct_mutex);
	vaddr = page_address(page);
	memcpy(dev->aperture, vaddr + offset_in_page(data), size);
	mutex_unlock(&dev->struct_mutex);
	unpin_user_page(page);
#else
	mutex_lock(&dev->struct_mutex);
	if (copy_from_user(dev->aperture, data, size))	/* { dg-warning "struct foo_device.struct_mutex" } */
		ret = -EFAULT;
	mutex_unlock(&dev->struct_mutex);
#endif
	return ret;
}

int good_fast_pwrite(struct foo_device *dev, const char __user *data, size_t size)
{
	unsigned long left;

	mutex_lock(&dev->struct_mutex);
	pagefault_disable();
	left = __copy_from_user_inatomic(dev->aperture, data, size);	/* { dg-bogus "." } */
	pagefault_enable();
	mutex_unlock(&dev->struct_mutex);
	return left ? -EFAULT : 0;
}
