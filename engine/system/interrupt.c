// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/interrupt.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <unistd.h>

#include "base/message.h"

enum { MAX_TEMPORARY = 8 };

static volatile sig_atomic_t signal_came;
static volatile pid_t child_group;
static const char *volatile temporary[MAX_TEMPORARY];

/* Only async-signal-safe calls from here on down to handle(). */
static void remove_temporary(void)
{
	for (int i = 0; i < MAX_TEMPORARY; i++)
		if (temporary[i] && unlink(temporary[i]) < 0)
			rmdir(temporary[i]);
}

static void end_by(int sig)
{
	struct sigaction dfl = { .sa_handler = SIG_DFL };
	sigset_t set;

	remove_temporary();
	sigaction(sig, &dfl, NULL);
	sigemptyset(&set);
	sigaddset(&set, sig);
	sigprocmask(SIG_UNBLOCK, &set, NULL);
	raise(sig);
	_exit(128 + sig);
}

static void handle(int sig)
{
	int saved = errno;

	signal_came = sig;
	if (!child_group)
		end_by(sig);
	kill(-child_group, sig);
	errno = saved;
}

void interrupt_catch(void)
{
	static const int signals[] = { SIGINT, SIGTERM, SIGHUP };
	struct sigaction action = { .sa_handler = handle }, old;

	sigemptyset(&action.sa_mask);
	for (size_t i = 0; i < sizeof(signals) / sizeof(*signals); i++) {
		/* Who was started with a signal ignored (nohup) keeps it so. */
		if (sigaction(signals[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN)
			sigaction(signals[i], &action, NULL);
	}
}

void interrupt_child(pid_t group)
{
	child_group = group;
}

bool interrupt_came(void)
{
	return signal_came != 0;
}

void interrupt_end(const char *text)
{
	message("%s", text);
	end_by(signal_came ? signal_came : SIGINT);
	_exit(2);
}

void interrupt_temporary(const char *path)
{
	for (int i = 0; i < MAX_TEMPORARY; i++) {
		if (!temporary[i]) {
			temporary[i] = path;
			return;
		}
	}
	BUG("more than %d temporary files at a time", MAX_TEMPORARY);
}

void interrupt_forget(const char *path)
{
	for (int i = 0; i < MAX_TEMPORARY; i++)
		if (temporary[i] == path)
			temporary[i] = NULL;
}
