// SPDX-License-Identifier: GPL-2.0-or-later
/* reclint analyze: facts in, findings out. */
#include "cmd/base.h"
#include "cmd/judge.h"
#include "cmd/load.h"

#include "base/message.h"

int cmd_analyze(int argc, char **argv)
{
	struct options o;
	struct base_meta meta;
	struct judge judge;
	struct result r;
	struct analysis *a;
	int first, errors, status = STATUS_TROUBLE;

	options_init(&o);
	first = options_parse(&o, argc, argv, OPTIONS_ANALYSIS | OPTIONS_REPORT | OPTIONS_JUDGE | OPTIONS_FORMAT |
			      OPTIONS_CHECKPATCH, NULL, NULL, NULL);
	if (first < 0) {
		options_release(&o);
		return first == OPTIONS_HELP ? STATUS_CLEAN : STATUS_TROUBLE;
	}
	if (first == argc) {
		message("analyze needs at least one PATH; see reclint analyze --help");
		options_release(&o);
		return STATUS_TROUBLE;
	}
	/* Facts that a scan left say which kernel they are of. */
	base_meta_beside(&meta, argv[first]);
	if (!o.analysis.kernel)
		o.analysis.kernel = meta.kernel;
	o.config = meta.config;
	a = analysis_new(&o.analysis);
	if (judge_open(&judge, &o) && base_meta_is_good(&meta) && load_model(a, &o)) {
		errors = load_paths(a, &o, (const char *const *)argv + first,
				    (unsigned int)(argc - first), NULL, NULL, NULL);
		analysis_run(a);
		r = result_of(a, &o);
		errors += judge_result(&judge, &r, a);
		status = report_result(&r, &o, errors);
	}
	judge_close(&judge);
	analysis_free(a);
	base_meta_release(&meta);
	options_release(&o);
	return status;
}
