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
/* Class set: what the author of the function says that its callers hold; "struct tag.field" and globals only. */
uint32_t contract_claims(struct solver *s, uint32_t node);
/* Class of the lock under which this store must be, and the field in *field; CLASS_UNKNOWN: any. */
uint32_t contract_guard(struct walk *w, const struct state *st, uint32_t event, uint32_t *field);

/* Before anybody asks for them: globals that contracts name. */
void contracts_name_locks(struct solver *s);
/* Before solve(): locks that contracts speak of are worth knowing, whoever else takes them. */
void contracts_track_locks(struct solver *s);

#endif
