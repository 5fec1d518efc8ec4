// SPDX-License-Identifier: GPL-2.0-or-later
/* Calls make in the kernel tree, and keeps what it says in a log. */
#include "kbuild/kbuild.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/message.h"
#include "system/file.h"
#include "system/interrupt.h"
#include "system/process.h"

struct make_run {
	struct kbuild *kbuild;
	FILE *log;
	make_line_fn *line;
	void *data;
};

/* The log may be on the disk that is full, so this is kept in memory. */
static void note_reason(struct kbuild *k, const char *line)
{
	bool full = strstr(line, "No space left on device") != NULL;

	if (!full && (k->reason || !(strstr(line, "rror:") || strstr(line, "not found") ||
				     strstr(line, "*** "))))
		return;
	if (full && k->disk_full)
		return;
	k->disk_full |= full;
	free(k->reason);
	k->reason = xstrdup(line + strspn(line, " \t"));
}

static void take_line(const char *line, void *data)
{
	struct make_run *r = data;

	if (line) {
		note_reason(r->kbuild, line);
		if (r->log)
			fprintf(r->log, "%s\n", line);
	}
	if (r->line)
		r->line(line, r->data);
}

void make_log_start(struct kbuild *k, const char *name)
{
	free(k->log);
	k->log = xasprintf("%s/.reclint/%s.log", k->build, name);
	unlink(k->log);
	free(k->reason);
	k->reason = NULL;
}

int make_run(struct kbuild *k, const char *const *arguments, const char *const *environment,
	     make_line_fn *line, void *data)
{
	struct make_run run = { .kbuild = k, .line = line, .data = data };
	ARRAY(const char *) argv = { 0 };
	char *output = xasprintf("O=%s", k->build);
	char *jobs = xasprintf("-j%u", k->jobs);
	const char *const first[] = {
		"make", "-C", k->tree, output, jobs, "--no-print-directory", "CC=" RECLINT_CC,
	};
	int status;

	for (size_t i = 0; i < sizeof(first) / sizeof(*first); i++)
		array_push(&argv, first[i]);
	for (; *arguments; arguments++)
		array_push(&argv, *arguments);
	array_push(&argv, NULL);

	run.log = fopen(k->log, "ae");
	status = process_run(&(struct process){
		.argv = argv.at, .environment = environment, .line = take_line, .data = &run,
	});
	if (run.log)
		fclose(run.log);
	array_release(&argv);
	free(jobs);
	free(output);
	if (interrupt_came())
		interrupt_end("interrupted; the next run continues from here");
	return status;
}

const char *make_reason(const struct kbuild *k)
{
	return k->reason ? k->reason : "make failed";
}

static bool is_error_in(const char *line, const char *source)
{
	const char *error = strstr(line, "error: "), *name = strstr(line, source);

	return error && name && name < error;
}

char *make_error_of(const struct kbuild *k, const char *source)
{
	char *text = file_read(k->log, NULL), *error = NULL, *next;

	for (char *line = text; line && !error; line = next) {
		next = strchr(line, '\n');
		if (next)
			*next++ = '\0';
		if (is_error_in(line, source))
			error = xstrdup(strstr(line, "error: ") + strlen("error: "));
	}
	free(text);
	return error;
}
