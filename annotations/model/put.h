/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Reference counts.  What the last put does is real, but where it happens is
 * not known: a separate, weaker edge.  The put itself is not entered.  Gets are
 * atomic increments; their bodies show as much.
 */
#ifndef RECLINT_MODEL_PUT_H
#define RECLINT_MODEL_PUT_H

#include "base.h"

struct bio; struct block_device; struct cgroup; struct cgroup_subsys_state; struct clk; struct cred; struct dentry;
struct device; struct device_node; struct dma_buf; struct dma_fence; struct drm_connector_list_iter;
struct drm_device; struct drm_gem_object; struct drm_mode_object; struct drm_syncobj; struct dst_entry; struct file;
struct file_system_type; struct files_struct; struct folio; struct folio_batch; struct fs_context;
struct fwnode_handle; struct gendisk; struct i2c_adapter; struct inode; struct iommu_device; struct iommu_domain;
struct iommu_group; struct key; struct kobject; struct kref; struct kset; struct list_head; struct mem_cgroup;
struct mm_struct; struct module; struct mutex; struct net_device; struct page; struct path; struct pci_dev;
struct pid; struct platform_device; struct ref_tracker; struct regulator; struct request_queue; struct sock;
struct super_block; struct task_struct; struct ttm_buffer_object; struct usb_device; struct usb_interface;
struct user_namespace; struct vfsmount;

#include "container.h"

/* ---- kref, refcount ---- */
/* linux/kref.h */
int kref_put(struct kref *, void *) __rl_calls_final(2, 1);
/* the release function drops the lock taken here: net nothing */
int kref_put_mutex(struct kref *, void *, struct mutex *) __rl_calls_final(2, 1);
int kref_put_lock(struct kref *, void *, spinlock_t *) __rl_calls_final(2, 1);
/* linux/refcount.h */
void refcount_warn_saturate(refcount_t *, int) __rl_no_effect();	/* the WARN of refcount_t */
bool refcount_dec_not_one(refcount_t *) __rl_no_effect();
bool refcount_dec_if_one(refcount_t *) __rl_no_effect();

/* linux/atomic/atomic-instrumented.h: what people count references with as well */
bool refcount_dec_and_test(refcount_t *) __rl_no_effect() __rl_tests_last("nonzero");
bool refcount_sub_and_test(int, refcount_t *) __rl_no_effect() __rl_tests_last("nonzero");
bool atomic_dec_and_test(atomic_t *) __rl_no_effect() __rl_tests_last("nonzero");
bool atomic_sub_and_test(int, atomic_t *) __rl_no_effect() __rl_tests_last("nonzero");
bool atomic_long_dec_and_test(atomic_long_t *) __rl_no_effect() __rl_tests_last("nonzero");
bool atomic64_dec_and_test(atomic64_t *) __rl_no_effect() __rl_tests_last("nonzero");
/* the first reference: as rarely there as the last one, users hold one of their own */
bool refcount_inc_not_zero(refcount_t *) __rl_no_effect() __rl_tests_last("zero");
bool atomic_inc_not_zero(atomic_t *) __rl_no_effect() __rl_tests_last("zero");

/* ---- the mm ---- */
/* linux/sched/mm.h */
void mmput(struct mm_struct *) __rl_final_put() __rl_waits(1, "mmput");	/* exit_mmap: ->release, mmap_lock, file puts */
void mmput_async(struct mm_struct *) __rl_no_effect();	/* hands the last put to a work item */
void mmdrop(struct mm_struct *) __rl_no_effect();	/* frees the mm_struct, never blocks */
void __mmdrop(struct mm_struct *) __rl_no_effect();	/* frees the mm_struct, never blocks */
/* linux/mm.h */
void put_page(struct page *) __rl_final_put();	/* frees the page; device pages call ->page_free */
void folio_put(struct folio *) __rl_final_put();	/* frees the page; device pages call ->page_free */
void __folio_put(struct folio *) __rl_final_put();	/* frees the page; device pages call ->page_free */
void put_pages_list(struct list_head *) __rl_final_put();	/* frees the page; device pages call ->page_free */
void release_pages(struct page **, int) __rl_final_put() __rl_event("unpin_pages");	/* frees the page; device pages call ->page_free */
bool __put_devmap_managed_page_refs(struct page *, int) __rl_final_put();	/* frees the page; device pages call ->page_free */
/* frees the page; device pages call ->page_free */
bool __put_devmap_managed_folio_refs(struct folio *, int) __rl_final_put() __rl_since("6.2");
void folios_put(struct folio **, unsigned int) __rl_final_put();	/* frees the page; device pages call ->page_free */
void folios_put_refs(struct folio_batch *, unsigned int *) __rl_final_put() __rl_since("6.2");
void unpin_user_page(struct page *) __rl_final_put() __rl_event("unpin_page");	/* unpin_user_pages_dirty_lock() has a body worth reading: it locks folios */
/* unpin_user_pages_dirty_lock() has a body worth reading: it locks folios */
void unpin_user_pages(struct page **, unsigned long) __rl_final_put() __rl_event("unpin_pages");
void unpin_user_pages_dirty_lock(struct page **, unsigned long, bool) __rl_event("unpin_pages") __rl_use_body();
void unpin_user_folio(struct folio *, unsigned long) __rl_final_put() __rl_since("6.2");

/* ---- files and inodes ---- */
/* linux/file.h */
void fput(struct file *) __rl_final_put();	/* from a task: delayed to task_work, but kernel threads and exit do it */
void __fput_sync(struct file *) __rl_final_put();	/* from a task: delayed to task_work, but kernel threads and exit do it */
/* linux/fs.h */
void iput(struct inode *) __rl_final_put();
/* linux/dcache.h */
void dput(struct dentry *) __rl_final_put();
/* linux/mount.h */
void mntput(struct vfsmount *) __rl_final_put();
/* linux/path.h */
void path_put(const struct path *) __rl_final_put();
/* linux/fs.h */
void deactivate_super(struct super_block *) __rl_final_put();
/* linux/blkdev.h */
void blkdev_put(struct block_device *, fmode_t) __rl_final_put();
/* linux/fdtable.h */
void put_files_struct(struct files_struct *) __rl_final_put();
/* linux/fs_context.h */
void put_fs_context(struct fs_context *) __rl_final_put();
/* linux/fs.h */
void put_filesystem(struct file_system_type *) __rl_final_put();

/* ---- objects ---- */
/* linux/kobject.h */
void kobject_put(struct kobject *) __rl_final_put();
void kset_put(struct kset *) __rl_final_put();
/* linux/device.h */
void put_device(struct device *) __rl_final_put();
/* linux/pci.h */
void pci_dev_put(struct pci_dev *) __rl_final_put();
/* linux/platform_device.h */
void platform_device_put(struct platform_device *) __rl_final_put();
/* linux/of.h */
void of_node_put(struct device_node *) __rl_final_put();
/* linux/property.h */
void fwnode_handle_put(struct fwnode_handle *) __rl_final_put();
/* linux/usb.h */
void usb_put_dev(struct usb_device *) __rl_final_put();
void usb_put_intf(struct usb_interface *) __rl_final_put();
/* linux/i2c.h */
void i2c_put_adapter(struct i2c_adapter *) __rl_final_put();
/* linux/module.h */
void module_put(struct module *) __rl_no_effect();	/* the last one wakes the unloader */
void __module_get(struct module *) __rl_no_effect();	/* the last one wakes the unloader */
bool try_module_get(struct module *) __rl_no_effect();	/* the last one wakes the unloader */
/* linux/sched/task.h */
void put_task_struct(struct task_struct *) __rl_no_effect();	/* RCU-delayed or plain frees */
void __put_task_struct(struct task_struct *) __rl_no_effect();	/* RCU-delayed or plain frees */
/* linux/cred.h */
void put_cred(const struct cred *) __rl_no_effect();	/* RCU-delayed or plain frees */
void __put_cred(struct cred *) __rl_no_effect();	/* RCU-delayed or plain frees */
/* linux/pid.h */
void put_pid(struct pid *) __rl_no_effect();	/* RCU-delayed or plain frees */
/* linux/sched/task.h */
void put_task_struct_many(struct task_struct *, int) __rl_no_effect();	/* RCU-delayed or plain frees */
/* linux/user_namespace.h */
void put_user_ns(struct user_namespace *) __rl_no_effect();	/* RCU-delayed or plain frees */
void __put_user_ns(struct user_namespace *) __rl_no_effect();	/* RCU-delayed or plain frees */
/* linux/dma-buf.h */
void dma_buf_put(struct dma_buf *) __rl_final_put();
/* linux/dma-fence.h */
void dma_fence_put(struct dma_fence *) __rl_final_put();	/* ->release, atomic by contract */
/* drm/drm_gem.h */
void drm_gem_object_put(struct drm_gem_object *) __rl_final_put();
void drm_gem_object_free(struct kref *) __rl_final_put();
/* drm/drm_drv.h */
void drm_dev_put(struct drm_device *) __rl_final_put();
/* drm/ttm/ttm_bo_api.h */
void ttm_bo_put(struct ttm_buffer_object *) __rl_final_put();
/* drm/drm_syncobj.h */
void drm_syncobj_put(struct drm_syncobj *) __rl_final_put();
/* drm/drm_mode_object.h */
void drm_mode_object_put(struct drm_mode_object *) __rl_final_put();
/* drm/drm_connector.h */
void drm_connector_list_iter_end(struct drm_connector_list_iter *) __rl_final_put();
/* net/sock.h */
void sock_put(struct sock *) __rl_final_put();
void sk_free(struct sock *) __rl_final_put();
/* linux/netdevice.h */
void dev_put(struct net_device *) __rl_final_put();
void netdev_put(struct net_device *, struct ref_tracker * *) __rl_final_put();
/* net/dst.h */
void dst_release(struct dst_entry *) __rl_final_put();
/* linux/cgroup.h */
void css_put(struct cgroup_subsys_state *) __rl_final_put();
void cgroup_put(struct cgroup *) __rl_final_put();
/* linux/memcontrol.h */
void mem_cgroup_put(struct mem_cgroup *) __rl_final_put();
/* linux/bio.h */
void bio_put(struct bio *) __rl_final_put();	/* end_io callback */
void bio_endio(struct bio *) __rl_final_put();	/* end_io callback */
/* linux/blkdev.h */
void blk_put_queue(struct request_queue *) __rl_final_put();
void put_disk(struct gendisk *) __rl_final_put();
/* linux/key.h */
void key_put(struct key *) __rl_no_effect();	/* work item */
/* linux/regulator/consumer.h */
void regulator_put(struct regulator *) __rl_sleeps();
/* linux/clk.h */
void clk_put(struct clk *) __rl_sleeps();
/* linux/iommu.h */
void iommu_group_put(struct iommu_group *) __rl_sleeps();
void iommu_domain_free(struct iommu_domain *) __rl_no_effect();
void iommu_device_unregister(struct iommu_device *) __rl_no_effect();

#endif
