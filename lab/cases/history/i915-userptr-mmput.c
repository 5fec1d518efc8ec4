// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * drive: reap
 */
#include "history/i915-userptr-mmput.c"
#include "lab.h"

static struct foo_device device;
static struct foo_object object = { .dev = &device };

static int lab_setup(void)
{
	mutex_init(&device.struct_mutex);
	object.mm = current->mm;
#ifdef FIXED
	mmgrab(object.mm);
#else
	mmget(object.mm);
#endif
	return lab_list(&object.mn, &foo_mn_ops);
}

static void lab_calls(void)
{
	LAB(bad_free_object, );
}

/* By the one that outlives the memory's owner. */
static void lab_teardown(void)
{
	bad_free_object(&object);
	lab_unregister(&object.mn);
}
