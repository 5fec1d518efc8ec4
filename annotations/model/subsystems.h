/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Subsystems that allocate as a matter of course, for others: scatter lists and
 * DMA, managed resources, sysfs, debugfs, firmware, files.
 */
#ifndef RECLINT_MODEL_SUBSYSTEMS_H
#define RECLINT_MODEL_SUBSYSTEMS_H

#include "base.h"
#include "container.h"

/* ---- scatter lists, DMA ---- */

/* linux/dma-map-ops.h: the caller's mask */
struct page *dma_alloc_contiguous(struct device *, size_t, gfp_t) __rl_allocates(3);

/* linux/dma-mapping.h: CMA behind it migrates pages */
void *dma_alloc_attrs(struct device *, size_t, dma_addr_t *, gfp_t, unsigned long) __rl_allocates(4);
void *dma_alloc_coherent(struct device *, size_t, dma_addr_t *, gfp_t) __rl_allocates(4);
void *dma_alloc_wc(struct device *, size_t, dma_addr_t *, gfp_t) __rl_allocates(4);
void *dmam_alloc_attrs(struct device *, size_t, dma_addr_t *, gfp_t, unsigned long) __rl_allocates(4);
void *dmam_alloc_coherent(struct device *, size_t, dma_addr_t *, gfp_t) __rl_allocates(4);

/* linux/dma-mapping.h: allowed in atomic context: the IOMMU side allocates GFP_ATOMIC */
dma_addr_t dma_map_page_attrs(struct device *, struct page *, size_t, size_t, int, unsigned long) __rl_no_effect();
dma_addr_t dma_map_resource(struct device *, phys_addr_t, size_t, int, unsigned long) __rl_no_effect();
unsigned int dma_map_sg_attrs(struct device *, struct scatterlist *, int, int, unsigned long) __rl_no_effect();
int dma_map_sgtable(struct device *, struct sg_table *, int, unsigned long) __rl_no_effect();
void dma_sync_sg_for_cpu(struct device *, struct scatterlist *, int, int) __rl_no_effect();
void dma_sync_sg_for_device(struct device *, struct scatterlist *, int, int) __rl_no_effect();
void dma_sync_single_for_cpu(struct device *, dma_addr_t, size_t, int) __rl_no_effect();
void dma_sync_single_for_device(struct device *, dma_addr_t, size_t, int) __rl_no_effect();
void dma_unmap_page_attrs(struct device *, dma_addr_t, size_t, int, unsigned long) __rl_no_effect();
void dma_unmap_resource(struct device *, dma_addr_t, size_t, int, unsigned long) __rl_no_effect();
void dma_unmap_sg_attrs(struct device *, struct scatterlist *, int, int, unsigned long) __rl_no_effect();

/* linux/dma-mapping.h: allowed with interrupts on; may vunmap */
void dma_free_attrs(struct device *, size_t, void *, dma_addr_t, unsigned long) __rl_no_effect();
void dma_free_noncontiguous(struct device *, size_t, struct sg_table *, int) __rl_no_effect();
void dma_free_pages(struct device *, size_t, struct page *, dma_addr_t, int) __rl_no_effect();

/* linux/dma-mapping.h: the caller's mask */
void *dma_alloc_noncoherent(struct device *, size_t, dma_addr_t *, int, gfp_t) __rl_allocates(5);
struct sg_table *dma_alloc_noncontiguous(struct device *, size_t, int, gfp_t, unsigned long) __rl_allocates(4);
struct page *dma_alloc_pages(struct device *, size_t, dma_addr_t *, int, gfp_t) __rl_allocates(5);

/* linux/dmapool.h */
void *dma_pool_alloc(struct dma_pool *, gfp_t, dma_addr_t *) __rl_allocates(2);	/* the caller's mask */
struct dma_pool *dma_pool_create(const char *, struct device *, size_t, size_t, size_t) __rl_allocates_with("GFP_KERNEL");	/* GFP_KERNEL, under pools_reg_lock: the pool and its sysfs file */
void dma_pool_destroy(struct dma_pool *) __rl_sleeps();	/* pools_reg_lock; removes the sysfs file */
void dma_pool_free(struct dma_pool *, void *, dma_addr_t) __rl_no_effect();	/* own spin lock, taken last */

/* linux/genalloc.h: GFP_KERNEL: the pool, a chunk's bitmap */
int gen_pool_add_owner(struct gen_pool *, unsigned long, phys_addr_t, size_t, int, void *) __rl_allocates_with("GFP_KERNEL");
struct gen_pool *gen_pool_create(int, int) __rl_allocates_with("GFP_KERNEL");

/* linux/iommu.h: GFP_ATOMIC at most */
void iommu_flush_iotlb_all(struct iommu_domain *) __rl_no_effect();
phys_addr_t iommu_iova_to_phys(struct iommu_domain *, dma_addr_t) __rl_no_effect();
size_t iommu_unmap(struct iommu_domain *, unsigned long, size_t) __rl_no_effect();
size_t iommu_unmap_fast(struct iommu_domain *, unsigned long, size_t, struct iommu_iotlb_gather *) __rl_no_effect();

/* linux/iommu.h: GFP_ATOMIC in the body */
int iommu_map_atomic(struct iommu_domain *, unsigned long, phys_addr_t, size_t, int) __rl_allocates_with("GFP_ATOMIC") __rl_before("6.12");
ssize_t iommu_map_sg_atomic(struct iommu_domain *, unsigned long, struct scatterlist *, unsigned int, int) __rl_allocates_with("GFP_ATOMIC") __rl_before("6.12");

/* linux/iommu.h: GFP_KERNEL in the body; later with a mask: changed.c */
int iommu_map(struct iommu_domain *, unsigned long, phys_addr_t, size_t, int) __rl_allocates_with("GFP_KERNEL", "before 6.3");
ssize_t iommu_map_sg(struct iommu_domain *, unsigned long, struct scatterlist *, unsigned int, int) __rl_allocates_with("GFP_KERNEL", "before 6.3");

/* linux/iova.h: GFP_ATOMIC in the body */
struct iova *alloc_iova(struct iova_domain *, unsigned long, unsigned long, bool) __rl_allocates_with("GFP_ATOMIC");
unsigned long alloc_iova_fast(struct iova_domain *, unsigned long, unsigned long, bool) __rl_allocates_with("GFP_ATOMIC");

/* linux/iova.h: own spin lock, taken last */
void __free_iova(struct iova_domain *, struct iova *) __rl_no_effect();
void free_iova(struct iova_domain *, unsigned long) __rl_no_effect();
void free_iova_fast(struct iova_domain *, unsigned long, unsigned long) __rl_no_effect();

/* linux/scatterlist.h: frees only */
void __sg_free_table(struct sg_table *, unsigned int, unsigned int, void *, unsigned int) __rl_no_effect();
void sg_free_append_table(struct sg_append_table *) __rl_no_effect();
void sg_free_table(struct sg_table *) __rl_no_effect();
void sgl_free(struct scatterlist *) __rl_no_effect();

/* linux/scatterlist.h: the caller's mask */
int __sg_alloc_table(struct sg_table *, unsigned int, unsigned int, struct scatterlist *, unsigned int, gfp_t, void *) __rl_allocates(6);
int sg_alloc_append_table_from_pages(struct sg_append_table *, struct page **, unsigned int, unsigned int, unsigned long, unsigned int, unsigned int, gfp_t) __rl_allocates(8);
int sg_alloc_table(struct sg_table *, unsigned int, gfp_t) __rl_allocates(3);
int sg_alloc_table_from_pages(struct sg_table *, struct page **, unsigned int, unsigned int, unsigned long, gfp_t) __rl_allocates(6);
int sg_alloc_table_from_pages_segment(struct sg_table *, struct page **, unsigned int, unsigned int, unsigned long, unsigned int, gfp_t) __rl_allocates(7);
struct scatterlist *sgl_alloc(unsigned long long, gfp_t, unsigned int *) __rl_allocates(2);
struct scatterlist *sgl_alloc_order(unsigned long long, unsigned int, bool, gfp_t, unsigned int *) __rl_allocates(4);

/* ---- managed allocations ---- */

/* drm/drm_managed.h: GFP_KERNEL: a node of the managed list */
int __drmm_add_action(struct drm_device *, void *, void *, const char *) __rl_allocates_with("GFP_KERNEL");
int __drmm_add_action_or_reset(struct drm_device *, void *, void *, const char *) __rl_allocates_with("GFP_KERNEL");

/* drm/drm_managed.h: own spin lock, taken last; frees */
void drmm_kfree(struct drm_device *, void *) __rl_no_effect();

/* drm/drm_managed.h: the caller's mask */
void *drmm_kcalloc(struct drm_device *, size_t, size_t, gfp_t) __rl_allocates(4) __rl_returns_new();
void *drmm_kmalloc(struct drm_device *, size_t, gfp_t) __rl_allocates(3) __rl_returns_new();
void *drmm_kmalloc_array(struct drm_device *, size_t, size_t, gfp_t) __rl_allocates(4) __rl_returns_new();
char *drmm_kstrdup(struct drm_device *, const char *, gfp_t) __rl_allocates(3);
void *drmm_kzalloc(struct drm_device *, size_t, gfp_t) __rl_allocates(3) __rl_returns_new();

/* linux/device.h: GFP_KERNEL: a node of the device's resources */
int __devm_add_action(struct device *, void *, void *, const char *) __rl_allocates_with("GFP_KERNEL") __rl_since("6.2");
int devm_add_action(struct device *, void *, void *) __rl_allocates_with("GFP_KERNEL");

/* linux/device.h: own spin lock, taken last */
void devm_kfree(struct device *, const void *) __rl_no_effect();
void devres_add(struct device *, void *) __rl_no_effect();
void devres_free(void *) __rl_no_effect();

/* linux/device.h: the caller's mask */
void *__devres_alloc_node(void *, size_t, gfp_t, int, const char *) __rl_allocates(3);
unsigned long devm_get_free_pages(struct device *, gfp_t, unsigned int) __rl_allocates(2);
char *devm_kasprintf(struct device *, gfp_t, const char *, ...) __rl_allocates(2);
void *devm_kcalloc(struct device *, size_t, size_t, gfp_t) __rl_allocates(4) __rl_returns_new();
void *devm_kmalloc(struct device *, size_t, gfp_t) __rl_allocates(3) __rl_returns_new();
void *devm_kmalloc_array(struct device *, size_t, size_t, gfp_t) __rl_allocates(4) __rl_returns_new();
void *devm_kmemdup(struct device *, const void *, size_t, gfp_t) __rl_allocates(4) __rl_returns_new();
void *devm_krealloc(struct device *, void *, size_t, gfp_t) __rl_allocates(4);
char *devm_kstrdup(struct device *, const char *, gfp_t) __rl_allocates(3);
const char *devm_kstrdup_const(struct device *, const char *, gfp_t) __rl_allocates(3);
char *devm_kvasprintf(struct device *, gfp_t, const char *, void *) __rl_allocates(2);
void *devm_kzalloc(struct device *, size_t, gfp_t) __rl_allocates(3) __rl_returns_new();
void *devres_open_group(struct device *, void *, gfp_t) __rl_allocates(3);

/* ---- memory by way of other subsystems: enough to stop here, the rest of their bodies is not ours ---- */

/* linux/anon_inodes.h: GFP_KERNEL: file, dentry, descriptor */
int anon_inode_getfd(const char *, const struct file_operations *, void *, int) __rl_allocates_with("GFP_KERNEL");
struct file *anon_inode_getfile(const char *, const struct file_operations *, void *, int) __rl_allocates_with("GFP_KERNEL");

/* linux/cdev.h: kernfs nodes */
int cdev_device_add(struct cdev *, struct device *) __rl_allocates_with("GFP_KERNEL");

/* linux/debugfs.h: inode, dentry */
void debugfs_create_atomic_t(const char *, umode_t, struct dentry *, atomic_t *) __rl_allocates_with("GFP_KERNEL");
struct dentry *debugfs_create_blob(const char *, umode_t, struct dentry *, struct debugfs_blob_wrapper *) __rl_allocates_with("GFP_KERNEL");
void debugfs_create_bool(const char *, umode_t, struct dentry *, bool *) __rl_allocates_with("GFP_KERNEL");
void debugfs_create_devm_seqfile(struct device *, const char *, struct dentry *, void *) __rl_allocates_with("GFP_KERNEL");
struct dentry *debugfs_create_dir(const char *, struct dentry *) __rl_allocates_with("GFP_KERNEL");
struct dentry *debugfs_create_file(const char *, umode_t, struct dentry *, void *, const struct file_operations *) __rl_allocates_with("GFP_KERNEL");
struct dentry *debugfs_create_file_unsafe(const char *, umode_t, struct dentry *, void *, const struct file_operations *) __rl_allocates_with("GFP_KERNEL");
void debugfs_create_regset32(const char *, umode_t, struct dentry *, struct debugfs_regset32 *) __rl_allocates_with("GFP_KERNEL");
void debugfs_create_size_t(const char *, umode_t, struct dentry *, size_t *) __rl_allocates_with("GFP_KERNEL");
void debugfs_create_str(const char *, umode_t, struct dentry *, char **) __rl_allocates_with("GFP_KERNEL");
struct dentry *debugfs_create_symlink(const char *, struct dentry *, const char *) __rl_allocates_with("GFP_KERNEL");
void debugfs_create_u16(const char *, umode_t, struct dentry *, u16 *) __rl_allocates_with("GFP_KERNEL");
void debugfs_create_u32(const char *, umode_t, struct dentry *, u32 *) __rl_allocates_with("GFP_KERNEL");
void debugfs_create_u64(const char *, umode_t, struct dentry *, u64 *) __rl_allocates_with("GFP_KERNEL");
void debugfs_create_u8(const char *, umode_t, struct dentry *, u8 *) __rl_allocates_with("GFP_KERNEL");
void debugfs_create_ulong(const char *, umode_t, struct dentry *, unsigned long *) __rl_allocates_with("GFP_KERNEL");
void debugfs_create_x32(const char *, umode_t, struct dentry *, u32 *) __rl_allocates_with("GFP_KERNEL");
void debugfs_create_x64(const char *, umode_t, struct dentry *, u64 *) __rl_allocates_with("GFP_KERNEL");

/* linux/debugfs.h: waits for open files' operations */
void debugfs_lookup_and_remove(const char *, struct dentry *) __rl_sleeps();
void debugfs_remove(struct dentry *) __rl_sleeps();

/* linux/devcoredump.h: the caller's mask */
void dev_coredumpm(struct device *, struct module *, void *, size_t, gfp_t, void *, void *) __rl_allocates(5);
void dev_coredumpm_timeout(struct device *, struct module *, void *, size_t, gfp_t, void *, void *, unsigned long) __rl_allocates(5) __rl_since("6.11");
void dev_coredumpsg(struct device *, struct scatterlist *, size_t, gfp_t) __rl_allocates(4);
void dev_coredumpv(struct device *, void *, size_t, gfp_t) __rl_allocates(4);

/* linux/device.h: GFP_KERNEL: the name */
int dev_set_name(struct device *, const char *, ...) __rl_allocates_with("GFP_KERNEL");

/* linux/device.h: kernfs nodes */
int device_create_bin_file(struct device *, const struct bin_attribute *) __rl_allocates_with("GFP_KERNEL");
int device_create_file(struct device *, const struct device_attribute *) __rl_allocates_with("GFP_KERNEL");

/* linux/device.h: sysfs, uevent, probe of a driver */
int device_add(struct device *) __rl_allocates_with("GFP_KERNEL");
struct device *device_create(struct class *, struct device *, dev_t, void *, const char *, ...) __rl_allocates_with("GFP_KERNEL");
struct device *device_create_with_groups(struct class *, struct device *, dev_t, void *, const struct attribute_group **, const char *, ...) __rl_allocates_with("GFP_KERNEL");
struct device_link *device_link_add(struct device *, struct device *, u32) __rl_allocates_with("GFP_KERNEL");
int device_register(struct device *) __rl_allocates_with("GFP_KERNEL");

/* linux/device.h: uevent; waits for sysfs readers */
void device_del(struct device *) __rl_allocates_with("GFP_KERNEL");
void device_destroy(struct class *, dev_t) __rl_allocates_with("GFP_KERNEL");
void device_unregister(struct device *) __rl_allocates_with("GFP_KERNEL");

/* linux/device.h: waits for running readers (kernfs drain) */
void device_remove_bin_file(struct device *, const struct bin_attribute *) __rl_sleeps();
void device_remove_file(struct device *, const struct device_attribute *) __rl_sleeps();

/* linux/device/class.h: GFP_KERNEL: sysfs */
struct class *class_create(const char *) __rl_allocates_with("GFP_KERNEL") __rl_since("6.4");
int class_register(const struct class *) __rl_allocates_with("GFP_KERNEL") __rl_since("6.4");

/* linux/dma-buf.h: GFP_KERNEL: the buffer, its inode and file */
struct dma_buf *dma_buf_export(const struct dma_buf_export_info *) __rl_allocates_with("GFP_KERNEL");

/* linux/file.h */
struct file *alloc_file_pseudo(struct inode *, struct vfsmount *, const char *, int, const struct file_operations *) __rl_allocates_with("GFP_KERNEL");	/* GFP_KERNEL: file, dentry */
int get_unused_fd_flags(unsigned int) __rl_allocates_with("GFP_KERNEL");	/* GFP_KERNEL_ACCOUNT: a bigger table */

/* linux/firmware.h: reads a file */
int firmware_request_nowarn(const struct firmware **, const char *, struct device *) __rl_allocates_with("GFP_KERNEL") __rl_sleeps();
int request_firmware(const struct firmware **, const char *, struct device *) __rl_allocates_with("GFP_KERNEL") __rl_sleeps();
int request_firmware_direct(const struct firmware **, const char *, struct device *) __rl_allocates_with("GFP_KERNEL") __rl_sleeps();
int request_firmware_into_buf(const struct firmware **, const char *, struct device *, void *, size_t) __rl_allocates_with("GFP_KERNEL") __rl_sleeps();

/* linux/firmware.h: the caller's mask */
int request_firmware_nowait(struct module *, bool, const char *, struct device *, gfp_t, void *, void *) __rl_allocates(5);

/* linux/fs.h: GFP_KERNEL: file, path; looks names up */
struct file *filp_open(const char *, int, umode_t) __rl_allocates_with("GFP_KERNEL");

/* linux/fs.h: GFP_KERNEL: the file system's inode */
struct inode *alloc_anon_inode(struct super_block *) __rl_allocates_with("GFP_KERNEL");
struct inode *new_inode(struct super_block *) __rl_allocates_with("GFP_KERNEL");

/* linux/i2c.h: sysfs, uevent, probe of a driver */
int i2c_add_adapter(struct i2c_adapter *) __rl_allocates_with("GFP_KERNEL");

/* linux/interrupt.h: GFP_KERNEL: the action; the handler is entered by interrupts, its thread by nobody's locks */
int __request_percpu_irq(unsigned int, void *, unsigned long, const char *, void *) __rl_allocates_with("GFP_KERNEL") __rl_defers(2, "atomic");
int devm_request_irq(struct device *, unsigned int, void *, unsigned long, const char *, void *) __rl_allocates_with("GFP_KERNEL") __rl_defers(3, "atomic");
int devm_request_threaded_irq(struct device *, unsigned int, void *, void *, unsigned long, const char *, void *) __rl_allocates_with("GFP_KERNEL") __rl_defers(3, "atomic") __rl_defers(4, "work");
int request_irq(unsigned int, void *, unsigned long, const char *, void *) __rl_allocates_with("GFP_KERNEL") __rl_defers(2, "atomic");
int request_threaded_irq(unsigned int, void *, void *, unsigned long, const char *, void *) __rl_allocates_with("GFP_KERNEL") __rl_defers(2, "atomic") __rl_defers(3, "work");

/* linux/interrupt.h: the handler may run in a thread, and knows it */
int request_any_context_irq(unsigned int, void *, unsigned long, const char *, void *) __rl_allocates_with("GFP_KERNEL");

/* linux/kmod.h: runs a user-space helper */
int __request_module(bool, const char *, ...) __rl_allocates_with("GFP_KERNEL") __rl_sleeps();

/* linux/kobject.h: GFP_KERNEL: the environment, a netlink message */
int kobject_uevent(struct kobject *, int) __rl_allocates_with("GFP_KERNEL");
int kobject_uevent_env(struct kobject *, int, char **) __rl_allocates_with("GFP_KERNEL");

/* linux/kobject.h: GFP_KERNEL: the name */
int kobject_set_name(struct kobject *, const char *, ...) __rl_allocates_with("GFP_KERNEL");
int kobject_set_name_vargs(struct kobject *, const char *, void *) __rl_allocates_with("GFP_KERNEL");

/* linux/kobject.h: GFP_KERNEL: the name, sysfs */
int kobject_add(struct kobject *, struct kobject *, const char *, ...) __rl_allocates_with("GFP_KERNEL");
struct kobject *kobject_create_and_add(const char *, struct kobject *) __rl_allocates_with("GFP_KERNEL");
int kobject_init_and_add(struct kobject *, const struct kobj_type *, struct kobject *, const char *, ...) __rl_allocates_with("GFP_KERNEL");
struct kset *kset_create_and_add(const char *, const struct kset_uevent_ops *, struct kobject *) __rl_allocates_with("GFP_KERNEL");

/* linux/kobject.h: sysfs removal waits for readers */
void kobject_del(struct kobject *) __rl_sleeps() __rl_despite("allocates", "kobject_uevent");	/* sysfs removal waits for readers; a uevent goes out only if one did when it was added */

/* linux/kthread.h: GFP_KERNEL, and a thread */
struct kthread_worker *kthread_create_worker(unsigned int, const char *, ...) __rl_allocates_with("GFP_KERNEL");
struct kthread_worker *kthread_create_worker_on_cpu(int, unsigned int, const char *, ...) __rl_allocates_with("GFP_KERNEL");

/* linux/kthread.h: waits for kthreadd, which allocates for it */
struct task_struct *kthread_create_on_cpu(void *, void *, unsigned int, const char *) __rl_allocates_with("GFP_KERNEL") __rl_sleeps() __rl_defers(1, "work");
struct task_struct *kthread_create_on_node(void *, void *, int, const char *, ...) __rl_allocates_with("GFP_KERNEL") __rl_sleeps() __rl_defers(1, "work");

/* linux/miscdevice.h: kernfs nodes */
int misc_register(struct miscdevice *) __rl_allocates_with("GFP_KERNEL");

/* linux/pagemap.h */
struct page *find_get_page(struct address_space *, unsigned long) __rl_no_effect() __rl_despite("sleeps", "pagecache_get_page");	/* by name: else they have the flags of the next one */
struct page *pagecache_get_page(struct address_space *, unsigned long, int, gfp_t) __rl_allocates(4) RL_FOLIO_LOCK RL_FOLIO_UNLOCK;	/* FGP_LOCK keeps it; FGP_CREAT allocates */
struct page *read_cache_page_gfp(struct address_space *, unsigned long, gfp_t) __rl_allocates(3) RL_FOLIO_LOCK RL_FOLIO_UNLOCK;	/* its filler reads from disk */

/* linux/pagemap.h: the caller's mask */
int __filemap_add_folio(struct address_space *, struct folio *, unsigned long, gfp_t, void **) __rl_allocates(4);
int add_to_page_cache_lru(struct page *, struct address_space *, unsigned long, gfp_t) __rl_allocates(4);
int filemap_add_folio(struct address_space *, struct folio *, unsigned long, gfp_t) __rl_allocates(4);

/* linux/pci.h: GFP_KERNEL: descriptors of messages and interrupts, sysfs */
int pci_alloc_irq_vectors(struct pci_dev *, unsigned int, unsigned int, unsigned int) __rl_allocates_with("GFP_KERNEL");
int pci_alloc_irq_vectors_affinity(struct pci_dev *, unsigned int, unsigned int, unsigned int, struct irq_affinity *) __rl_allocates_with("GFP_KERNEL");
int pci_enable_msix_range(struct pci_dev *, struct msix_entry *, int, int) __rl_allocates_with("GFP_KERNEL");

/* linux/platform_device.h: device_add(): sysfs, uevent, probe of a driver */
int platform_device_add(struct platform_device *) __rl_allocates_with("GFP_KERNEL");
struct platform_device *platform_device_register_full(const struct platform_device_info *) __rl_allocates_with("GFP_KERNEL");

/* linux/proc_fs.h: GFP_KERNEL: struct proc_dir_entry */
struct proc_dir_entry *proc_create(const char *, umode_t, struct proc_dir_entry *, const struct proc_ops *) __rl_allocates_with("GFP_KERNEL");
struct proc_dir_entry *proc_create_data(const char *, umode_t, struct proc_dir_entry *, const struct proc_ops *, void *) __rl_allocates_with("GFP_KERNEL");
struct proc_dir_entry *proc_create_seq_private(const char *, umode_t, struct proc_dir_entry *, const struct seq_operations *, unsigned int, void *) __rl_allocates_with("GFP_KERNEL");
struct proc_dir_entry *proc_create_single_data(const char *, umode_t, struct proc_dir_entry *, void *, void *) __rl_allocates_with("GFP_KERNEL");
struct proc_dir_entry *proc_mkdir(const char *, struct proc_dir_entry *) __rl_allocates_with("GFP_KERNEL");

/* linux/proc_fs.h: waits for those who use it, closes their files */
void proc_remove(struct proc_dir_entry *) __rl_sleeps();
void remove_proc_entry(const char *, struct proc_dir_entry *) __rl_sleeps();

/* linux/ref_tracker.h: the caller's mask */
int ref_tracker_alloc(struct ref_tracker_dir *, struct ref_tracker **, gfp_t) __rl_allocates(3);

/* linux/seq_file.h: GFP_KERNEL: struct seq_file and its iterator */
void *__seq_open_private(struct file *, const struct seq_operations *, int) __rl_allocates_with("GFP_KERNEL");
int seq_open(struct file *, const struct seq_operations *) __rl_allocates_with("GFP_KERNEL");
int single_open(struct file *, void *, void *) __rl_allocates_with("GFP_KERNEL");

/* linux/shmem_fs.h: GFP_KERNEL: inode, file */
struct file *shmem_file_setup(const char *, loff_t, unsigned long) __rl_allocates_with("GFP_KERNEL");
struct file *shmem_file_setup_with_mnt(struct vfsmount *, const char *, loff_t, unsigned long) __rl_allocates_with("GFP_KERNEL");
struct file *shmem_kernel_file_setup(const char *, loff_t, unsigned long) __rl_allocates_with("GFP_KERNEL");

/* linux/shmem_fs.h: mapping_gfp_mask(), which shmem leaves at its default; waits for the folio's lock and for swap I/O */
struct page *shmem_read_mapping_page(struct address_space *, unsigned long) __rl_allocates_with("GFP_HIGHUSER") RL_FOLIO_LOCK RL_FOLIO_UNLOCK;

/* linux/shmem_fs.h: the caller's mask; may wait for the folio's lock and for swap I/O */
struct folio *shmem_read_folio_gfp(struct address_space *, unsigned long, gfp_t) __rl_allocates(3) RL_FOLIO_LOCK RL_FOLIO_UNLOCK __rl_since("6.2");
struct page *shmem_read_mapping_page_gfp(struct address_space *, unsigned long, gfp_t) __rl_allocates(3) RL_FOLIO_LOCK RL_FOLIO_UNLOCK;

/* linux/skbuff.h: GFP_ATOMIC in the body */
struct sk_buff *napi_alloc_skb(struct napi_struct *, unsigned int) __rl_allocates_with("GFP_ATOMIC");

/* linux/skbuff.h: destructor of the skb */
void __kfree_skb(struct sk_buff *) __rl_final_put();
void consume_skb(struct sk_buff *) __rl_final_put();
void kfree_skb_list_reason(struct sk_buff *, int) __rl_final_put();
void kfree_skb_reason(struct sk_buff *, int) __rl_final_put();

/* linux/skbuff.h: the caller's mask */
struct sk_buff *__alloc_skb(unsigned int, gfp_t, int, int) __rl_allocates(2);
struct sk_buff *__napi_alloc_skb(struct napi_struct *, unsigned int, gfp_t) __rl_allocates(3) __rl_before("6.12");
struct sk_buff *__netdev_alloc_skb(struct net_device *, unsigned int, gfp_t) __rl_allocates(3);
struct sk_buff *alloc_skb(unsigned int, gfp_t) __rl_allocates(2);
int pskb_expand_head(struct sk_buff *, int, int, gfp_t) __rl_allocates(4);
struct sk_buff *skb_clone(struct sk_buff *, gfp_t) __rl_allocates(2);
struct sk_buff *skb_copy(const struct sk_buff *, gfp_t) __rl_allocates(2);

/* linux/stackdepot.h: the caller's mask */
depot_stack_handle_t stack_depot_save(unsigned long *, unsigned int, gfp_t) __rl_allocates(3);
depot_stack_handle_t stack_depot_save_flags(unsigned long *, unsigned int, gfp_t, u32) __rl_allocates(3) __rl_since("6.2");

/* linux/sync_file.h: GFP_KERNEL: struct sync_file, its file */
struct sync_file *sync_file_create(struct dma_fence *) __rl_allocates_with("GFP_KERNEL");

/* linux/sysfs.h: kernfs nodes */
int sysfs_create_bin_file(struct kobject *, const struct bin_attribute *) __rl_allocates_with("GFP_KERNEL");
int sysfs_create_dir_ns(struct kobject *, const void *) __rl_allocates_with("GFP_KERNEL");
int sysfs_create_file_ns(struct kobject *, const struct attribute *, const void *) __rl_allocates_with("GFP_KERNEL");
int sysfs_create_files(struct kobject *, const struct attribute **) __rl_allocates_with("GFP_KERNEL");
int sysfs_create_group(struct kobject *, const struct attribute_group *) __rl_allocates_with("GFP_KERNEL");
int sysfs_create_groups(struct kobject *, const struct attribute_group **) __rl_allocates_with("GFP_KERNEL");
int sysfs_create_link(struct kobject *, struct kobject *, const char *) __rl_allocates_with("GFP_KERNEL");
int sysfs_merge_group(struct kobject *, const struct attribute_group *) __rl_allocates_with("GFP_KERNEL");
int sysfs_update_group(struct kobject *, const struct attribute_group *) __rl_allocates_with("GFP_KERNEL");

/* linux/sysfs.h: waits for running readers (kernfs drain) */
void sysfs_remove_bin_file(struct kobject *, const struct bin_attribute *) __rl_sleeps();
void sysfs_remove_dir(struct kobject *) __rl_sleeps();
void sysfs_remove_file_ns(struct kobject *, const struct attribute *, const void *) __rl_sleeps();
void sysfs_remove_files(struct kobject *, const struct attribute **) __rl_sleeps();
void sysfs_remove_group(struct kobject *, const struct attribute_group *) __rl_sleeps();
void sysfs_remove_groups(struct kobject *, const struct attribute_group **) __rl_sleeps();
void sysfs_remove_link(struct kobject *, const char *) __rl_sleeps();

/* linux/umh.h: runs a user-space helper */
int call_usermodehelper(const char *, char **, char **, int) __rl_allocates_with("GFP_KERNEL") __rl_sleeps();
int call_usermodehelper_exec(struct subprocess_info *, int) __rl_allocates_with("GFP_KERNEL") __rl_sleeps();

/* linux/workqueue.h: GFP_KERNEL; with WQ_MEM_RECLAIM a rescuer thread as well */
struct workqueue_struct *alloc_workqueue(const char *, unsigned int, int, ...) __rl_allocates_with("GFP_KERNEL") __rl_makes_queue(2, "WQ_MEM_RECLAIM", "__WQ_LEGACY");
struct workqueue_struct *alloc_workqueue_lockdep_map(const char *, unsigned int, int, struct lockdep_map *, ...) __rl_allocates_with("GFP_KERNEL") __rl_makes_queue(2, "WQ_MEM_RECLAIM", "__WQ_LEGACY") __rl_since("6.2");

/* mm/swap.h: looks the page up */
struct page *find_get_incore_page(struct address_space *, unsigned long) __rl_no_effect() __rl_despite("sleeps", "pagecache_get_page") __rl_before("6.12");	/* looks the page up, with no flags */

#endif
