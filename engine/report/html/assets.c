// SPDX-License-Identifier: GPL-2.0-or-later
#include "report/html/html.h"

/* The assembler puts the files into the program; the Makefile knows that they are in it. */
#define EMBED(name, file)							\
	__asm__(".section .rodata\n"						\
		".global " #name "\n"						\
		#name ":\n"							\
		"\t.incbin \"engine/report/html/" file "\"\n"			\
		"\t.byte 0\n"							\
		".previous\n")

EMBED(report_css, "report.css");
EMBED(report_js, "report.js");
