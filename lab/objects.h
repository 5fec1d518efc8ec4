/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What drivers of cases need more than once: devices of which one notifier or shrinker is all that is
 * registered, and what else of the kernel calls the functions of a case.
 *
 * LAB_INTERVAL(), LAB_LIST() and LAB_SHRINKER() define setup and teardown. Their last arguments are statements,
 * which make the rest; locks by a statement of its own each, as each is a class.
 */
#ifndef RECLINT_LAB_OBJECTS_H
#define RECLINT_LAB_OBJECTS_H

#include <linux/dma-fence.h>
#include <linux/dma-resv.h>
#include <linux/shmem_fs.h>

/* A device "dev", and in it an interval notifier over the caller's memory. */
#define LAB_INTERVAL(TYPE, MEMBER, OPS, ...)			\
	static TYPE dev;					\
								\
	static int lab_setup(void)				\
	{							\
		__VA_ARGS__;					\
		return lab_interval(&dev.MEMBER, OPS);		\
	}							\
								\
	static void lab_teardown(void)				\
	{							\
		lab_remove(&dev.MEMBER);			\
	}

#define LAB_DEVICE(TYPE, OPS, ...) LAB_INTERVAL(TYPE, mni, OPS, __VA_ARGS__)

/* A device "dev", and in it a notifier of the caller's mm. */
#define LAB_LIST(TYPE, MEMBER, OPS, ...)			\
	static TYPE dev;					\
								\
	static int lab_setup(void)				\
	{							\
		__VA_ARGS__;					\
		return lab_list(&dev.MEMBER, OPS);		\
	}							\
								\
	static void lab_teardown(void)				\
	{							\
		lab_unregister(&dev.MEMBER);			\
	}

/* SHRINKER is an lvalue. */
#define LAB_SHRINKER(SHRINKER, ...)				\
	static int lab_setup(void)				\
	{							\
		__VA_ARGS__;					\
		return lab_shrinker_add(&(SHRINKER));		\
	}							\
								\
	static void lab_teardown(void)				\
	{							\
		unregister_shrinker(&(SHRINKER));		\
	}

/* Nothing is registered. */
#define LAB_OBJECTS(...)					\
	static int lab_setup(void)				\
	{							\
		__VA_ARGS__;					\
		return 0;					\
	}							\
								\
	static void lab_teardown(void)				\
	{							\
	}

/* A bug that the kernel does not look for is there all the same: what can be seen of it is said here. */
static inline void lab_effect(bool is_there, const char *what)
{
	if (is_there)
		pr_notice("lab: effect: %s\n", what);
}

/* What its caller does with pages that a function says it has pinned. */
static inline void lab_unpin(struct page **pages, long nr)
{
	for (long i = 0; i < nr; i++) {
		bool pinned = folio_maybe_dma_pinned(page_folio(pages[i]));

		lab_effect(!pinned, "a page that is counted is not pinned");
		if (pinned)
			unpin_user_page(pages[i]);
	}
}

/* For LAB_HOLDS: no other trylock of a device in the table DEVS succeeds while the memory is reaped. */
#define LAB_HOLD_EACH(NAME, DEVS)				\
	static void NAME(bool is_held)				\
	{							\
		for (int i = 0; i < ARRAY_SIZE(DEVS); i++)	\
			lab_hold(&(DEVS)[i].lock, is_held);	\
	}

/* ---- shrinkers -------------------------------------------------------------- */

static unsigned long lab_many(struct shrinker *s, struct shrink_control *sc)
{
	return 1 << 12;
}

static unsigned long (*lab_counts)(struct shrinker *s, struct shrink_control *sc) = lab_many;

/* What it has is for reclaim: drop_caches would ask until it had it all. */
static unsigned long lab_counted(struct shrinker *s, struct shrink_control *sc)
{
	unsigned long n = lab_counts(s, sc);

	return current->flags & PF_MEMALLOC ? n : 0;
}

#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 7, 0)
/* One, which has much if it does not count itself. */
static inline int lab_shrinker_add(struct shrinker *s)
{
	lab_counts = s->count_objects ?: lab_many;
	s->batch = s->count_objects ? 0 : 1;
	s->count_objects = lab_counted;
	s->seeks = s->seeks ?: DEFAULT_SEEKS;
	return register_shrinker(s, "lab");
}
#endif

/* ---- fences and reservations -------------------------------------------------- */

static const char *lab_fence_name(struct dma_fence *fence)
{
	return "lab";
}

static const struct dma_fence_ops lab_fence_ops = {
	.get_driver_name = lab_fence_name,
	.get_timeline_name = lab_fence_name,
};

/* One of its own for each that asks. */
static inline struct dma_fence *lab_fence(void)
{
	static DEFINE_SPINLOCK(lock);
	struct dma_fence *fence = kzalloc(sizeof(*fence), GFP_KERNEL | __GFP_NOFAIL);

	dma_fence_init(fence, &lab_fence_ops, &lock, dma_fence_context_alloc(1), 1);
	return fence;
}

static inline struct dma_resv *lab_resv(void)
{
	static struct dma_resv resv;

	dma_resv_init(&resv);
	return &resv;
}

/* As a scheduler runs what others wait for. */
#define LAB_SIGNALLING(...) do {				\
	bool cookie = dma_fence_begin_signalling();		\
								\
	__VA_ARGS__;						\
	dma_fence_end_signalling(cookie);			\
} while (0)

/* ---- faults and files ------------------------------------------------------------ */

/* A file of one page, which is there, and mapped at *address; or what went wrong (ERR_PTR). fput() is the caller's. */
static inline struct file *lab_page_of_file(unsigned long *address)
{
	struct file *file = shmem_file_setup("lab", PAGE_SIZE, 0);

	if (IS_ERR(file))
		return file;
	*address = vm_mmap(file, 0, PAGE_SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, 0);
	if (!IS_ERR_VALUE(*address) && !put_user(1, (char __user *)*address))
		return file;
	fput(file);
	return ERR_PTR(-EFAULT);
}

static struct file lab_file;

static inline struct file *lab_file_of(void *data)
{
	lab_file.private_data = data;
	return &lab_file;
}

/* As the kernel calls it for mmap(2). */
static inline int lab_mmap_of(int (*mmap)(struct file *, struct vm_area_struct *), void *data)
{
	struct vm_area_struct vma = { .vm_mm = current->mm, .vm_start = lab.start, .vm_end = lab.start + PAGE_SIZE };
	int ret;

	mmap_write_lock(current->mm);
	ret = mmap(lab_file_of(data), &vma);
	mmap_write_unlock(current->mm);
	return ret;
}

/* As the kernel calls it for a page of a device. */
static inline vm_fault_t lab_fault_of(vm_fault_t (*fault)(struct vm_fault *), void *data)
{
	struct vm_area_struct vma = { .vm_mm = current->mm, .vm_private_data = data };
	struct vm_fault vmf = { .vma = &vma, .address = lab.start };
	vm_fault_t ret;

	mmap_read_lock(current->mm);
	ret = fault(&vmf);
	mmap_read_unlock(current->mm);
	return ret;
}

#endif
