// SPDX-License-Identifier: GPL-2.0-or-later
/* reclint report: findings that are there already, in another form. */
#include "cmd/base.h"
#include "cmd/judge.h"
#include "cmd/load.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/message.h"
#include "report/read.h"

/* is_last_scan: what was said of it since then counts as well. */
static int judge_and_report(struct result *r, const struct options *o, bool is_last_scan)
{
	char *base = xasprintf("%s/base", o->output);
	int status = STATUS_TROUBLE;
	struct base_meta meta;
	struct judge judge;

	base_meta_read(&meta, base);
	if (judge_open(&judge, o) && (!is_last_scan || base_meta_is_good(&meta))) {
		judge.tree = is_last_scan ? meta.tree : NULL;
		status = report_result(r, o, judge_result(&judge, r, NULL));
	}
	judge_close(&judge);
	base_meta_release(&meta);
	free(base);
	return status;
}

int cmd_report(int argc, char **argv)
{
	struct options o;
	struct arena arena = { NULL };
	struct result *r;
	char *path;
	int first, status = STATUS_TROUBLE;

	options_init(&o);
	first = options_parse(&o, argc, argv,
			      OPTIONS_REPORT | OPTIONS_JUDGE | OPTIONS_FORMAT | OPTIONS_CHECKPATCH | OPTIONS_OUTPUT,
			      NULL, NULL, NULL);
	if (first == OPTIONS_HELP) {
		status = STATUS_CLEAN;
	} else if (first != OPTIONS_WRONG && argc - first > 1) {
		message("report takes one FILE; see reclint report --help");
	} else if (first != OPTIONS_WRONG) {
		path = first < argc ? xstrdup(argv[first]) : xasprintf("%s/findings.json", o.output);
		r = result_read(&arena, path);
		if (r)
			status = judge_and_report(r, &o, first == argc);
		free(path);
	}
	arena_release(&arena);
	options_release(&o);
	return status;
}
