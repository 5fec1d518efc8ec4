// SPDX-License-Identifier: GPL-2.0-or-later
/* reclint: finds the subcommand and runs it. */
#include "cmd/cmd.h"

#include <malloc.h>
#include <string.h>

#include "base/message.h"
#include "base/version.h"

struct command {
	const char *name;
	int (*run)(int argc, char **argv);
	const char *summary;
};

static const struct command commands[] = {
#define X(name, arguments, summary) { #name, cmd_##name, summary },
	COMMANDS(X)
#undef X
};

#define for_each_command(c) \
	for (const struct command *c = commands; c < commands + sizeof(commands) / sizeof(*commands); c++)

static void help(FILE *out)
{
	fputs("usage: reclint COMMAND [OPTION...] [ARGUMENT...]\n\n"
	      "Finds deadlocks between memory reclaim and mmu-notifier callbacks in Linux kernel code.\n\n",
	      out);
	for_each_command(c)
		fprintf(out, "  %-9s %s\n", c->name, c->summary);
	fputs("\n'reclint COMMAND --help' tells more.  Exit status: 0 nothing found, 1 findings,\n"
	      "2 could not do all of the work.\n", out);
}

/* Output that could not be written is trouble, whatever was found. */
static int close_stdout(int status)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return status;
	message("cannot write to standard output: %m");
	return STATUS_TROUBLE;
}

int main(int argc, char **argv)
{
	if (argc < 2) {
		help(stderr);
		return STATUS_TROUBLE;
	}
	if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h") || !strcmp(argv[1], "help")) {
		help(stdout);
		return close_stdout(STATUS_CLEAN);
	}
	if (!strcmp(argv[1], "--version")) {
		printf("reclint %s\n", RECLINT_VERSION);
		return close_stdout(STATUS_CLEAN);
	}
	/*
	 * A walk over a function takes memory and gives it back, a hundred thousand
	 * times: kept by the process, the kernel need not clear it each time.
	 */
	mallopt(M_MMAP_THRESHOLD, 64 << 20);
	mallopt(M_TRIM_THRESHOLD, 512 << 20);
	for_each_command(c)
		if (!strcmp(c->name, argv[1]))
			return close_stdout(c->run(argc - 1, argv + 1));
	message("unknown command '%s'; see reclint --help", argv[1]);
	return STATUS_TROUBLE;
}
