// SPDX-License-Identifier: GPL-2.0-or-later
#include "history/nouveau-pushbuf-relocs.c"
#include "lab.h"

static struct foo_bo bo;

LAB_OBJECTS(bo.resv = lab_resv())

static void lab_calls(void)
{
	lab_fault_of(foo_vm_ops.fault, &bo);
	bo.moved = true;
	LAB(bad_pushbuf, bad_pushbuf(&bo, lab.start, 1));
}
