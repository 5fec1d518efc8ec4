// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The lock table: a line for each lock class, then one for each callback that
 * takes it.
 *
 *	struct amdgpu_device.notifier_lock	held over reclaim: 2 sites
 *	    reclaim  depth 1  blocking  mmu_interval_notifier_ops.invalidate = f
 */
#include "report/finding.h"

void report_locks_text(const struct lock_table *t, FILE *out)
{
	for (unsigned int i = 0; i < t->nrows; i++) {
		const struct lock_row *row = &t->rows[i];

		fprintf(out, "%s", row->lock);
		if (row->held_over_reclaim)
			fprintf(out, "  held over reclaim: %u site%s", row->held_over_reclaim,
				row->held_over_reclaim == 1 ? "" : "s");
		putc('\n', out);
		for (unsigned int k = 0; k < row->nusers; k++) {
			const struct lock_user *u = &row->users[k];

			fprintf(out, "    %-8s depth %-2u %-8s %s\n", u->context, u->depth,
				u->blocking ? "blocking" : "trylock", u->entry);
		}
	}
	fprintf(out, "%u lock%s\n", t->nrows, t->nrows == 1 ? "" : "s");
}
