/* SPDX-License-Identifier: GPL-2.0-or-later */
/* For drivers of cases whose error path is that there is no memory: included before the case. */
#ifndef RECLINT_LAB_NOMEM_H
#define RECLINT_LAB_NOMEM_H

#include <linux/slab.h>

static bool lab_no_memory;

#define kmalloc(size, gfp) (lab_no_memory ? NULL : (kmalloc)(size, gfp))

#endif
