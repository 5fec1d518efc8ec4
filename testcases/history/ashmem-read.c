// SPDX-License-Identifier: GPL-2.0-only
/*
 * case:    reading the name copied to the user under the mutex that mmap takes
 * rule:    mmap-lock-inversion
 * lab:     circular-locking
 * origin:  reduced from drivers/staging/android/ashmem.c, 3.10 (interface of 6.1); fixed by
 *          "staging: ashmem: Avoid deadlock between read and mmap calls"
 * variant: FIXED
 */
#include <linux/fs.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/uaccess.h>

struct foo_area {
	char name[64];
	struct file *file;
	size_t size;
};

static DEFINE_MUTEX(foo_mutex);

static int foo_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct foo_area *asma = file->private_data;
	int ret = 0;

	mutex_lock(&foo_mutex);	/* { dg-message "'foo_mutex'" } */
	if (!asma->size)
		ret = -EINVAL;
	mutex_unlock(&foo_mutex);
	return ret;
}

static int bad_get_name(struct foo_area *asma, void __user *name)
{
	size_t len;
	int ret = 0;
#ifdef FIXED
	char local_name[64];

	mutex_lock(&foo_mutex);
	len = strlen(asma->name) + 1;
	memcpy(local_name, asma->name, len);
	mutex_unlock(&foo_mutex);
	if (copy_to_user(name, local_name, len))
		ret = -EFAULT;
#else
	mutex_lock(&foo_mutex);
	len = strlen(asma->name) + 1;
	if (copy_to_user(name, asma->name, len))	/* { dg-warning "'foo_mutex'" } */
		ret = -EFAULT;
	mutex_unlock(&foo_mutex);
#endif
	return ret;
}

static long foo_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	return bad_get_name(file->private_data, (void __user *)arg);
}

const struct file_operations foo_fops = {
	.owner = THIS_MODULE,
	.mmap = foo_mmap,
	.unlocked_ioctl = foo_ioctl,
};
