/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What authors say in the source about their own functions and fields
 * (annotations/reclint.h), as far as paths are checked against it.  Of the
 * model's own entries nothing is asked: these are the kernel's affair.
 */
#ifndef RECLINT_ANALYSIS_CONTRACT_H
#define RECLINT_ANALYSIS_CONTRACT_H

#include "analysis/walk.h"

/* The contract of the node's function, or of what an event calls, if its author wrote one; else NULL. */
const struct model_function *contract_of(const struct solver *s, uint32_t node);
const struct model_function *contract_called(const struct solver *s, uint32_t node, uint32_t event);
/*
 * Class set: what the author of the function says that its callers hold, of that
 * only what they hold exclusively; "struct tag.field" and globals only.
 */
uint32_t contract_claims(struct solver *s, uint32_t node, bool is_exclusive);
/*
 * Does the clause of a called function want its callers to hold a lock?  *arg: which
 * argument is the lock; *mode: "write", "read", or "" for any, which the body takes for "write".
 */
bool contract_needs(const struct model_clause *cl, unsigned int *arg, const char **mode);
/* Does the author let nobody ask about the function, or about what is done in that line of it? */
bool contract_is_unchecked(const struct solver *s, uint32_t node, uint32_t event);

/* An access to something that a lock guards. */
struct guarded {
	uint32_t class;		/* of the lock */
	uint32_t field, variable;	/* that carries the contract; the other is NONE */
	uint32_t address;	/* of what is accessed */
	bool is_write, is_pointee;
};

/* Is the event one, and has the function no better right to it than others? */
bool contract_guarded(struct walk *w, const struct state *st, uint32_t event, struct guarded *g);
/* Does the program contain any contract of an author, on a function or a guarded field? */
bool contracts_exist(const struct solver *s);

/* Before anybody asks for them: globals that contracts name. */
void contracts_name_locks(struct solver *s);
/* Before solve(): locks that contracts speak of are worth knowing, whoever else takes them. */
void contracts_track_locks(struct solver *s);

#endif
