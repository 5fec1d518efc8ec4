// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * reclint facts: facts as text, and back.  A text that --parse has read gives
 * the same bytes as the object it was printed from.
 */
#include "cmd/cmd.h"

#include <errno.h>
#include <string.h>

#include "base/message.h"
#include "facts/container.h"
#include "system/file.h"

enum { OWN_PARSE = 1, OWN_FILE };

static const struct own_option own[] = {
	{ "parse", true, OWN_PARSE, "FILE  read text (- for standard input) and write facts" },
	{ "o", true, OWN_FILE, "FILE  write there instead of standard output" },
	{ NULL, false, 0, NULL },
};

struct facts_command {
	const char *parse, *file;
	FILE *out;
};

static bool set_own(int val, const char *argument, void *data)
{
	struct facts_command *c = data;

	*(val == OWN_PARSE ? &c->parse : &c->file) = argument;
	return true;
}

static void print_unit(struct facts *f, const char *path, void *data)
{
	struct facts_command *c = data;

	(void)path;
	facts_print(f, c->out);
	facts_free(f);
}

static void print_error(const char *path, const char *text, void *data)
{
	(void)data;
	message("%s: %s", path, text);
}

static int print_facts(struct facts_command *c, const char *const *paths, unsigned int npaths,
		       unsigned int jobs)
{
	struct container_stats stats;
	struct output out;
	int errors;

	if (!output_open(&out, c->file))
		return STATUS_TROUBLE;
	c->out = out.file;
	errors = container_read(paths, npaths, jobs, print_unit, print_error, c, &stats);
	if (!output_close(&out))
		return STATUS_TROUBLE;
	return errors ? STATUS_TROUBLE : STATUS_CLEAN;
}

static int parse_facts(const struct facts_command *c)
{
	FILE *in = strcmp(c->parse, "-") ? fopen(c->parse, "re") : stdin;
	struct facts_error err;
	struct output out;
	struct facts *f;
	uint8_t *bytes;
	size_t size;
	bool ok;

	if (!in) {
		message("cannot read %s: %s", c->parse, strerror(errno));
		return STATUS_TROUBLE;
	}
	f = facts_parse(in, &err);
	if (in != stdin)
		fclose(in);
	if (!f) {
		message("%s: %s", c->parse, err.text);
		return STATUS_TROUBLE;
	}
	facts_write(f, &bytes, &size);
	facts_free(f);
	ok = output_open(&out, c->file);
	if (ok) {
		fwrite(bytes, 1, size, out.file);
		ok = output_close(&out);
	}
	free(bytes);
	return ok ? STATUS_CLEAN : STATUS_TROUBLE;
}

int cmd_facts(int argc, char **argv)
{
	struct facts_command c = { NULL, NULL, NULL };
	struct options o;
	int first, status;

	options_init(&o);
	first = options_parse(&o, argc, argv, OPTIONS_JOBS, own, set_own, &c);
	if (first < 0)
		status = first == OPTIONS_HELP ? STATUS_CLEAN : STATUS_TROUBLE;
	else if (c.parse && first == argc)
		status = parse_facts(&c);
	else if (c.parse || first == argc) {
		message("facts needs either PATHs or --parse; see reclint facts --help");
		status = STATUS_TROUBLE;
	} else {
		status = print_facts(&c, (const char *const *)argv + first,
				     (unsigned int)(argc - first), o.jobs);
	}
	options_release(&o);
	return status;
}
