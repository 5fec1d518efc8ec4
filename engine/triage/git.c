// SPDX-License-Identifier: GPL-2.0-or-later
#include "triage/git.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "system/interrupt.h"
#include "system/process.h"

void git_forget_environment(void)
{
	static const char *const names[] = {
		"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY",
		"GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_NAMESPACE", "GIT_COMMON_DIR", "GIT_EXTERNAL_DIFF",
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		unsetenv(names[i]);
}

typedef ARRAY(char) text_array;

static void take_line(const char *line, void *data)
{
	text_array *text = data;

	for (; line && *line; line++)
		array_push(text, *line);
	if (line)
		array_push(text, '\n');
}

int git_run(const char *directory, char **output, const char *const *arguments)
{
	/* Nothing is refreshed on the way, no hook runs, no program of the user's configuration. */
	static const char *const first[] = {
		"git", "-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", "advice.detachedHead=false",
		"-c", "gc.auto=0", "-c", "core.pager=cat", "-c", "core.quotePath=false", "-C",
	};
	static const char *const environment[] = { "GIT_OPTIONAL_LOCKS=0", "LC_ALL=C", "GIT_TERMINAL_PROMPT=0", NULL };
	ARRAY(const char *) argv = { 0 };
	text_array text = { 0 };
	int status;

	for (size_t i = 0; i < sizeof(first) / sizeof(*first); i++)
		array_push(&argv, first[i]);
	array_push(&argv, directory);
	for (; *arguments; arguments++)
		array_push(&argv, *arguments);
	array_push(&argv, NULL);
	status = process_run(&(struct process){
		.argv = argv.at, .environment = environment, .line = take_line, .data = &text });
	array_push(&text, '\0');
	array_release(&argv);
	if (interrupt_came())
		interrupt_end("interrupted");
	if (output)
		*output = text.at;
	else
		array_release(&text);
	return status;
}
