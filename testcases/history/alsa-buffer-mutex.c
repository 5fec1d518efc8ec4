// SPDX-License-Identifier: GPL-2.0-only
/*
 * case:    reads and writes copied under the buffer mutex, which the OSS mmap takes to set parameters
 * rule:    mmap-lock-inversion
 * lab:     circular-locking
 * origin:  reduced from sound/core/{pcm_lib,pcm_native,oss/pcm_oss}.c, 5.17 (interface of 6.1); fixed by
 *          bc55cfd5718c ("ALSA: pcm: Fix potential AB/BA lock with buffer_mutex and mmap_lock")
 * variant: FIXED
 */
#include <linux/atomic.h>
#include <linux/fs.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/uaccess.h>

struct foo_runtime {
	struct mutex buffer_mutex;
	atomic_t buffer_accessing;
	char *dma_area;
	unsigned int rate;
};

#ifdef FIXED
static int foo_buffer_access_lock(struct foo_runtime *runtime)
{
	if (!atomic_inc_unless_negative(&runtime->buffer_accessing))
		return -EBUSY;
	mutex_lock(&runtime->buffer_mutex);
	return 0;
}

static void foo_buffer_access_unlock(struct foo_runtime *runtime)
{
	mutex_unlock(&runtime->buffer_mutex);
	atomic_dec(&runtime->buffer_accessing);
}
#endif

static int foo_hw_params(struct foo_runtime *runtime, unsigned int rate)
{
#ifdef FIXED
	int err = foo_buffer_access_lock(runtime);

	if (err < 0)
		return err;
	runtime->rate = rate;
	foo_buffer_access_unlock(runtime);
#else
	mutex_lock(&runtime->buffer_mutex);	/* { dg-message "struct foo_runtime.buffer_mutex" } */
	runtime->rate = rate;
	mutex_unlock(&runtime->buffer_mutex);
#endif
	return 0;
}

static int foo_oss_change_params(struct foo_runtime *runtime)
{
	return foo_hw_params(runtime, 48000);
}

static int foo_oss_mmap(struct file *file, struct vm_area_struct *area)
{
	return foo_oss_change_params(file->private_data);
}

static int foo_transfer(struct foo_runtime *runtime, char __user *buf, size_t bytes)
{
	return copy_to_user(buf, runtime->dma_area, bytes) ? -EFAULT : 0;	/* { dg-message "'copy_to_user'" } */
}

static ssize_t bad_read(struct file *file, char __user *buf, size_t bytes, loff_t *pos)
{
	struct foo_runtime *runtime = file->private_data;
	int err;

#ifdef FIXED
	if (!atomic_dec_unless_positive(&runtime->buffer_accessing))
		return -EBUSY;
	err = foo_transfer(runtime, buf, bytes);
	atomic_inc(&runtime->buffer_accessing);
#else
	mutex_lock(&runtime->buffer_mutex);
	err = foo_transfer(runtime, buf, bytes);	/* { dg-warning "struct foo_runtime.buffer_mutex" } */
	mutex_unlock(&runtime->buffer_mutex);
#endif
	return err ? err : bytes;
}

const struct file_operations foo_fops = {
	.owner = THIS_MODULE,
	.read = bad_read,
	.mmap = foo_oss_mmap,
};
