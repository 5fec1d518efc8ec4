// SPDX-License-Identifier: GPL-2.0-or-later
#include "history/i915-userptr-eintr.c"
#include <linux/delay.h>
#include "lab.h"

#include <linux/mman.h>
#include <linux/workqueue.h>

static DEFINE_MUTEX(struct_mutex);

LAB_LIST(struct foo_object, mn, &foo_mn_ops, dev.struct_mutex = &struct_mutex)

static void hold(struct work_struct *work)
{
	mutex_lock(&struct_mutex);
	msleep(500);
	mutex_unlock(&struct_mutex);
}

static DECLARE_WORK(holder, hold);

/* As if SIGKILL had come. */
static void unmap_while_dying(void)
{
	schedule_work(&holder);
	msleep(100);
	sigaddset(&current->pending.signal, SIGKILL);
	set_tsk_thread_flag(current, TIF_SIGPENDING);
	vm_munmap(lab.start, PAGE_SIZE);
	sigdelset(&current->pending.signal, SIGKILL);
	clear_tsk_thread_flag(current, TIF_SIGPENDING);
	flush_work(&holder);
	vm_mmap(NULL, lab.start, PAGE_SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, 0);
}

static void lab_calls(void)
{
	LAB(bad_range_start, unmap_while_dying());
}
