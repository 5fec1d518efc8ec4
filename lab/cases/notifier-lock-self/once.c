// SPDX-License-Identifier: GPL-2.0-or-later
#include "notifier-lock-self/once.c"
#include "lab.h"

static struct on_dev dev;
static unsigned long address;

static int lab_setup(void)
{
	mutex_init(&dev.lock);
	address = lab_fresh();
	return mmu_interval_notifier_insert(&dev.mni, current->mm, address, PAGE_SIZE, &on_ops);
}

/* Nothing is there yet: it is a new page that "migrates" in. */
static void migrate(void)
{
	struct page *page = alloc_page(GFP_HIGHUSER);
	unsigned long src = 0, dst = 0;
	struct migrate_vma args = { .src = &src, .dst = &dst, .start = address, .end = address + PAGE_SIZE,
				    .flags = MIGRATE_VMA_SELECT_SYSTEM };

	mmap_read_lock(current->mm);
	args.vma = find_vma(current->mm, address);
	if (!page || migrate_vma_setup(&args) || !(src & MIGRATE_PFN_MIGRATE))
		pr_err("lab: error: nothing migrates\n");
	lock_page(page);
	dst = migrate_pfn(page_to_pfn(page));
	bad_migrate_pages(&dev, &args);
	migrate_vma_finalize(&args);
	mmap_read_unlock(current->mm);
}

static void exclude(void)
{
	if (put_user(1, (char __user *)address))
		pr_err("lab: error: no page\n");
	mmap_read_lock(current->mm);
	bad_exclusive(&dev, current->mm, address);
	mmap_read_unlock(current->mm);
}

static void lab_calls(void)
{
	LAB(bad_munmap, bad_munmap(&dev, address));
	LAB(bad_exclusive, exclude());
	LAB(bad_migrate_pages, migrate());
}

static void lab_teardown(void)
{
	lab_remove(&dev.mni);
}
