/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Replay's verdicts on findings: made, and kept where reports look for them.
 *
 * A verdict is about all places of a finding.  Confirmed: one of them is;
 * refuted: all are.  It holds as long as the finding's programs stay what they
 * were (replay_hash()), which the history of the tree remembers; OUTPUT/findings.json
 * has the verdict alone.
 */
#ifndef RECLINT_CMD_REPLAYED_H
#define RECLINT_CMD_REPLAYED_H

#include "cmd/cmd.h"
#include "history/history.h"
#include "replay/run.h"

struct analysis;

struct replayed {
	bool is_replayed;		/* else why */
	char *why;			/* the caller's; NULL */
	enum replay_verdict verdict;
	const struct site *site;	/* the one that is told; NULL: where the finding stands */
	unsigned int nplaces;
	struct replay_program program;	/* what is told; released with the rest */
	struct replay_result result;
};

/* Stops at the first place that is confirmed.  Bounded by the time that one program may take. */
void replayed_run(struct analysis *a, const struct finding *f, const struct replay_bounds *b,
		  enum replay_engine engine, struct replayed *r);
void replayed_release(struct replayed *r);

/* For history_apply(): data is the analysis. */
bool replayed_programs(const struct finding *f, char hex[33], void *data);

/*
 * Into the findings.json and the report.html of the last scan, and into the history
 * of its tree unless there is none.  False after a message: nothing is half-written.
 */
bool replayed_store(const struct options *o, const char *tree, const struct history_replay *list, unsigned int n);

#endif
