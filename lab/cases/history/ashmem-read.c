// SPDX-License-Identifier: GPL-2.0-or-later
#include "history/ashmem-read.c"
#include "lab.h"

static struct foo_area area = { .name = "lab", .size = PAGE_SIZE };

LAB_OBJECTS()

static void lab_calls(void)
{
	lab_mmap_of(foo_fops.mmap, &area);
	LAB(bad_get_name, foo_ioctl(lab_file_of(&area), 0, lab.start));
}
