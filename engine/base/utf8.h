/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Is it text that JSON, XML and mails can hold?  Names of files and what patches bring may be anything. */
#ifndef RECLINT_BASE_UTF8_H
#define RECLINT_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>

bool is_utf8(const char *text, size_t n);

#endif
