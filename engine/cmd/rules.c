// SPDX-License-Identifier: GPL-2.0-or-later
/* reclint rules: the rule table. */
#include "cmd/cmd.h"

#include <string.h>

#include "base/message.h"

static const struct {
	const char *name, *family, *state, *summary;
} rows[] = {
#define RULE(id, family, on, summary) { #id, #family, #on, summary },
#include "rules/rules.def"
#undef RULE
};

int cmd_rules(int argc, char **argv)
{
	struct options o;
	int first;

	options_init(&o);
	first = options_parse(&o, argc, argv, 0, NULL, NULL, NULL);
	options_release(&o);
	if (first < 0)
		return first == OPTIONS_HELP ? STATUS_CLEAN : STATUS_TROUBLE;
	if (first < argc) {
		message("rules takes no argument; 'reclint explain %s' shows a rule's page", argv[first]);
		return STATUS_TROUBLE;
	}
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		char *id = rule_id(rows[i].name);

		printf("%-26s %-6s %-4s %s\n", id, strcmp(rows[i].family, "CYCLE") ? "path" : "cycle",
		       strcmp(rows[i].state, "ON") ? "off" : "on", rows[i].summary);
		free(id);
	}
	return STATUS_CLEAN;
}
