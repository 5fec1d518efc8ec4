/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * The names of the kernel's context analysis (Clang, 7.x), which are empty under
 * GCC: with the reclint plugin they are contracts, checked across functions and
 * files.  For a compilation as it is: KCFLAGS="-include .../reclint-context.h".
 *
 *	void foo_update(struct foo *f) __must_hold(&f->lock);
 *	struct foo { struct mutex lock; int users __guarded_by(&lock); };
 *
 * The lock is an expression over the parameters, or a global; of a field's guard
 * over the fields beside it.  All of these are claims: the analysis sees what a
 * function does, and is told where that is something else.  What later kernels
 * define and earlier ones lack is here for all.
 */
#ifndef RECLINT_CONTEXT_H
#define RECLINT_CONTEXT_H

#define RECLINT_NO_STATEMENTS
#include "reclint.h"
#undef RECLINT_NO_STATEMENTS

#if !defined(__CHECKER__) && !defined(__clang__)

#ifdef __has_attribute
# if __has_attribute(reclint)
#  define __rl_pragma(...)	_Pragma(#__VA_ARGS__)
#  define __rl_guard(VERB, ...)	__rl(VERB, #__VA_ARGS__)
# endif
#endif
#ifndef __rl_pragma
# define __rl_pragma(...)
# define __rl_guard(VERB, ...)
#endif

/*
 * Kernels before 7.x have one name for both modes.  Whoever tells them apart there
 * (the shared names are here for all) defines RECLINT_CONTEXT_MODES.
 */
#if defined(__must_hold_shared) && !defined(RECLINT_CONTEXT_MODES)
# define RECLINT_CONTEXT_MODES
#endif

#undef __must_hold
#undef __must_hold_shared
#undef __must_not_hold
#undef __acquires
#undef __acquires_shared
#undef __cond_acquires
#undef __cond_acquires_shared
#undef __releases
#undef __releases_shared
#undef __cond_releases
#undef __acquire
#undef __acquire_shared
#undef __release
#undef __release_shared
#undef __guarded_by
#undef __pt_guarded_by
#undef __no_context_analysis
#undef __context_unsafe
#undef context_unsafe

#ifdef RECLINT_CONTEXT_MODES
# define __must_hold(...)		__rl_pragma(reclint must_hold __VA_ARGS__)
# define __acquires(...)		__rl_pragma(reclint acquires __VA_ARGS__)
# define __cond_acquires(...)		__rl_pragma(reclint cond_acquires __VA_ARGS__)
# define __releases(...)		__rl_pragma(reclint releases __VA_ARGS__)
# define __cond_releases(...)		__rl_pragma(reclint cond_releases __VA_ARGS__)
#else
# define __must_hold(...)		__rl_pragma(reclint must_hold_either __VA_ARGS__)
# define __acquires(...)		__rl_pragma(reclint acquires_either __VA_ARGS__)
# define __cond_acquires(...)		__rl_pragma(reclint cond_acquires_either __VA_ARGS__)
# define __releases(...)		__rl_pragma(reclint releases_either __VA_ARGS__)
# define __cond_releases(...)		__rl_pragma(reclint cond_releases_either __VA_ARGS__)
#endif
#define __must_hold_shared(...)		__rl_pragma(reclint must_hold_shared __VA_ARGS__)
#define __must_not_hold(...)		__rl_pragma(reclint must_not_hold __VA_ARGS__)
#define __acquires_shared(...)		__rl_pragma(reclint acquires_shared __VA_ARGS__)
#define __cond_acquires_shared(...)	__rl_pragma(reclint cond_acquires_shared __VA_ARGS__)
#define __releases_shared(...)		__rl_pragma(reclint releases_shared __VA_ARGS__)
#define __guarded_by(...)		__rl_guard("guarded_by", __VA_ARGS__)
#define __pt_guarded_by(...)		__rl_guard("pt_guarded_by", __VA_ARGS__)
#define __no_context_analysis		__rl_pragma(reclint unchecked)
#define __context_unsafe(COMMENT)	__no_context_analysis
#define context_unsafe(...)		({ __VA_ARGS__; })

/* The author says that it is held. */
#ifndef __assume_ctx_lock
# define __assume_ctx_lock(LOCK)	do { (void)(LOCK); } while (0)
# define __assume_shared_ctx_lock(LOCK)	do { (void)(LOCK); } while (0)
#endif

/* Statements about locks that no compiler sees being taken or dropped. */
#define __acquire(LOCK)			__rl_pragma(reclint unseen LOCK) (void)0
#define __acquire_shared(LOCK)		__rl_pragma(reclint unseen LOCK) (void)0
#define __release(LOCK)			__rl_pragma(reclint unseen LOCK) (void)0
#define __release_shared(LOCK)		__rl_pragma(reclint unseen LOCK) (void)0

#endif

#endif
