// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Places: the same file must have the same name whatever directory the
 * compiler was started in, or equal code would give different facts.
 *
 * kbuild compiles /src/linux/mm/vmscan.c in another directory and names the
 * tree with -fmacro-prefix-map=/src/linux/= for the sake of __FILE__.  We take
 * the compiler's own answer (remap_macro_filename) and fold "./" and "a/../",
 * so that ./include/generated/x.h and drivers/gpu/drm/amd/amdgpu/../amdkfd/y.h
 * have one spelling.  Text macros count where they are used, outermost.
 */
#include "gcc-api.h"
#include "reclint.h"

/* Folds in place; what lies above the start ("../x") stays. */
static void fold(char *path)
{
	bool absolute = path[0] == '/';
	char *start = path + absolute;
	char *out = start;
	char *in = start;

	while (*in) {
		size_t len = strcspn(in, "/");
		size_t skip = len + strspn(in + len, "/");
		bool last = !in[skip];
		bool dots = len == 2 && in[0] == '.' && in[1] == '.';
		bool back = false;

		if (dots && out != start) {
			char *p = out - 1;	/* the slash behind the last one */

			while (p > start && p[-1] != '/')
				p--;
			if (strncmp(p, "../", 3)) {
				out = p;
				back = true;
			}
		}
		if (len && !(len == 1 && in[0] == '.') && !back &&
		    !(dots && absolute && out == start)) {
			memmove(out, in, len);
			out += len;
			*out++ = '/';	/* may fall on the NUL, hence `last` */
		}
		if (last)
			break;
		in += skip;
	}
	if (out != start)
		out--;
	*out = '\0';
}

const char *rl_path(const char *file)
{
	static char *buf;
	static size_t size;
	const char *mapped;
	size_t len;

	if (!file || !*file || *file == '<')
		return "";
	mapped = remap_macro_filename(file);
	len = strlen(mapped) + 2;	/* fold() writes one slash too many */
	if (len > size) {
		size = len * 2;
		buf = (char *)xrealloc(buf, size);
	}
	strcpy(buf, mapped);
	fold(buf);
	return buf;
}

/* GCC's line tables give one pointer per file and inclusion: cache by that. */
uint32_t rl_file(struct rl_unit *u, const char *file)
{
	uint32_t *known;
	uint32_t fact;

	if (!file)
		return facts_string(u->facts, "");
	known = u->files->get(file);
	if (known)
		return *known;
	fact = facts_string(u->facts, rl_path(file));
	u->files->put(file, fact);
	return fact;
}

struct rl_place rl_place(struct rl_unit *u, location_t loc)
{
	expanded_location x = expand_location(loc);
	struct rl_place p;

	p.file = rl_file(u, x.file);
	p.line = x.file && x.line > 0 ? x.line : 0;
	p.column = x.file && x.column > 0 && x.column < 0xffff ? x.column : 0;
	return p;
}
