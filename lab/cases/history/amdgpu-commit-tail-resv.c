// SPDX-License-Identifier: GPL-2.0-or-later
#include "history/amdgpu-commit-tail-resv.c"
#include "lab.h"

static struct foo_bo bo;
static struct foo_plane_state state = { .bo = &bo };

LAB_OBJECTS(bo.resv = lab_resv(); state.flip_done = lab_fence())

static void lab_calls(void)
{
	LAB(bad_commit_tail, bad_commit_tail(&state));
	LAB(good_prepare_planes, good_prepare_planes(&state));
}
