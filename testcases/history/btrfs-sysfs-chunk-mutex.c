// SPDX-License-Identifier: GPL-2.0-only
/*
 * case:    a sysfs entry was made under the mutex that eviction needs to allocate a chunk
 * rule:    shrinker-lock-alloc
 * lab:     circular-locking
 * origin:  reduced from fs/btrfs/volumes.c, 5.8 (interface of 6.1); fixed by
 *          ca10845a5685 ("btrfs: sysfs: init devices outside of the chunk_mutex")
 * variant: FIXED
 */
#include <linux/fs.h>
#include <linux/kobject.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/shrinker.h>
#include <linux/sysfs.h>

struct foo_fs_info {
	struct shrinker s_shrink;
	struct mutex chunk_mutex;
	struct mutex device_list_mutex;
	struct kobject *devices_kobj;
	struct list_head alloc_list;
	u64 total_bytes, used;
};

struct foo_device {
	struct kobject devid_kobj;
	struct list_head dev_alloc_list;
	u64 total_bytes;
};

static int foo_chunk_alloc(struct foo_fs_info *info, u64 bytes)
{
	int ret = -ENOSPC;

	mutex_lock(&info->chunk_mutex);	/* { dg-message "struct foo_fs_info.chunk_mutex" } */
	if (info->used + bytes <= info->total_bytes) {
		info->used += bytes;
		ret = 0;
	}
	mutex_unlock(&info->chunk_mutex);
	return ret;
}

static void foo_evict_inode(struct foo_fs_info *info)
{
	if (foo_chunk_alloc(info, 4096))
		pr_debug("no space to record the orphan\n");
}

/* As super_cache_scan(). */
static unsigned long foo_cache_scan(struct shrinker *shrink, struct shrink_control *sc)
{
	if (!(sc->gfp_mask & __GFP_FS))
		return SHRINK_STOP;
	foo_evict_inode(container_of(shrink, struct foo_fs_info, s_shrink));
	return 1;
}

void good_mount(struct foo_fs_info *info)
{
	info->s_shrink.scan_objects = foo_cache_scan;
}

static int foo_sysfs_add_device(struct foo_fs_info *info, struct foo_device *device)
{
	return sysfs_create_link(info->devices_kobj, &device->devid_kobj, "devinfo");	/* { dg-message "'sysfs_create_link'" } */
}

int bad_init_new_device(struct foo_fs_info *info, struct foo_device *device)
{
	int ret = 0;

	mutex_lock(&info->device_list_mutex);
	mutex_lock(&info->chunk_mutex);
	list_add(&device->dev_alloc_list, &info->alloc_list);
	info->total_bytes += device->total_bytes;
#ifndef FIXED
	ret = foo_sysfs_add_device(info, device);	/* { dg-warning "'struct foo_fs_info.chunk_mutex'" } */
#endif
	mutex_unlock(&info->chunk_mutex);
#ifdef FIXED
	ret = foo_sysfs_add_device(info, device);
#endif
	mutex_unlock(&info->device_list_mutex);
	return ret;
}
