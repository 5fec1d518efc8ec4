/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Strings to dense ids 0, 1, 2 ... in order of first appearance.  The text of
 * an id keeps its address until intern_release(), so equal strings of one
 * intern can be compared by pointer.  All zero is empty.
 */
#ifndef RECLINT_BASE_INTERN_H
#define RECLINT_BASE_INTERN_H

#include "base/map.h"

#define INTERN_NONE	KEYMAP_NONE

struct intern {
	struct keymap keys;
};

void intern_init(struct intern *in);
void intern_release(struct intern *in);

uint32_t intern_id(struct intern *in, const char *s);
/* INTERN_NONE: never interned. */
uint32_t intern_find(const struct intern *in, const char *s);
const char *intern_text(const struct intern *in, uint32_t id);
/* How many there are. */
uint32_t intern_count(const struct intern *in);

#endif
