// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * drive: pressure
 */
#include "history/btrfs-sysfs-chunk-mutex.c"
#include "lab.h"

static struct foo_fs_info info = { .alloc_list = LIST_HEAD_INIT(info.alloc_list) };
static struct foo_device device;
static struct kobj_type type;

LAB_SHRINKER(info.s_shrink, good_mount(&info); mutex_init(&info.chunk_mutex); mutex_init(&info.device_list_mutex);
	     info.devices_kobj = kobject_create_and_add("lab", kernel_kobj);
	     if (kobject_init_and_add(&device.devid_kobj, &type, kernel_kobj, "lab-device")) return -ENOMEM)

static void lab_calls(void)
{
	LAB(good_mount, );
	LAB(bad_init_new_device, bad_init_new_device(&info, &device));
}
