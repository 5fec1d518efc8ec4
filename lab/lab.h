/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The driver around a test case: /dev/lab.
 *
 * A file cases/RULE/NAME.c includes the case RULE/NAME.c and this header, and
 * defines
 *
 *	static int lab_setup(void)	makes the objects, registers the callbacks
 *	static void lab_calls(void)	calls the case's functions
 *	static void lab_teardown(void)	unregisters; afterwards setup may come again
 *
 * and, if something is to be done when the module is loaded, a function LAB_LOAD.
 * In each, LAB(NAME, STATEMENTS) are executed when NAME is among those that the
 * module's parameter calls= names: so one module is good for all boots of a case.
 * lab/run finds the names by that macro: it stands at the beginning of a line.
 *
 * For a device "dev" with one interval notifier "mni" over the caller's memory, LAB_DEVICE()
 * defines setup and teardown, and LAB_DEV(NAME) calls NAME with it; objects.h has more of that kind.
 */
#ifndef RECLINT_LAB_H
#define RECLINT_LAB_H

#include <linux/completion.h>
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/mman.h>
#include <linux/mmu_notifier.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/sched/mm.h>
#include <linux/shrinker.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <linux/version.h>

#include "lab_uapi.h"

#define LAB_SCOPES (PF_MEMALLOC | PF_MEMALLOC_NOFS | PF_MEMALLOC_NOIO | PF_MEMALLOC_PIN)

static struct {
	unsigned long start, length;	/* memory of current->mm */
	unsigned long matched;
	int shrunk;
	bool is_set_up;
	struct file *file;		/* of the call that is served */
	struct completion release;
} lab;

static char *calls = "";
module_param(calls, charp, 0444);
MODULE_PARM_DESC(calls, "functions to call, and callbacks to register, separated by commas");

static int lab_setup(void);
static void lab_calls(void);
static void lab_teardown(void);

static bool lab_selected(const char *name)
{
	size_t n = strlen(name);
	const char *at = calls;

	while ((at = strstr(at, name))) {
		if ((at == calls || at[-1] == ',') && (!at[n] || at[n] == ','))
			return true;
		at += n;
	}
	return false;
}

#define LAB(name, ...) do {							\
	if (lab_selected(#name)) {						\
		lab.matched++;							\
		__VA_ARGS__;							\
	}									\
} while (0)

#define LAB_DEV(NAME) LAB(NAME, NAME(&dev))

/* Over the whole of the caller's memory. */
static inline int lab_interval(struct mmu_interval_notifier *mni, const struct mmu_interval_notifier_ops *ops)
{
	return mmu_interval_notifier_insert(mni, current->mm, lab.start, lab.length, ops);
}

static inline void lab_remove(struct mmu_interval_notifier *mni)
{
	if (mni->mm)
		mmu_interval_notifier_remove(mni);
	mni->mm = NULL;
}

static inline int lab_list(struct mmu_notifier *mn, const struct mmu_notifier_ops *ops)
{
	mn->ops = ops;
	return mmu_notifier_register(mn, current->mm);
}

static inline void lab_unregister(struct mmu_notifier *mn)
{
	if (mn->mm)
		mmu_notifier_unregister(mn, mn->mm);
	mn->mm = NULL;
}

static inline unsigned long lab_map(unsigned long address, unsigned long length, unsigned long flags)
{
	address = vm_mmap(NULL, address, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | flags, 0);
	if (IS_ERR_VALUE(address))
		pr_err("lab: error: no memory is mapped\n");
	return address;
}

/* An invalidation right here: the first page is mapped anew. */
static inline void lab_invalidate(void)
{
	lab_map(lab.start, PAGE_SIZE, MAP_FIXED);
}

/* One at address 0, where some cases register their callbacks. */
static inline void lab_invalidate_zero(void)
{
	if (lab_map(0, PAGE_SIZE, MAP_FIXED) || put_user(1, (char __user *)0) || vm_munmap(0, PAGE_SIZE))
		pr_err("lab: error: nothing at address 0\n");
}

/* Memory that nobody has touched: whoever faults it in allocates a page table. */
static inline unsigned long lab_fresh(void)
{
	return ALIGN(lab_map(0, 2 * PMD_SIZE, 0), PMD_SIZE);
}

/* The page at the beginning, with a reference. */
static inline struct page *lab_page(void)
{
	struct page *page = NULL;

	if (get_user_pages_fast(lab.start, 1, FOLL_WRITE, &page) != 1)
		pr_err("lab: error: no page\n");
	return page;
}

/* A fault in a mapping of /dev/lab, whose handler fails: the driver has one that calls the case's. */
static inline void lab_fault(void)
{
	unsigned long address = vm_mmap(lab.file, 0, PAGE_SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, 0);
	char c;

	if (IS_ERR_VALUE(address) || !get_user(c, (char __user *)address))
		pr_err("lab: error: no fault\n");
	vm_munmap(address, PAGE_SIZE);
}

#include "objects.h"

/* Registered last, it is asked after the case's own: then they were. */
static unsigned long lab_count(struct shrinker *s, struct shrink_control *sc)
{
	WRITE_ONCE(lab.shrunk, lab.shrunk + 1);
	return 0;
}

static unsigned long lab_scan(struct shrinker *s, struct shrink_control *sc)
{
	return SHRINK_STOP;
}

#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 7, 0)
static struct shrinker lab_shrinker = {
	.count_objects = lab_count, .scan_objects = lab_scan, .seeks = DEFAULT_SEEKS,
};

static int lab_register_shrinker(void)
{
	return register_shrinker(&lab_shrinker, "lab-last");
}

static void lab_unregister_shrinker(void)
{
	unregister_shrinker(&lab_shrinker);
}
#else
static struct shrinker *lab_shrinker;

static int lab_register_shrinker(void)
{
	lab_shrinker = shrinker_alloc(0, "lab-last");
	if (!lab_shrinker)
		return -ENOMEM;
	lab_shrinker->count_objects = lab_count;
	lab_shrinker->scan_objects = lab_scan;
	shrinker_register(lab_shrinker);
	return 0;
}

static void lab_unregister_shrinker(void)
{
	shrinker_free(lab_shrinker);
}
#endif

static long lab_set_up(const struct lab_range __user *from)
{
	struct lab_range range;
	int ret;

	if (copy_from_user(&range, from, sizeof(range)))
		return -EFAULT;
	lab.start = range.start;
	lab.length = range.length;
	ret = lab_setup() ?: lab_register_shrinker();
	lab.is_set_up = !ret;
	return ret;
}

static void lab_tear_down(void)
{
	if (lab.is_set_up) {
		lab_teardown();
		lab_unregister_shrinker();
	}
	lab.is_set_up = false;
}

/* Held, so that no other trylock succeeds; got by one itself, as some drivers hold many of one class. */
static inline void lab_hold(struct mutex *m, bool is_held)
{
	if (!is_held)
		mutex_unlock(m);
	else if (!mutex_trylock(m))
		pr_err("lab: error: the lock is taken\n");
}

/* What is to be done while the process is killed, and cannot die, and is reaped: LAB_HOLDS(true), then (false). */
#ifndef LAB_HOLDS
# define LAB_HOLDS(is_held) do { } while (0)
#endif

/* Scopes that are left open are seen in the task; of locks lockdep says so itself. */
static long lab_call(void)
{
	unsigned int before = current->flags;

	lab_calls();
	lab_effect((current->flags ^ before) & LAB_SCOPES, "a scope of memalloc is open, or another than before");
	lab_effect(current->non_block_count, "a scope of non_block_start() is open");
	lab_effect(pagefault_disabled(), "page faults are disabled");
	return lab.matched ? 0 : -ENOENT;
}

static long lab_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	lab.file = file;
	switch (cmd) {
	case LAB_SETUP:
		return lab_set_up((const struct lab_range __user *)arg);
	case LAB_CALL:
		return lab_call();
	case LAB_HOLD:
		LAB_HOLDS(true);
		wait_for_completion_timeout(&lab.release, 10 * HZ);
		LAB_HOLDS(false);
		return 0;
	case LAB_RELEASE:
		complete(&lab.release);
		return 0;
	case LAB_SHRUNK:
		return READ_ONCE(lab.shrunk);
	case LAB_TEARDOWN:
		lab_tear_down();
		return 0;
	default:
		return -ENOTTY;
	}
}

/* A case with handlers of its own for mmap and faults defines LAB_MMAP(file, vma). */
#ifndef LAB_MMAP
# define LAB_MMAP(file, vma) (-ENODEV)
#endif

static int lab_mmap(struct file *file, struct vm_area_struct *vma)
{
	return LAB_MMAP(file, vma);
}

static const struct file_operations lab_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = lab_ioctl,
	.mmap = lab_mmap,
};

static struct miscdevice lab_device = { .minor = MISC_DYNAMIC_MINOR, .name = "lab", .fops = &lab_fops };

static int __init lab_init(void)
{
	init_completion(&lab.release);
#ifdef LAB_LOAD
	LAB_LOAD();
#endif
	return misc_register(&lab_device);
}

static void __exit lab_exit(void)
{
	misc_deregister(&lab_device);
	mmu_notifier_synchronize();	/* callbacks that free */
}

module_init(lab_init);
module_exit(lab_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("a test case of reclint, driven");

#endif
