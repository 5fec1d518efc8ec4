// SPDX-License-Identifier: GPL-2.0-or-later
/* Tests of mails, of the diffs in them, and of where lines go. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "triage/lines.h"
#include "triage/series.h"

static int failed;

static void ok(bool good, const char *name)
{
	printf("%s - %s\n", good ? "ok" : "not ok", name);
	failed += !good;
}

static bool same(const char *a, const char *b)
{
	return a && b && !strcmp(a, b);
}

#define DIFF	"diff --git a/x.c b/x.c\n--- a/x.c\n+++ b/x.c\n@@ -1,3 +1,4 @@ f\n a\n+b\n c\n d\n"

static void test_mails(void)
{
	static const char mbox[] =
		"From 0123456789abcdef0123456789abcdef01234567 Mon Sep 17 00:00:00 2001\n"
		"From: =?utf-8?q?J=C3=B6rg?= =?utf-8?b?IMOE?= <j@example.org>\n"
		"Subject: [PATCH v3 2/2] a subject\n that is folded\n"
		"Message-ID: <2@example.org>\n\nwhy\n---\n x.c | 1 +\n\n" DIFF "-- \n2.39.2\n\n"
		"From 0000000000000000000000000000000000000000 Mon Sep 17 00:00:00 2001\n"
		"Subject: [PATCH v3 0/2] cover\nMessage-Id: <0@example.org>\n\nFrom here to there\n\n"
		"From 0000000000000000000000000000000000000000 Mon Sep 17 00:00:00 2001\r\n"
		"Subject: =?utf-8?q?[PATCH_v3_1/2]_one=0ABcc:_x@example.org?=\r\n"
		"Content-Transfer-Encoding: quoted-printable\r\n\r\n"
		"diff --git a/x.c b/x.c\r\n--- a/x.c\r\n+++ b/x.c\r\n@@ -1 +1,2 @@\r\n a=3D1 =\r\nand\r\n+b\r\n";
	struct series s = { .skipped = 0 };
	const struct patch *p;

	ok(series_parse(&s, mbox, "mbox") && s.patches.n == 2, "an mbox of two patches and a cover letter");
	ok(s.skipped == 1 && same(s.cover_id, "<0@example.org>"), "the cover letter is none");
	p = s.patches.at;
	ok(p[0].number == 1 && p[1].number == 2 && p[1].total == 2, "they are in their order");
	ok(same(p[1].subject, "a subject that is folded"), "a folded subject");
	ok(same(p[1].from, "J\303\266rg \303\204 <j@example.org>"), "an encoded name");
	ok(same(p[0].subject, "one Bcc: x@example.org"), "an encoded line break ends no header");
	ok(same(p[1].message, "why\n"), "the commit's message");
	ok(same(p[1].commit, "0123456789abcdef0123456789abcdef01234567"), "the commit");
	ok(p[1].files.n == 1 && p[1].files.at[0].hunks.n == 1 && p[1].files.at[0].hunks.at[0].lines.n == 4, "the signature is no line");
	ok(same(p[0].files.at[0].hunks.at[0].lines.at[0], " a=1 and"), "a line in quoted-printable, with CRs");
	ok(p[1].diff_line == 11, "the diff's line");
	series_release(&s);
}

#define FROM	"From 0123456789abcdef0123456789abcdef01234567 Mon Sep 17 00:00:00 2001\n"

static void test_threads(void)
{
	static const char thread[] =
		FROM "Subject: [PATCH 1/2] one\nMessage-Id: <1@x>\n\n" DIFF "-- \n2.39.2\n"
		FROM "Subject: Re: [PATCH 1/2] one\nMessage-Id: <r@x>\n\nHow about\n\n--- a/x\n+++ b/x\n@@ -1 +1 @@\ntorn\n"
		FROM "Subject: [PATCH 2/2] two\nMessage-Id: <2@x>\n\n" DIFF "-- \n2.39.2\n"
		FROM "Subject: [PATCH 1/2] one\nMessage-Id: <1@x>\n\n" DIFF "-- \n2.39.2\n";
	struct series s = { .skipped = 0 };

	ok(series_parse(&s, thread, "thread") && s.patches.n == 2 && same(s.patches.at[1].subject, "two"),
	   "mails without a blank line between them, an answer, and one twice are two patches");
	series_release(&s);

	s = (struct series){ .skipped = 0 };
	ok(series_parse(&s, "Subject: Re: how about\n\n" DIFF, "answer") && s.patches.n == 1, "an answer by itself");
	series_release(&s);

	s = (struct series){ .skipped = 0 };
	ok(series_parse(&s, "Subject: x\n\n" DIFF "-- \n2.39.2\n\nrename from here\n"
			"diff --git a/y.c b/y.c\n--- a/y.c\n+++ b/y.c\n@@ -1 +1 @@\n-a\n+b\n", "two") &&
	   s.patches.n == 1 && s.patches.at[0].files.n == 2 && same(s.patches.at[0].files.at[0].old_path, "x.c"),
	   "a diff behind the signature counts, as git applies it");
	series_release(&s);

	s = (struct series){ .skipped = 0 };
	ok(series_parse(&s, FROM "Subject: one\n\nFrom the log at 10:20:30 on:\nFrom 10:20:30 in the year 1990\n\n" DIFF
			"From a@[IPv6:2001:db8::1] Sat Nov 21 10:20:30 2026\nSubject: two\n\n" DIFF, "mbox") &&
	   s.patches.n == 2 && same(s.patches.at[0].subject, "one") && same(s.patches.at[1].subject, "two"),
	   "a sentence is no mail's beginning, an address with colons is one's");
	series_release(&s);

	s = (struct series){ .skipped = 0 };
	ok(series_parse(&s, FROM "Subject: one\nMessage-Id: <1@x>\n\n" DIFF "\n" FROM "Subject: one\nMessage-Id: <1@x>\n\n" DIFF, "mbox") &&
	   s.patches.n == 1, "one that is there twice, with an empty line behind the first");
	series_release(&s);
}

static void test_attachments(void)
{
	static const char mail[] =
		FROM "Subject: one\nContent-Type: multipart/mixed; boundary=\"=_b 1\"\n\nnot for you\n"
		"--=_b 1\nContent-Type: text/plain\n\nSee below.\n\n"
		"--=_b 1\nContent-Type: application/octet-stream%s\n\n" DIFF "--=_b 1--\nnor this\n";
	char text[2000];
	struct series s = { .skipped = 0 };

	snprintf(text, sizeof(text), mail, "; name=\"0001-x.patch\"");
	ok(series_parse(&s, text, "mail") && s.patches.n == 1 && same(s.patches.at[0].message, "See below.\n\n"),
	   "an attachment whose name says that it is a patch");
	series_release(&s);
	s = (struct series){ .skipped = 0 };
	snprintf(text, sizeof(text), mail, "");
	ok(series_parse(&s, text, "mail") && !s.patches.n && s.skipped == 1, "one that nobody knows");
	series_release(&s);
}

static void test_charsets(void)
{
	struct series s = { .skipped = 0 };

	ok(series_parse(&s, "From: =?iso-8859-1*de?q?J=F6rg?= <j@x>\nTo: J\366rg\nCc: =?koi8-r?b?8A==?= =?nonsense?q?=F6x?=\n\n" DIFF, "mail"),
	   "a mail in other charsets");
	ok(same(s.patches.at[0].from, "J\303\266rg <j@x>"), "an encoded name is UTF-8 then");
	ok(same(s.patches.at[0].to, "J\303\266rg"), "and so is one that was not encoded");
	ok(same(s.patches.at[0].cc, "\320\237?x"), "what nobody knows is a question mark");
	series_release(&s);
}

static void refuses(const char *text, const char *name)
{
	struct series s = { .skipped = 0 };

	ok(!series_parse(&s, text, "test"), name);
	series_release(&s);
}

static void test_diffs(void)
{
	struct series s = { .skipped = 0 };
	const struct patch_file *f;

	ok(series_parse(&s, DIFF "diff --git a/new b/new\nnew file mode 100644\n--- /dev/null\n+++ b/new\n@@ -0,0 +1 @@\n+x\n"
			"diff --git a/old b/old\ndeleted file mode 100644\n--- a/old\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n"
			"diff --git a/p b/q\nsimilarity index 100%\nrename from p\nrename to q\n", "diff") && s.patches.n == 1,
	   "a diff without a mail");
	ok(s.patches.at[0].files.n == 4, "of four files");
	f = s.patches.at[0].files.at;
	ok(!f[1].old_path && same(f[1].new_path, "new"), "one is made");
	ok(!f[2].new_path && same(patch_file_path(&f[2]), "old"), "one is removed");
	ok(same(f[3].old_path, "p") && same(f[3].new_path, "q"), "one has another name");
	series_release(&s);
	s = (struct series){ .skipped = 0 };
	ok(series_parse(&s, "--- \n+++ \n@@ -1 +1 @@\n-a\n+b\n", "diff") && !patch_file_path(&s.patches.at[0].files.at[0]),
	   "a file without a name is none");
	series_release(&s);
	refuses("--- a/x\n+++ b/x\n@@ -1,3 +1,3 @@\n a\n", "a torn hunk");
	refuses("--- a/x\n+++ b/x\n@@ -1,z +1 @@\n a\n", "a hunk without numbers");
	refuses("--- a/x\n+++ b/x\n@@ -1,1 +1,1 @@\nGARBAGE\n", "a hunk of something else");
}

static void test_lines(void)
{
	static const char before[] = "int x;\n\nstatic int f(void)\n{\n\ta();\n\tb();\n}\n\nint g(void)\n{\n\tc();\n}\n";
	static const char after[] = "int x;\n\nstatic int f(void)\n{\n\ta();\n\tnew();\n\tb();\n}\n\nint g(void)\n{\n\tc();\n}\n";
	struct series s = { .skipped = 0 };
	struct line_map m;

	/* Its head is three lines off. */
	series_parse(&s, "--- a/x\n+++ b/x\n@@ -2,2 +2,3 @@\n \ta();\n+\tnew();\n \tb();\n", "diff");
	line_map_init(&m, &s.patches.at[0].files.at[0], before, after);
	ok(m.hunk_start[0] == 5, "a hunk is found where its lines are");
	ok(m.to_after[5] == 5 && m.to_after[6] == 7 && m.to_after[11] == 12, "lines move");
	ok(m.after.is_touched[6] && !m.after.is_touched[5], "one was added");
	ok(side_is_in_touched(&m.after, 3) && side_is_in_touched(&m.after, 8), "its function is touched");
	ok(!side_is_in_touched(&m.after, 1) && !side_is_in_touched(&m.after, 12), "the others are not");
	line_map_release(&m);
	series_release(&s);
}

/* Headers of registers have that many lines, and no function. */
static void test_long_file(void)
{
	enum { LINES = 300000 };
	static const char head[] = "--- /dev/null\n+++ b/x.h\n@@ -0,0 +1,300000 @@\n";
	char *text = malloc(sizeof(head) + 3 * LINES), *after = malloc(2 * LINES + 1), *to = stpcpy(text, head), *out = after;
	struct series s = { .skipped = 0 };
	struct line_map m;

	for (int i = 0; i < LINES; i++) {
		to = stpcpy(to, "+x\n");
		out = stpcpy(out, "x\n");
	}
	ok(series_parse(&s, text, "diff") && s.patches.n == 1, "a file of many lines");
	line_map_init(&m, &s.patches.at[0].files.at[0], NULL, after);
	ok(side_is_in_touched(&m.after, 1) && side_is_in_touched(&m.after, LINES), "all of them are touched, within seconds");
	line_map_release(&m);
	series_release(&s);
	free(after);
	free(text);
}

int main(void)
{
	test_mails();
	test_threads();
	test_attachments();
	test_charsets();
	test_diffs();
	test_lines();
	test_long_file();
	return failed != 0;
}
