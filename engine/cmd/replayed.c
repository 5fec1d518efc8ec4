// SPDX-License-Identifier: GPL-2.0-or-later
#include "cmd/replayed.h"

#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/memory.h"
#include "base/message.h"
#include "cmd/judge.h"
#include "cmd/load.h"
#include "report/read.h"
#include "scenario/scenario.h"

/* ---- places ------------------------------------------------------------------------ */

/* The finding as it is told at one of its sites; chains is where its chains go. */
static struct finding stand_at(const struct finding *f, const struct site *s, struct arena *a)
{
	struct finding there = *f;

	there.chains = arena_memdup(a, f->chains, f->nchains * sizeof(*f->chains));
	finding_stand_at(&there, s);
	return there;
}

static bool is_where_it_stands(const struct finding *f, const struct site *s)
{
	return f->line == s->line && f->column == s->column && s->file && !strcmp(f->file, s->file) &&
	       f->function && s->function && !strcmp(f->function, s->function);
}

/* The next after this number that is another place; nsites: none. */
static unsigned int next_site(const struct finding *f, unsigned int i)
{
	while (i < f->nsites && (is_where_it_stands(f, &f->sites[i]) || !f->sites[i].chain.nsteps))
		i++;
	return i;
}

/* ---- programs ---------------------------------------------------------------------- */

static bool hash_program(struct analysis *a, const struct finding *f, uint64_t hash[2])
{
	struct replay_program p;
	char *why = NULL;
	bool ok;

	replay_program_init(&p);
	ok = scenario_build(a, f, &p, &why);
	if (ok)
		replay_hash(&p, hash);
	else
		hash_content(why, strlen(why), hash);
	free(why);
	replay_program_release(&p);
	return ok;
}

bool replayed_programs(const struct finding *f, char hex[33], void *data)
{
	struct arena arena = { NULL };
	uint64_t all[2], one[4];
	bool any = hash_program(data, f, all);

	for (unsigned int i = next_site(f, 0); i < f->nsites; i = next_site(f, i + 1)) {
		struct finding there = stand_at(f, &f->sites[i], &arena);

		memcpy(one, all, sizeof(all));
		any |= hash_program(data, &there, one + 2);
		hash_content(one, sizeof(one), all);
	}
	fingerprint_to_hex(all, hex);
	arena_release(&arena);
	return any;
}

/* ---- running ----------------------------------------------------------------------- */

static void run_place(struct analysis *a, const struct finding *f, const struct replay_bounds *b,
		      enum replay_engine engine, struct replayed *r)
{
	*r = (struct replayed){ .verdict = REPLAY_UNDECIDED };
	replay_program_init(&r->program);
	replay_result_init(&r->result);
	r->is_replayed = scenario_build(a, f, &r->program, &r->why) &&
			 replay_run(&r->program, b, engine, &r->result, &r->why);
	r->verdict = r->result.verdict;
}

void replayed_release(struct replayed *r)
{
	replay_result_release(&r->result);
	replay_program_release(&r->program);
	free(r->why);
}

/* Of two places the one that says more: confirmed, then undecided, then what cannot be replayed. */
static int weight(const struct replayed *r)
{
	if (!r->is_replayed)
		return 1;
	return r->verdict == REPLAY_CONFIRMED ? 3 : r->verdict == REPLAY_UNDECIDED ? 2 : 0;
}

void replayed_run(struct analysis *a, const struct finding *f, const struct replay_bounds *b,
		  enum replay_engine engine, struct replayed *r)
{
	struct replay_bounds left = *b;
	struct arena arena = { NULL };
	double used;

	run_place(a, f, b, engine, r);
	used = r->result.seconds;
	r->nplaces = 1;
	for (unsigned int i = next_site(f, 0); i < f->nsites && r->verdict != REPLAY_CONFIRMED; i = next_site(f, i + 1)) {
		struct finding there = stand_at(f, &f->sites[i], &arena);
		unsigned int nplaces = r->nplaces + 1;
		struct replayed other;

		left.milliseconds = used * 1000 + 1 < b->milliseconds ? b->milliseconds - (uint32_t)(used * 1000) : 1;
		run_place(a, &there, &left, engine, &other);
		used += other.result.seconds;
		if (weight(&other) > weight(r)) {
			replayed_release(r);
			*r = other;
			r->site = &f->sites[i];
		} else {
			replayed_release(&other);
		}
		r->nplaces = nplaces;
	}
	arena_release(&arena);
}

/* ---- keeping ------------------------------------------------------------------------- */

static bool set_verdicts(struct result *r, struct arena *a, const struct history_replay *list, unsigned int n)
{
	bool any = false;

	for (unsigned int i = 0; i < r->nfindings; i++) {
		struct finding *f = &r->findings[i];
		struct verdict v = f->verdict ? *f->verdict : (struct verdict){ NULL };
		char hex[33];

		fingerprint_to_hex(f->fingerprint, hex);
		for (unsigned int k = 0; k < n; k++) {
			if (strcmp(list[k].fingerprint, hex))
				continue;
			v.replay = list[k].verdict;
			f->verdict = v.judged || v.replay ? arena_memdup(a, &v, sizeof(v)) : NULL;
			any = true;
		}
	}
	return any;
}

static bool write_again(const struct result *r, const struct options *o, enum report_format format, const char *name)
{
	char *path = xasprintf("%s/%s", o->output, name);
	bool ok = access(path, F_OK) < 0 || report_write(r, o, format, path);

	free(path);
	return ok;
}

static bool store_result(const struct options *o, const char *tree, const struct history_replay *list, unsigned int n)
{
	char *path = xasprintf("%s/findings.json", o->output);
	struct arena arena = { NULL };
	struct options all = *o, as_scanned;
	struct result *r = result_read(&arena, path);
	bool ok = r != NULL;

	if (!all.source)
		all.source = tree;
	as_scanned = all;
	all.min = CONF_LOW;		/* what is there stays */
	if (r && set_verdicts(r, &arena, list, n))
		ok = write_again(r, &all, REPORT_json, "findings.json") &&
		     write_again(r, &as_scanned, REPORT_html, "report.html");
	arena_release(&arena);
	free(path);
	return ok;
}

bool replayed_store(const struct options *o, const char *tree, const struct history_replay *list, unsigned int n)
{
	char *path = judge_history(o, tree);
	struct history *h = NULL;
	bool ok = store_result(o, tree, list, n);

	if (path && access(path, F_OK) == 0) {
		h = history_open(path, HISTORY_WRITE);
		ok = h && history_replayed(h, list, n) && ok;
	}
	history_close(h);
	free(path);
	return ok;
}
