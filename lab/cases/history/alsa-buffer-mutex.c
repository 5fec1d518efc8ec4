// SPDX-License-Identifier: GPL-2.0-or-later
#include "history/alsa-buffer-mutex.c"
#include "lab.h"

static char area[16];
static struct foo_runtime runtime = { .dma_area = area };
static loff_t pos;

LAB_OBJECTS(mutex_init(&runtime.buffer_mutex))

static void lab_calls(void)
{
	lab_mmap_of(foo_fops.mmap, &runtime);
	LAB(bad_read, bad_read(lab_file_of(&runtime), (char __user *)lab.start, sizeof(area), &pos));
}
