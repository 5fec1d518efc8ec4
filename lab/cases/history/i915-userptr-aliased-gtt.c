// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * drive: map
 */
#include "history/i915-userptr-aliased-gtt.c"
#define LAB_MMAP(file, vma) map(file, vma)
static int map(struct file *file, struct vm_area_struct *vma);
#include "lab.h"

static struct foo_device device;

LAB_LIST(struct foo_object, mn, &foo_mn_ops, mutex_init(&device.struct_mutex); good_init(&dev);
	 spin_lock_init(&dev.lock); dev.dev = &device; dev.active = true)

static int map(struct file *file, struct vm_area_struct *vma)
{
	device.mapping = file->f_mapping;
	return remap_pfn_range(vma, vma->vm_start, page_to_pfn(ZERO_PAGE(0)), PAGE_SIZE, vma->vm_page_prot);
}

static void lab_calls(void)
{
	LAB(good_init, );
	LAB(bad_set_tiling, bad_set_tiling(&dev));
}
