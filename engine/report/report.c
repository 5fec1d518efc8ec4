// SPDX-License-Identifier: GPL-2.0-or-later
#include "report/report.h"

#include <string.h>

static const struct {
	const char *option;
	report_fn *print;
} formats[] = {
#define X(name, option, summary) { option, report_##name },
	REPORT_FORMATS(X)
#undef X
};

void report_print(enum report_format format, const struct result *r, const struct report_options *o, FILE *out)
{
	formats[format].print(r, o, out);
}

enum report_format report_format_find(const char *option)
{
	for (unsigned int i = 0; i < REPORT_FORMATS_END; i++)
		if (!strcmp(formats[i].option, option))
			return (enum report_format)i;
	return REPORT_FORMATS_END;
}

struct left_out report_left_out(const struct result *r, enum confidence min)
{
	struct left_out n = { 0 };

	for (unsigned int i = 0; i < r->nfindings; i++) {
		const struct finding *f = &r->findings[i];

		if (finding_confidence(f) > min)
			n.unsure++;
		else if (f->suppressed)
			n.suppressed++;
		else if (!finding_counts(f, min))
			n.known++;
	}
	return n;
}
