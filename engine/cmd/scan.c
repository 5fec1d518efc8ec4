// SPDX-License-Identifier: GPL-2.0-or-later
#include "cmd/cmd.h"
#include "base/message.h"
int cmd_scan(int argc, char **argv)
{
	(void)argc, (void)argv;
	message("scan: not yet");
	return STATUS_TROUBLE;
}
