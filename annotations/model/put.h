/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Reference counts.  What the last put does is real, but where it happens is
 * not known: a separate, weaker edge.  The put itself is not entered.  Gets are
 * atomic increments; their bodies show as much.
 */
#ifndef RECLINT_MODEL_PUT_H
#define RECLINT_MODEL_PUT_H

#include "base.h"
#include "container.h"

/* ---- kref, refcount ---- */

/* linux/atomic/atomic-instrumented.h: the first reference: as rarely there as the last one, users hold one of their own */
bool atomic_inc_not_zero(atomic_t *) __rl_no_effect() __rl_tests_last("zero");

/* linux/atomic/atomic-instrumented.h: what people count references with as well */
bool atomic64_dec_and_test(atomic64_t *) __rl_no_effect() __rl_tests_last("nonzero");
bool atomic_long_dec_and_test(atomic_long_t *) __rl_no_effect() __rl_tests_last("nonzero");
bool atomic_sub_and_test(int, atomic_t *) __rl_no_effect() __rl_tests_last("nonzero");

/* linux/kref.h: the release function drops the lock taken here: net nothing */
int kref_put_lock(struct kref *, void *, spinlock_t *) __rl_calls_final(2, 1);
int kref_put_mutex(struct kref *, void *, struct mutex *) __rl_calls_final(2, 1) __rl_despite("sleeps", "refcount_dec_and_mutex_lock");	/* only the last one takes the mutex */

/* linux/kref.h: the release function, which may do anything, comes with the last one only */
int kref_put(struct kref *, void *) __rl_calls_final(2, 1);

/* linux/refcount.h */
bool refcount_inc_not_zero(refcount_t *) __rl_no_effect() __rl_tests_last("zero");	/* the first reference: as rarely there as the last one, users hold one of their own */
void refcount_warn_saturate(refcount_t *, int) __rl_no_effect();	/* the WARN of refcount_t */

/* linux/refcount.h: atomic */
bool refcount_dec_if_one(refcount_t *) __rl_no_effect();
bool refcount_dec_not_one(refcount_t *) __rl_no_effect();

/* linux/refcount.h: what people count references with as well */
bool refcount_dec_and_test(refcount_t *) __rl_no_effect() __rl_tests_last("nonzero");
bool refcount_sub_and_test(int, refcount_t *) __rl_no_effect() __rl_tests_last("nonzero");

/* ---- the mm ---- */

/* linux/mm.h: a pin is a reference; unpin_user_pages_dirty_lock() has a body worth reading: it locks folios */
void unpin_user_folio(struct folio *, unsigned long) __rl_final_put() __rl_since("6.2");
void unpin_user_page(struct page *) __rl_final_put() __rl_event("unpin_page");
void unpin_user_pages(struct page **, unsigned long) __rl_final_put() __rl_event("unpin_pages");
void unpin_user_pages_dirty_lock(struct page **, unsigned long, bool) __rl_event("unpin_pages") __rl_use_body();

/* linux/mm.h: frees the page; device pages call ->page_free */
void __folio_put(struct folio *) __rl_final_put();
bool __put_devmap_managed_folio_refs(struct folio *, int) __rl_final_put() __rl_since("6.2");
bool __put_devmap_managed_page_refs(struct page *, int) __rl_final_put() __rl_before("6.12");
void folio_put(struct folio *) __rl_final_put();
void folios_put(struct folio **, unsigned int) __rl_final_put();
void folios_put_refs(struct folio_batch *, unsigned int *) __rl_final_put() __rl_since("6.2");
void put_page(struct page *) __rl_final_put();
void put_pages_list(struct list_head *) __rl_final_put();
void release_pages(struct page **, int) __rl_final_put() __rl_event("unpin_pages");

/* linux/sched/mm.h */
void mmput(struct mm_struct *) __rl_final_put() __rl_waits(1, "mmput");	/* exit_mmap: ->release, mmap_lock, file puts */
void mmput_async(struct mm_struct *) __rl_no_effect();	/* hands the last put to a work item */

/* linux/sched/mm.h: frees the mm_struct, never blocks */
void __mmdrop(struct mm_struct *) __rl_no_effect();
void mmdrop(struct mm_struct *) __rl_no_effect();

/* ---- files and inodes ---- */

/* linux/blkdev.h: the last one ends in the file system: inode, dentry, mount, super block */
void blkdev_put(struct block_device *, fmode_t) __rl_final_put() __rl_before("6.12");

/* linux/dcache.h: the last one ends in the file system: inode, dentry, mount, super block */
void dput(struct dentry *) __rl_final_put();

/* linux/fdtable.h: the last one ends in the file system: inode, dentry, mount, super block */
void put_files_struct(struct files_struct *) __rl_final_put();

/* linux/file.h: from a task: delayed to task_work, but kernel threads and exit do it */
void __fput_sync(struct file *) __rl_final_put();
void fput(struct file *) __rl_final_put();

/* linux/fs.h: the last one ends in the file system: inode, dentry, mount, super block */
void deactivate_super(struct super_block *) __rl_final_put();
void iput(struct inode *) __rl_final_put();
void put_filesystem(struct file_system_type *) __rl_final_put();

/* linux/fs_context.h: the last one ends in the file system: inode, dentry, mount, super block */
void put_fs_context(struct fs_context *) __rl_final_put();

/* linux/mount.h: the last one ends in the file system: inode, dentry, mount, super block */
void mntput(struct vfsmount *) __rl_final_put();

/* linux/path.h: the last one ends in the file system: inode, dentry, mount, super block */
void path_put(const struct path *) __rl_final_put();

/* ---- objects ---- */

/* drm/drm_connector.h: the last one calls the driver's release function */
void drm_connector_list_iter_end(struct drm_connector_list_iter *) __rl_final_put();

/* drm/drm_drv.h: the last one calls the driver's release function */
void drm_dev_put(struct drm_device *) __rl_final_put();

/* drm/drm_gem.h: the last one calls the driver's release function */
void drm_gem_object_free(struct kref *) __rl_final_put();
void drm_gem_object_put(struct drm_gem_object *) __rl_final_put();

/* drm/drm_mode_object.h: the last one calls the driver's release function */
void drm_mode_object_put(struct drm_mode_object *) __rl_final_put();

/* drm/drm_syncobj.h: the last one calls the driver's release function */
void drm_syncobj_put(struct drm_syncobj *) __rl_final_put();

/* drm/ttm/ttm_bo_api.h: the last one calls the driver's release function */
void ttm_bo_put(struct ttm_buffer_object *) __rl_final_put();

/* linux/bio.h: end_io callback */
void bio_endio(struct bio *) __rl_final_put();
void bio_put(struct bio *) __rl_final_put();

/* linux/blkdev.h: the last one calls the type's release function */
void blk_put_queue(struct request_queue *) __rl_final_put();
void put_disk(struct gendisk *) __rl_final_put();

/* linux/cgroup.h: the last one queues a work item */
void cgroup_put(struct cgroup *) __rl_final_put();
void css_put(struct cgroup_subsys_state *) __rl_final_put();

/* linux/clk.h: clk's prepare_lock */
void clk_put(struct clk *) __rl_sleeps();

/* linux/cred.h: RCU-delayed or plain frees */
void __put_cred(struct cred *) __rl_no_effect();
void put_cred(const struct cred *) __rl_no_effect();

/* linux/device.h: the last one calls the type's release function */
void put_device(struct device *) __rl_final_put();

/* linux/dma-buf.h: the last one is fput() */
void dma_buf_put(struct dma_buf *) __rl_final_put();

/* linux/dma-fence.h: ->release, atomic by contract */
void dma_fence_put(struct dma_fence *) __rl_final_put();

/* linux/i2c.h: the last one calls the type's release function */
void i2c_put_adapter(struct i2c_adapter *) __rl_final_put();

/* linux/iommu.h: the driver's domain is freed; nobody has it by then */
void iommu_device_unregister(struct iommu_device *) __rl_no_effect();
void iommu_domain_free(struct iommu_domain *) __rl_no_effect();

/* linux/iommu.h: the last one removes the group's kobject */
void iommu_group_put(struct iommu_group *) __rl_sleeps();

/* linux/key.h: work item */
void key_put(struct key *) __rl_no_effect();

/* linux/kobject.h: the last one calls the type's release function */
void kobject_put(struct kobject *) __rl_final_put();
void kset_put(struct kset *) __rl_final_put();

/* linux/memcontrol.h: the last one queues a work item */
void mem_cgroup_put(struct mem_cgroup *) __rl_final_put();

/* linux/module.h: the last one wakes the unloader */
void __module_get(struct module *) __rl_no_effect();
void module_put(struct module *) __rl_no_effect();
bool try_module_get(struct module *) __rl_no_effect();

/* linux/netdevice.h: the last one frees the object, with its destructor */
void dev_put(struct net_device *) __rl_final_put();
void netdev_put(struct net_device *, struct ref_tracker **) __rl_final_put();

/* linux/of.h: the last one calls the type's release function */
void of_node_put(struct device_node *) __rl_final_put();

/* linux/pci.h: the last one calls the type's release function */
void pci_dev_put(struct pci_dev *) __rl_final_put();

/* linux/pid.h: RCU-delayed or plain frees */
void put_pid(struct pid *) __rl_no_effect();

/* linux/platform_device.h: the last one calls the type's release function */
void platform_device_put(struct platform_device *) __rl_final_put();

/* linux/property.h: the last one calls the type's release function */
void fwnode_handle_put(struct fwnode_handle *) __rl_final_put();

/* linux/regulator/consumer.h: regulator_list_mutex */
void regulator_put(struct regulator *) __rl_sleeps();

/* linux/sched/task.h: RCU-delayed or plain frees */
void __put_task_struct(struct task_struct *) __rl_no_effect();
void put_task_struct(struct task_struct *) __rl_no_effect();
void put_task_struct_many(struct task_struct *, int) __rl_no_effect();

/* linux/usb.h: the last one calls the type's release function */
void usb_put_dev(struct usb_device *) __rl_final_put();
void usb_put_intf(struct usb_interface *) __rl_final_put();

/* linux/user_namespace.h: RCU-delayed or plain frees */
void __put_user_ns(struct user_namespace *) __rl_no_effect();
void put_user_ns(struct user_namespace *) __rl_no_effect();

/* net/dst.h: the last one frees the object, with its destructor */
void dst_release(struct dst_entry *) __rl_final_put();

/* net/sock.h: the last one frees the object, with its destructor */
void sk_free(struct sock *) __rl_final_put();
void sock_put(struct sock *) __rl_final_put();

#endif
