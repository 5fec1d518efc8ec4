/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Messages to the person at the terminal, and the end of the program when it
 * finds itself wrong.
 *
 * Trouble with input or environment is a line on stderr, printed once by
 * whoever understands it; trouble with reclint itself is BUG(), which aborts.
 */
#ifndef RECLINT_BASE_MESSAGE_H
#define RECLINT_BASE_MESSAGE_H

/* Prints "reclint: ..." as exactly one line; lower case, no full stop. */
void message(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

void message_bug(const char *file, int line, const char *fmt, ...)
	__attribute__((format(printf, 3, 4), noreturn, cold));

/* The violated condition in words: BUG("block %u has no default edge", b). */
#define BUG(...)	message_bug(__FILE__, __LINE__, __VA_ARGS__)

/* if (wrong) BUG(...), as one statement. */
#define BUG_ON(wrong, ...)					\
	do {							\
		if (__builtin_expect(!!(wrong), 0))		\
			BUG(__VA_ARGS__);			\
	} while (0)

#endif
