/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Ctrl-C and its relatives: a child at work is told and waited for, files half
 * written are removed, and the program ends by the same signal, so that a
 * shell sees status 130.
 *
 * Between interrupt_catch() and the end, a signal while a child runs only sets
 * a flag: interrupt_end() then finishes what the handler could not do.
 */
#ifndef RECLINT_SYSTEM_INTERRUPT_H
#define RECLINT_SYSTEM_INTERRUPT_H

#include <stdbool.h>
#include <sys/types.h>

void interrupt_catch(void);

/* The process group that a signal is passed on to; 0: none. */
void interrupt_child(pid_t group);
/* A signal came while a child was running. */
bool interrupt_came(void);
/* Say `text` on stderr and end by the signal that came. */
void interrupt_end(const char *text) __attribute__((noreturn));

/* This file, or empty directory, is removed when a signal ends the program, in this order; path stays the caller's. */
void interrupt_temporary(const char *path);
void interrupt_forget(const char *path);

#endif
