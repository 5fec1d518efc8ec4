// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/message.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

/* One fwrite, so that lines of several threads or processes do not mix. */
static void print_line(const char *head, const char *fmt, va_list ap)
{
	char line[4096];
	int at = snprintf(line, sizeof(line), "reclint: %s", head);
	int n = vsnprintf(line + at, sizeof(line) - at - 1, fmt, ap);

	if (n > 0)
		at += n;
	if (at > (int)sizeof(line) - 2)
		at = sizeof(line) - 2;
	for (int i = 0; i < at; i++)
		if ((unsigned char)line[i] < ' ')
			line[i] = ' ';
	line[at++] = '\n';
	fwrite(line, 1, at, stderr);
	fflush(stderr);
}

void message(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	print_line("", fmt, ap);
	va_end(ap);
}

void message_bug(const char *file, int line, const char *fmt, ...)
{
	char head[256];
	va_list ap;

	snprintf(head, sizeof(head), "bug at %s:%d: ", file, line);
	va_start(ap, fmt);
	print_line(head, fmt, ap);
	va_end(ap);
	abort();
}
