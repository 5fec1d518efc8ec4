/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Shrinkers and the other callbacks of the allocator.  Shrinkers run under
 * fs_reclaim, for NOFS and NOIO allocations too (sc->gfp_mask, parameter 2, is
 * then without __GFP_FS or __GFP_IO; with direct reclaim always).  In 6.1 the
 * caller owns struct shrinker; 6.12 hands out pointers and the callbacks are
 * stored at run time, in the same fields.
 */
#ifndef RECLINT_MODEL_SHRINKER_H
#define RECLINT_MODEL_SHRINKER_H

#include "base.h"

#define RL_SHRINK								\
	__rl_entry("shrinker")							\
	__rl_given("shrinker", 2, "gfp_mask", "&", "__GFP_DIRECT_RECLAIM")	\
	__rl_entry("shrinker_nofs")						\
	__rl_given("shrinker_nofs", 2, "gfp_mask", "&", "__GFP_DIRECT_RECLAIM")	\
	__rl_given("shrinker_nofs", 2, "gfp_mask", "!&", "__GFP_FS")		\
	__rl_given("shrinker_nofs", 2, "gfp_mask", "&", "__GFP_IO")		\
	__rl_entry("shrinker_noio")						\
	__rl_given("shrinker_noio", 2, "gfp_mask", "&", "__GFP_DIRECT_RECLAIM")	\
	__rl_given("shrinker_noio", 2, "gfp_mask", "!&", "__GFP_FS")		\
	__rl_given("shrinker_noio", 2, "gfp_mask", "!&", "__GFP_IO")

/* ---- shrinkers ---- */

/* linux/oom.h */
int register_oom_notifier(struct notifier_block *) __rl_registers(1, "notifier_call", "oom_notifier") __rl_sleeps();	/* under oom_lock; the chain's rwsem for write */
int unregister_oom_notifier(struct notifier_block *) __rl_sleeps();	/* the chain's rwsem for write: waits for running callbacks */

/* linux/shrinker.h */
void free_prealloced_shrinker(struct shrinker *) __rl_no_effect() __rl_despite("sleeps", "down_write") __rl_before("6.12");	/* frees what nobody can call yet, but for the memcg map under shrinker_rwsem */
void shrinker_free(struct shrinker *) __rl_waits(1, "shrinker") __rl_since("6.2");	/* for this one */
void shrinker_register(struct shrinker *) __rl_allocates_with("GFP_KERNEL") __rl_since("6.2");	/* debugfs, under shrinker_mutex; 6.7 and later walk shrinkers under RCU */
void synchronize_shrinkers(void) __rl_waits("shrinker_rwsem", "shrinker") __rl_before("6.12");	/* shrinker_rwsem for write, and drops it */
void unregister_shrinker(struct shrinker *) __rl_waits(1, "shrinker") __rl_before("6.12");	/* any shrinker, not only this one */

/* linux/shrinker.h: GFP_KERNEL: counters, memcg maps */
int prealloc_shrinker(struct shrinker *, const char *, ...) __rl_allocates_with("GFP_KERNEL") __rl_before("6.12");
struct shrinker *shrinker_alloc(unsigned int, const char *, ...) __rl_allocates_with("GFP_KERNEL") __rl_since("6.2");

/* linux/shrinker.h: GFP_KERNEL: the name, debugfs; shrinker_rwsem */
int shrinker_debugfs_add(struct shrinker *) __rl_allocates_with("GFP_KERNEL");
int shrinker_debugfs_rename(struct shrinker *, const char *, ...) __rl_allocates_with("GFP_KERNEL");

/* linux/shrinker.h: from any reclaim, for NOFS and NOIO allocations, too */
struct shrinker {
	unsigned long (*count_objects)(struct shrinker *, struct shrink_control *) RL_SHRINK;
	unsigned long (*scan_objects)(struct shrinker *, struct shrink_control *) RL_SHRINK;
};

/* linux/shrinker.h: shrinker_rwsem for write: waits for any running shrinker */
int register_shrinker(struct shrinker *, const char *, ...) __rl_allocates_with("GFP_KERNEL") __rl_waits(1, "shrinker") __rl_before("6.12");
void register_shrinker_prepared(struct shrinker *) __rl_waits(1, "shrinker") __rl_allocates_with("GFP_KERNEL") __rl_before("6.12");

/* linux/vmalloc.h */
int register_vmap_purge_notifier(struct notifier_block *) __rl_registers(1, "notifier_call", "oom_notifier") __rl_sleeps();	/* from vmalloc, without PF_MEMALLOC; the chain's rwsem for write */
int unregister_vmap_purge_notifier(struct notifier_block *) __rl_sleeps();	/* the chain's rwsem for write: waits for running callbacks */

#endif
