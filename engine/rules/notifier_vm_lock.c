// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * notifier-vm-lock: an invalidate callback waits for a lock that whoever calls
 * it may hold: mmap_lock or the per-VMA lock, i_mmap_rwsem, the anon_vma lock,
 * a folio lock.  set_page_dirty_lock(), unpin_user_pages_dirty_lock(), GUP and
 * user copies take one of them.
 *
 *	bad	set_page_dirty_lock(page);	good	set_page_dirty(page);
 *
 * Silent for trylocks, and for what only RELEASE reaches (no lock is held then).
 */
#include "rules/rule.h"

#include <string.h>

/* Held by the mm around callbacks. */
static bool is_vm_role(const char *role)
{
	static const char *const roles[] = { "mmap_lock", "i_mmap_rwsem", "anon_vma", "folio" };

	for (unsigned int i = 0; role && i < sizeof(roles) / sizeof(*roles); i++)
		if (!strcmp(role, roles[i]))
			return true;
	return false;
}

static const char *const in_reclaim[] = { "reclaim", NULL };

static bool matches(struct reporter *r, const struct act *act, uint32_t node)
{
	const struct effect *e = &act->effect;

	const char *role;

	(void)node;
	if (e->kind == EFFECT_FAULT)
		return true;
	if (e->flags & (EF_TRY | EF_SYMBOLIC))
		return false;
	role = r->s->locks.at.at[e->what].role;
	/* the folio lock is held by who takes pages away, not by munmap and the like */
	return is_vm_role(role) && (strcmp(role, "folio") || entry_is_in(r, act, in_reclaim));
}

static const char *message(struct reporter *r, const char *callee, const struct effect *e, const char *callback)
{
	const char *role = e->kind == EFFECT_ACQUIRE ? r->s->locks.at.at[e->what].role : "mmap_lock";

	if (!strcmp(role, "folio"))
		role = "the folio lock";
	return arena_printf(r->arena, "'%s' may wait for %s, which is held around invalidate callback '%s'",
			    callee, role, callback);
}

static const char *const fixes[] = {
	"the variant that does not lock (set_page_dirty() while the page is still mapped), or a trylock",
	"leave it to a work item",
	NULL,
};

void rule_notifier_vm_lock(struct reporter *r);
void rule_notifier_vm_lock(struct reporter *r)
{
	static const char *const contexts[] = { "reclaim", "mm", NULL };
	static const struct act_query q = {
		.rule = "notifier-vm-lock", .contexts = contexts, .kinds = 1 << EFFECT_ACQUIRE | 1 << EFFECT_FAULT,
		.matches = matches, .message = message, .fixes = fixes,
	};

	report_acts(r, &q);
}
