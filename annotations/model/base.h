/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * What the declarations of the model are made of: the scalar types they use,
 * and forward declarations.  No kernel header is included anywhere: a name of
 * the model is matched by text, a parameter by its number.
 */
#ifndef RECLINT_MODEL_BASE_H
#define RECLINT_MODEL_BASE_H

#include "vocabulary.h"

#ifndef __bool_true_false_are_defined
# define bool _Bool
#endif

typedef __SIZE_TYPE__ size_t;
typedef long ssize_t;
typedef long long loff_t;
typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long long u64;
typedef int s32;
typedef long long s64;
typedef unsigned int gfp_t, slab_flags_t, fmode_t, umode_t, blk_opf_t, vm_fault_t, dev_t, xa_mark_t, __wsum, iov_iter_extraction_t, depot_stack_handle_t;
typedef int clockid_t, pci_power_t;
typedef unsigned long pgprot_t, pgd_t, p4d_t, pud_t, pmd_t, pte_t, swp_entry_t, vm_flags_t;
typedef u64 dma_addr_t, phys_addr_t, resource_size_t, pfn_t;
typedef s64 ktime_t;
typedef struct { int counter; } atomic_t;
typedef struct { long counter; } atomic64_t;
typedef atomic64_t atomic_long_t;
typedef struct refcount_struct refcount_t;
typedef struct { unsigned long bits; } nodemask_t;

/* Passed by value. */
struct xa_limit { u32 max, min; };

/* Locks that a function takes and whose object is no parameter of it. */
#define RL_FOLIO_LOCK		__rl_acquires("struct folio.flags", "folio", "write")
#define RL_FOLIO_UNLOCK		__rl_releases("struct folio.flags", "folio")
#define RL_I_MMAP_READ		__rl_acquires("struct address_space.i_mmap_rwsem", "rwsem", "read")
#define RL_I_MMAP_UNLOCK	__rl_releases("struct address_space.i_mmap_rwsem", "rwsem")

/* A grace period of parameter 1. */
#define RL_SRCU_SYNC		__rl_acquires(1, "srcu", "write") __rl_releases(1, "srcu")

#endif
