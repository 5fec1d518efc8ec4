// SPDX-License-Identifier: GPL-2.0-or-later
#include "report/finding.h"

const char *confidence_name(enum confidence c)
{
	static const char *const names[] = {
		[CONF_HIGH] = "high", [CONF_MEDIUM] = "medium", [CONF_LOW] = "low",
	};

	return names[c];
}
