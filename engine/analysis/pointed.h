/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Locks behind a pointer: struct x { struct mutex *lock; }, set from &dev->lock by
 * whoever makes an x, perhaps through x_init(x, &dev->lock).  Where everything that
 * is ever stored in such a field is a lock of one class, the field stands for it.
 * Of locks that spin nothing is asked.
 */
#ifndef RECLINT_ANALYSIS_POINTED_H
#define RECLINT_ANALYSIS_POINTED_H

struct solver;

/* Once classes are split (track.c), before anything is told by its class. */
void pointed_find(struct solver *s);

#endif
