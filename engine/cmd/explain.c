// SPDX-License-Identifier: GPL-2.0-or-later
#include "cmd/cmd.h"
#include "base/message.h"
int cmd_explain(int argc, char **argv)
{
	(void)argc, (void)argv;
	message("explain: not yet");
	return STATUS_TROUBLE;
}
