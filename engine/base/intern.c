// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/intern.h"

#include <string.h>

void intern_init(struct intern *in)
{
	keymap_init(&in->keys);
}

void intern_release(struct intern *in)
{
	keymap_release(&in->keys);
}

uint32_t intern_id(struct intern *in, const char *s)
{
	return keymap_id(&in->keys, s, strlen(s), NULL);
}

uint32_t intern_find(const struct intern *in, const char *s)
{
	return keymap_find(&in->keys, s, strlen(s));
}

const char *intern_text(const struct intern *in, uint32_t id)
{
	return keymap_key(&in->keys, id, NULL);
}

uint32_t intern_count(const struct intern *in)
{
	return in->keys.n;
}
