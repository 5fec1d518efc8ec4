/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * The names of the kernel's context analysis (Clang, 7.x), which are empty under
 * GCC: with the reclint plugin they are contracts, checked across functions and
 * files.  For a compilation as it is: KCFLAGS="-include .../reclint-context.h".
 *
 *	void foo_update(struct foo *f) __must_hold(&f->lock);
 *	struct foo { struct mutex lock; int users __guarded_by(&lock); };
 *
 * The lock is an expression over the parameters, or a global.  What is taken and
 * dropped inside, and under which condition, reclint sees for itself: of
 * __releases() only that callers hold the lock, of __acquires() nothing.
 * What later kernels define and earlier ones lack is here for all.
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
#  define __rl_guard(LOCK)	__rl_guarded_by(#LOCK)
# endif
#endif
#ifndef __rl_pragma
# define __rl_pragma(...)
# define __rl_guard(LOCK)
#endif

#undef __must_hold
#undef __must_hold_shared
#undef __must_not_hold
#undef __releases
#undef __releases_shared
#undef __acquires
#undef __acquires_shared
#undef __cond_acquires
#undef __cond_acquires_shared
#undef __guarded_by
#undef __pt_guarded_by

#define __must_hold(LOCK)			__rl_pragma(reclint must_hold LOCK)
#define __must_hold_shared(LOCK)		__rl_pragma(reclint must_hold LOCK)
#define __must_not_hold(LOCK)			__rl_pragma(reclint must_not_hold LOCK)
#define __releases(LOCK)			__rl_pragma(reclint must_hold LOCK)
#define __releases_shared(LOCK)			__rl_pragma(reclint must_hold LOCK)
#define __acquires(...)
#define __acquires_shared(...)
#define __cond_acquires(...)
#define __cond_acquires_shared(...)
#define __guarded_by(LOCK)			__rl_guard(LOCK)
#define __pt_guarded_by(LOCK)

#endif

#endif
