/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The boundary to GCC: the only file that includes GCC's headers or looks at
 * its version.  Everything the plugin uses that differs between versions gets
 * a wrapper here; the rest of the plugin is written as if there were one GCC.
 *
 * GCC's headers want C++, and are not clean under -Wextra, hence the pragmas.
 */
#ifndef RECLINT_PLUGIN_GCC_H
#define RECLINT_PLUGIN_GCC_H

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-parameter"
#pragma GCC diagnostic ignored "-Wextra"
#pragma GCC diagnostic ignored "-Wpragmas"

#include "gcc-plugin.h"
#include "plugin-version.h"
#include "config.h"
#include "system.h"
#include "coretypes.h"
#include "backend.h"
#include "tree.h"
#include "gimple.h"
#include "tree-pass.h"
#include "ssa.h"
#include "cgraph.h"
#include "gimple-iterator.h"
#include "stringpool.h"
#include "attribs.h"
#include "output.h"
#include "opts.h"
#include "options.h"
#include "toplev.h"
#include "c-family/c-common.h"
#include "c-family/c-pragma.h"
#include "diagnostic-core.h"
#include "langhooks.h"
#include "file-prefix-map.h"
#include "fold-const.h"
#include "tree-dfa.h"
#include "tree-cfg.h"
#include "cfganal.h"
#include "varasm.h"
#include "context.h"
#include "tree-iterator.h"
#include "gimplify.h"

#pragma GCC diagnostic pop

#if BUILDING_GCC_VERSION < 11000
# error "reclint's plugin needs gcc 11 or newer"
#endif

/* The compiler this was built for; a plugin fits no other. */
static inline struct plugin_gcc_version *rl_built_for(void)
{
	return &gcc_version;
}

/* What -ftrivial-auto-var-init puts where a variable is declared; gcc 11 does not know that option. */
static inline bool rl_is_deferred_init(const gimple *stmt)
{
#if BUILDING_GCC_VERSION >= 12000
	return gimple_call_internal_p(stmt, IFN_DEFERRED_INIT);
#else
	(void)stmt;
	return false;
#endif
}

/* The body of `do ... while (0)`, as the parser made it; NULL: something else. */
static inline tree rl_once_body(tree stmt)
{
	return TREE_CODE(stmt) == DO_STMT && integer_zerop(DO_COND(stmt)) ? DO_BODY(stmt) : NULL_TREE;
}

static inline bool rl_is_bool(const_tree type)
{
	return TREE_CODE(type) == BOOLEAN_TYPE ||
	       (INTEGRAL_TYPE_P(type) && TYPE_PRECISION(type) == 1 && TYPE_UNSIGNED(type));
}

#endif
