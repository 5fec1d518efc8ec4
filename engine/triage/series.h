/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Patches as they come by mail: one, an mbox of several, or what git
 * format-patch prints.
 *
 * Headers are unfolded and decoded (=?utf-8?q?...?=), bodies are too (base64,
 * quoted-printable).  Mails without a diff (cover letters, replies) are no
 * patches, nor are replies among patches, and mails that are there already.  Patches that number themselves ("[PATCH v3 2/5]") are brought into
 * that order, others keep theirs.
 */
#ifndef RECLINT_TRIAGE_SERIES_H
#define RECLINT_TRIAGE_SERIES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/array.h"
#include "base/memory.h"

/* A line of a hunk begins with ' ', '+' or '-', as in the diff. */
struct hunk {
	unsigned int old_start, old_count, new_start, new_count;
	ARRAY(const char *) lines;
	const char *head;		/* "@@ -1,2 +3,4 @@ function" */
	unsigned int line;		/* of the head, in the diff */
};

struct patch_file {
	const char *old_path;		/* without a/; NULL: the patch makes the file */
	const char *new_path;		/* without b/; NULL: the patch removes it */
	const char *old_blob;		/* beginning of its id before the patch, or NULL */
	bool is_binary;
	bool is_link;			/* a symbolic link */
	ARRAY(struct hunk) hunks;
};

struct patch {
	unsigned int number, total;	/* of [PATCH 2/5]; 0: it does not say */
	const char *subject;		/* "drm/x: do y", no prefix in brackets */
	const char *full_subject;	/* as it stands in the mail */
	bool is_reply;			/* "Re: ..." */
	const char *from, *to, *cc, *date, *message_id, *references;	/* headers, NULL: none */
	const char *commit;		/* of "From 0123... Mon Sep 17 00:00:00 2001", or NULL */
	const char *message;		/* what the commit would say below the subject */
	const char *diff;		/* the text from the first diff on */
	unsigned int diff_line;		/* where that begins in the input, an encoded body decoded */
	const char *name;		/* for messages: "patch 2/5 ('drm/x: do y')" */
	const char *input;		/* what it was read from, as the user named it, "-" for standard input */
	ARRAY(struct patch_file) files;
};

struct series {
	struct arena arena;		/* of all texts */
	ARRAY(struct patch) patches;
	const char *cover_id;		/* Message-Id of the cover letter, or NULL */
	unsigned int skipped;		/* mails without a diff */
};

/*
 * Adds the patches in text, which ends with a NUL; name is the file's, or "-".  That
 * there is none is no error.  False after a message: one that cannot be read.
 */
bool series_parse(struct series *s, const char *text, const char *name);
void series_release(struct series *s);

/* The file's path after the patch, or before it where it is gone. */
const char *patch_file_path(const struct patch_file *f);

/* ---- mime.c ---------------------------------------------------------------- */

/* "=?iso-8859-1?q?J=F6rg?= <j@x>" in plain, in UTF-8. */
const char *mime_header(struct arena *a, const char *text);
/* encoding: the Content-Transfer-Encoding, or NULL. */
const char *mime_body(struct arena *a, const char *text, size_t size, const char *encoding);

#endif
