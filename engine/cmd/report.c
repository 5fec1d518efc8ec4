// SPDX-License-Identifier: GPL-2.0-or-later
/* reclint report: findings that are there already, in another form. */
#include "cmd/judge.h"
#include "cmd/load.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/message.h"
#include "report/read.h"

int cmd_report(int argc, char **argv)
{
	struct options o;
	struct arena arena = { NULL };
	struct judge judge;
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
		if (r && judge_open(&judge, &o))
			status = report_result(r, &o, judge_result(&judge, r, NULL));
		if (r)
			judge_close(&judge);
		free(path);
	}
	arena_release(&arena);
	options_release(&o);
	return status;
}
