// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The section: one record, last in the assembly output.
 *
 * SECTION_EXCLUDE lets the final link drop it while `ld -r` keeps it;
 * SECTION_DEBUG keeps it out of memory.  Nothing else refers to it, so code and
 * data are what they would be without.
 */
#include "gcc-api.h"
#include "reclint.h"

void rl_emit(struct rl_unit *u)
{
	uint8_t *bytes;
	size_t size;

	if (!asm_out_file)
		return;
	facts_write(u->facts, &bytes, &size);
	switch_to_section(get_section(FACTS_SECTION, SECTION_DEBUG | SECTION_EXCLUDE, NULL));
	assemble_string((const char *)bytes, size);
	free(bytes);
}
