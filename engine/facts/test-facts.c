// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Tests of the facts format, without GCC and without ELF: one unit built by
 * hand that has everything at least once, taken through every direction, and
 * damaged in every place.
 *
 * Prints "ok - name" or "not ok - name"; the exit status is 0 if all are ok.
 */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "facts/build.h"
#include "facts/codec.h"
#include "facts/facts.h"
#include "facts/schema.h"

static int failed;

static void ok(bool good, const char *name)
{
	printf("%s - %s\n", good ? "ok" : "not ok", name);
	failed += !good;
}

/* ---- the unit ---------------------------------------------------------------------- */

static uint32_t str(struct facts *f, const char *s)
{
	return facts_string(f, s);
}

static uint32_t node(struct facts *f, enum fact_node_op op, uint8_t flags, uint32_t a, uint32_t b)
{
	return facts_node(f, &(struct fact_node){ .op = op, .flags = flags, .a = a, .b = b });
}

static uint32_t constant(struct facts *f, int64_t value)
{
	return node(f, FN_CONST, 0, (uint32_t)(uint64_t)value, (uint32_t)((uint64_t)value >> 32));
}

static uint32_t symbol(struct facts *f, const char *name, const char *file, uint32_t flags)
{
	return facts_symbol(f, &(struct fact_symbol){ .name = str(f, name), .file = str(f, file),
						      .flags = flags, .type = FACT_NONE });
}

struct names_of_unit {
	uint32_t device, mutex, ops, lock, callback, again, twin;	/* types and fields */
	uint32_t mutex_lock, blockable, invalidate, table, helper, helper2, strange;
};

static void declare(struct facts *f, struct names_of_unit *n)
{
	struct fact_type t = { str(f, "amdgpu_device"), str(f, "drivers/gpu/amdgpu.h"), FTK_STRUCT };
	struct fact_type mutex = { str(f, "mutex"), str(f, "include/linux/mutex.h"), FTK_STRUCT };
	struct fact_type ops = { str(f, "notifier_ops"), str(f, "include/linux/n.h"), FTK_STRUCT };
	struct fact_type twin1 = { str(f, "twin"), str(f, "a.h"), FTK_UNION };
	struct fact_type twin2 = { str(f, "twin"), str(f, "b.h"), FTK_STRUCT };

	n->device = facts_type(f, &t);
	n->mutex = facts_type(f, &mutex);
	n->ops = facts_type(f, &ops);
	facts_type(f, &twin1);
	n->twin = facts_type(f, &twin2);
	n->lock = facts_field(f, &(struct fact_field){ n->device, str(f, "mm.lock"), 1280,
						       n->mutex, FACT_NONE });
	n->callback = facts_field(f, &(struct fact_field){ n->ops, str(f, "invalidate"), 0,
							   FACT_NONE, FACT_NONE });
	n->again = facts_field(f, &(struct fact_field){ n->twin, str(f, "x"), 8, FACT_NONE,
							n->device });
	facts_field(f, &(struct fact_field){ n->twin, str(f, "x"), 16, FACT_NONE, FACT_NONE });
	n->mutex_lock = symbol(f, "mutex_lock_nested", "", FS_FUNCTION);
	n->blockable = symbol(f, "blockable", "include/linux/n.h",
			      FS_FUNCTION | FS_STATIC | FS_HEADER | FS_DEFINED);
	n->invalidate = symbol(f, "invalidate", "drivers/gpu/mn.c", FS_FUNCTION | FS_STATIC);
	n->table = facts_symbol(f, &(struct fact_symbol){ str(f, "mn_ops"), str(f, "drivers/gpu/mn.c"),
							  FS_VARIABLE | FS_STATIC | FS_DEFINED, n->ops });
	n->helper = symbol(f, "helper", "a.h", FS_FUNCTION | FS_STATIC);
	n->helper2 = symbol(f, "helper", "b.h", FS_FUNCTION | FS_STATIC);
	n->strange = symbol(f, "a \"b\"\\\n\x01->c", "", FS_VARIABLE | FS_WEAK);
}

/* Parts in an order that is not the canonical one, as the plugin may add them. */
static void build_invalidate(struct facts *f, const struct names_of_unit *n)
{
	struct fact_function fn = { .symbol = n->invalidate, .file = str(f, "drivers/gpu/mn.c"),
				    .line = 63, .flags = FF_INIT | FF_ADDRESS };
	struct fact_event e = { .kind = FEV_CALL, .flags = FEF_USED, .column = 7, .line = 70,
				.file = fn.file, .a = n->blockable };
	uint32_t range, dev, lock, result, unused, elsewhere;

	facts_function_begin(f, &fn);
	facts_param(f, &(struct fact_param){ str(f, "range"), FV_POINTER, n->device });
	facts_param(f, &(struct fact_param){ str(f, ""), FV_FUNCTION, FACT_NONE });
	facts_param(f, &(struct fact_param){ str(f, "b"), FV_BOOL, FACT_NONE });
	facts_local(f, &(struct fact_local){ str(f, "ctx"), n->twin });
	facts_local(f, &(struct fact_local){ str(f, "ctx"), FACT_NONE });
	unused = node(f, FN_OPAQUE, 0, FO_LOOP, 77);
	range = node(f, FN_PARAM, FNF_POINTER, 0, 0);
	dev = node(f, FN_LOAD, FNF_POINTER, node(f, FN_FIELD, 0, range, n->again), 0);
	lock = node(f, FN_FIELD, FNF_POINTER, dev, n->lock);
	result = node(f, FN_RESULT, FNF_BOOL, 1, 0);
	(void)unused;

	/* Event 0 belongs to block 1, event 1 to block 0. */
	elsewhere = str(f, "include/linux/mutex.h");
	facts_arg(f, lock);
	facts_arg(f, constant(f, -1));
	facts_event(f, &(struct fact_event){ .kind = FEV_CALL, .line = 71, .column = 2,
					     .file = elsewhere, .a = n->mutex_lock,
					     .arg = 0, .nargs = 2 });
	e.arg = facts_arg(f, range);
	e.nargs = 1;
	facts_event(f, &e);
	facts_event(f, &(struct fact_event){ .kind = FEV_SET, .line = 72, .file = fn.file, .a = 9,
					     .b = constant(f, 1) });
	facts_event(f, &(struct fact_event){ .kind = FEV_STORE, .line = 73, .file = fn.file,
		.a = node(f, FN_INDEX, 0, node(f, FN_LOCAL, 0, 1, 0), node(f, FN_VAR, 0, 9, 0)),
		.b = node(f, FN_SYMBOL, 0, n->strange, 0) });
	facts_event(f, &(struct fact_event){ .kind = FEV_COPY, .line = 74, .file = fn.file,
		.a = node(f, FN_INDEX, 0, node(f, FN_OFFSET, 0, dev, (uint32_t)-24), FACT_NONE),
		.b = node(f, FN_LOCAL, 0, 0, 0) });
	e = (struct fact_event){ .kind = FEV_ICALL, .flags = FEF_NORETURN, .line = 75,
				 .file = fn.file, .nargs = 3 };
	e.a = node(f, FN_PARAM, FNF_POINTER, 1, 0);
	e.arg = facts_arg(f, node(f, FN_STRING, 0, str(f, "say \"hi\""), 0));
	facts_arg(f, node(f, FN_AND, FNF_BOOL, node(f, FN_PARAM, FNF_BOOL, 2, 0),
			  node(f, FN_LT, FNF_UNSIGNED, constant(f, INT64_MIN),
			       node(f, FN_OPAQUE, 0, FO_ASM, 40))));
	facts_arg(f, node(f, FN_COMPL, 0, node(f, FN_LOAD, FNF_UNSIGNED, range, 0), 0));
	facts_event(f, &e);

	facts_edge(f, &(struct fact_edge){ .target = 3, .lo = -5, .hi = -2 });
	facts_edge(f, &(struct fact_edge){ .target = 2, .lo = 7, .hi = 7 });
	facts_edge(f, &(struct fact_edge){ .target = 0, .flags = FE_DEFAULT });
	facts_edge(f, &(struct fact_edge){ .target = 1, .flags = FE_DEFAULT });
	facts_edge(f, &(struct fact_edge){ .target = 2 });
	facts_block(f, &(struct fact_block){ .event = 1, .nevents = 1, .edge = 3, .nedges = 2,
					     .value = result, .line = 70 });
	facts_block(f, &(struct fact_block){ .event = 0, .nevents = 1, .edge = 0, .nedges = 3,
					     .value = result });
	facts_block(f, &(struct fact_block){ .event = 2, .nevents = 3, .value = node(f, FN_VAR, 0, 9, 0),
					     .line = 80 });
	facts_block(f, &(struct fact_block){ .event = 5, .nevents = 1, .value = FACT_NONE,
					     .flags = FB_NORETURN });
	facts_function_end(f);
}

static void build_small(struct facts *f, uint32_t symbol, const char *file, uint32_t callee)
{
	facts_function_begin(f, &(struct fact_function){ .symbol = symbol, .file = str(f, file),
							 .line = 5, .flags = FF_NOEVENTS });
	facts_event(f, &(struct fact_event){ .kind = FEV_CALL, .line = 6, .file = str(f, file),
					     .a = callee });
	facts_edge(f, &(struct fact_edge){ .target = 1 });
	facts_block(f, &(struct fact_block){ .nevents = 1, .nedges = 1, .value = FACT_NONE });
	facts_block(f, &(struct fact_block){ .event = 1, .edge = 1, .value = FACT_NONE });
	facts_function_end(f);
}

static struct facts *build(void)
{
	struct facts *f = facts_new();
	struct names_of_unit n;
	struct fact_clause clauses[] = {
		{ str(f, "x->lock"), 0, 0 },
		{ FACT_NONE, 0, -7 },
	};

	str(f, "nobody uses this one");
	facts_unit(f, &(struct fact_unit){ str(f, "drivers/gpu/mn.c"), str(f, "amdgpu"),
					   str(f, "gcc 12.2.0"), FU_MODULE });
	declare(f, &n);
	build_small(f, n.blockable, "include/linux/n.h", n.helper);

	/* Given up: nothing of it may stay. */
	facts_function_begin(f, &(struct fact_function){ .symbol = n.helper });
	facts_arg(f, constant(f, 3));
	facts_block(f, &(struct fact_block){ .value = FACT_NONE });
	facts_function_abort(f);

	build_invalidate(f, &n);
	facts_init(f, &(struct fact_init){ n.table, n.callback, FACT_NONE, 0, n.invalidate });
	facts_init(f, &(struct fact_init){ n.table, FACT_NONE, n.again, 3, n.helper2 });
	facts_alias(f, &(struct fact_alias){ n.helper, n.helper2 });
	facts_contract(f, &(struct fact_contract){ .on = FCO_FUNCTION, .name = str(f, "mutex_lock"),
		.file = str(f, "model/lock.h"), .line = 3, .nparams = 1,
		.verb = str(f, "acquires"), .nclauses = 2 }, clauses);
	facts_contract(f, &(struct fact_contract){ .on = FCO_FIELD, .name = str(f, "amdgpu_device"),
		.field = str(f, "mm.lock"), .file = str(f, "model/lock.h"), .line = 4,
		.verb = str(f, "generic container") }, NULL);
	facts_drop(f, "tracepoint", "trace_x");
	facts_drop(f, "tracepoint", "trace_y");
	return f;
}

/* ---- the tests -------------------------------------------------------------------------- */

struct bytes {
	uint8_t *at;
	size_t n;
};

static struct bytes written(struct facts *f)
{
	struct bytes b;

	facts_write(f, &b.at, &b.n);
	return b;
}

static bool same(struct bytes a, struct bytes b)
{
	return a.n == b.n && !memcmp(a.at, b.at, a.n);
}

static struct facts *parsed(const char *text, size_t size, struct facts_error *err)
{
	FILE *in = fmemopen((void *)text, size, "r");
	struct facts *f = facts_parse(in, err);

	fclose(in);
	return f;
}

static char *printed(const struct facts *f, size_t *size)
{
	char *text = NULL;
	FILE *out = open_memstream(&text, size);

	facts_print(f, out);
	fclose(out);
	return text;
}

static bool is_one_line(const char *text)
{
	size_t n = strlen(text);

	return n > 10 && n < 250 && !strchr(text, '\n') && text[n - 1] != '.';
}

static void test_round_trips(struct bytes record)
{
	struct facts_error err = { "" };
	struct facts *f, *again;
	struct bytes second, third;
	size_t used = 0, size, size2;
	char *text, *text2;

	f = facts_read(record.at, record.n, &used, &err);
	ok(f && used == record.n, "a record is read");
	if (!f) {
		printf("# %s\n", err.text);
		return;
	}
	text = printed(f, &size);
	ok(strstr(text, "\t\t71:2 call mutex_lock_nested((*$range->\"#2\")->amdgpu_device.mm.lock, -1)"
			" in include/linux/mutex.h\n"), "the text shows calls and fields by name");
	second = written(f);
	ok(same(record, second), "written, read, written: the same bytes");
	again = parsed(text, size, &err);
	if (!again)
		printf("# %s\n%s", err.text, text);
	ok(again, "the text is parsed");
	if (again) {
		third = written(again);
		ok(same(record, third), "printed, parsed, written: the same bytes");
		text2 = printed(again, &size2);
		ok(size == size2 && !memcmp(text, text2, size), "parsed, printed: the same text");
		free(text2);
		free(third.at);
		facts_free(again);
	}
	free(second.at);
	free(text);
	facts_free(f);
}

static void test_building(struct bytes record)
{
	struct facts *f = build();
	struct bytes b = written(f);

	ok(same(record, b), "the same unit twice is the same bytes");
	ok(f->n_functions == 2, "an aborted function leaves no row");
	ok(f->n_drops == 1 && f->drops[0].count == 2, "drops are counted by reason");
	ok(f->functions[1].nopaque == 1 && f->functions[1].nvars == 1,
	   "unused values are gone, variables are numbered anew");
	ok(f->edges[f->functions[1].edge_first + 2].flags == FE_DEFAULT, "the default edge is first");
	free(b.at);
	facts_free(f);
}

/* The order of the parts and what else the unit holds do not matter to a function's hash. */
static void test_hash(void)
{
	struct facts *one = facts_new(), *two = facts_new(), *three = facts_new();
	uint32_t callee, fn;

	callee = symbol(one, "helper", "a.h", FS_FUNCTION | FS_STATIC);
	fn = symbol(one, "f", "f.h", FS_FUNCTION | FS_STATIC);
	build_small(one, fn, "f.h", callee);
	symbol(two, "other", "", FS_FUNCTION);
	symbol(two, "helper", "b.h", FS_FUNCTION | FS_STATIC);
	fn = symbol(two, "f", "f.h", FS_FUNCTION | FS_STATIC | FS_HEADER);
	callee = symbol(two, "helper", "a.h", FS_FUNCTION | FS_STATIC);
	build_small(two, fn, "f.h", callee);
	ok(!memcmp(one->functions[0].hash, two->functions[0].hash, 16),
	   "the hash does not depend on the rest of the unit");
	fn = symbol(three, "f", "f.h", FS_FUNCTION | FS_STATIC);
	callee = symbol(three, "helper", "b.h", FS_FUNCTION | FS_STATIC);
	build_small(three, fn, "f.h", callee);
	ok(memcmp(one->functions[0].hash, three->functions[0].hash, 16),
	   "the hash tells statics of different files apart");
	facts_free(one);
	facts_free(two);
	facts_free(three);
}

static void test_broken_function(void)
{
	struct facts *f = facts_new();
	uint32_t fn = symbol(f, "f", "", FS_FUNCTION);
	struct fact_function head = { .symbol = fn };

	facts_function_begin(f, &head);
	facts_block(f, &(struct fact_block){ .value = 5 });
	facts_function_end(f);
	facts_function_begin(f, &head);
	facts_edge(f, &(struct fact_edge){ .target = 8 });
	facts_block(f, &(struct fact_block){ .nedges = 1, .value = FACT_NONE });
	facts_function_end(f);
	facts_function_begin(f, &head);
	facts_function_end(f);
	ok(!f->n_functions && !f->n_blocks && !f->n_edges, "a function with broken references is dropped");
	ok(f->n_drops == 3 && !strncmp(facts_str(f, f->drops[0].reason), "internal: ", 10) &&
	   !strcmp(facts_str(f, f->drops[0].function), "f"), "and counted with its reason");
	facts_free(f);
}

static void test_truncated(struct bytes record)
{
	bool good = true;

	for (size_t n = 0; n < record.n; n++) {
		uint8_t *copy = xmalloc(n);	/* so that a step too far is seen */
		struct facts_error err = { "" };
		size_t used;
		struct facts *f;

		memcpy(copy, record.at, n);
		f = facts_read(copy, n, &used, &err);
		good &= !f && is_one_line(err.text);
		facts_free(f);
		free(copy);
	}
	ok(good, "every truncation is one clear error");
}

/* zstd ignores some bits of a frame: then the content must be the same. */
static void test_flipped(struct bytes record)
{
	bool good = true;

	for (size_t i = 0; i < record.n * 8; i++) {
		struct facts_error err = { "" };
		struct bytes copy = { xmalloc(record.n), record.n };
		struct facts *f;
		size_t used;

		memcpy(copy.at, record.at, record.n);
		copy.at[i / 8] ^= (uint8_t)(1 << i % 8);
		f = facts_read(copy.at, copy.n, &used, &err);
		if (f) {
			struct bytes again = written(f);

			good &= same(again, record);
			free(again.at);
		} else {
			good &= is_one_line(err.text);
		}
		facts_free(f);
		free(copy.at);
	}
	ok(good, "every flipped bit is one clear error or changes nothing");
}

/* Behind the hash too: a writer may be wrong. */
static void test_check(struct bytes record)
{
	struct facts_error err;
	size_t used;
	struct facts *f = facts_read(record.at, record.n, &used, &err);
	unsigned int tried = 0, refused = 0, unclear = 0;

	for (unsigned int t = 0; t < FT_STRINGS; t++) {
		size_t bytes = (size_t)fact_count(f, t) * fact_schema[t].size;
		uint8_t *rows = fact_rows(f, t);

		for (size_t i = 0; i < bytes; i++) {
			uint8_t old = rows[i];

			for (unsigned int v = 0; v < 3; v++) {
				err.text[0] = '\0';
				rows[i] = v == 0 ? 0xff : v == 1 ? (uint8_t)(old + 1) : (uint8_t)(old ^ 0x80);
				tried++;
				if (facts_check(f, &err)) {
					size_t size;
					char *text = printed(f, &size);

					free(text);
				} else {
					refused++;
					unclear += !is_one_line(err.text);
				}
			}
			rows[i] = old;
		}
	}
	ok(refused > tried / 2 && !unclear, "wrong values are refused, or can be printed");
	ok(facts_check(f, &err), "the unit itself is well formed");
	facts_free(f);
}

/* The hash does not vouch for what another writer put into the payload. */
static void test_payload(struct bytes record)
{
	struct facts_error err;
	struct bytes payload;
	unsigned int unclear = 0;
	size_t used;
	struct facts *f = facts_read(record.at, record.n, &used, &err);

	codec_encode(f, &payload.at, &payload.n);
	facts_free(f);
	for (size_t i = 0; i < payload.n * 8; i++) {
		err.text[0] = '\0';
		payload.at[i / 8] ^= (uint8_t)(1 << i % 8);
		f = codec_decode(payload.at, payload.n, &err);
		if (f && facts_check(f, &err)) {
			size_t size;

			free(printed(f, &size));
		} else {
			unclear += !is_one_line(err.text);
		}
		facts_free(f);
		payload.at[i / 8] ^= (uint8_t)(1 << i % 8);
	}
	for (size_t n = 0; n < payload.n; n++) {
		uint8_t *copy = memcpy(xmalloc(n), payload.at, n);

		f = codec_decode(copy, n, &err);
		unclear += f != NULL;
		facts_free(f);
		free(copy);
	}
	ok(!unclear, "a wrong payload behind a right hash is one clear error or a unit");
	free(payload.at);
}

static void test_format(struct bytes record)
{
	struct facts_error err;
	size_t used;
	uint64_t hash[2];
	uint8_t *copy = xmalloc(record.n * 2);

	memcpy(copy, record.at, record.n);
	copy[8] = 3;
	ok(!facts_read(copy, record.n, &used, &err) &&
	   !strcmp(err.text, "facts format 3, this reclint reads 1: build the objects again "
			     "with this reclint's plugin"), "another format is named");
	memcpy(copy, record.at, record.n);
	memcpy(copy + record.n, record.at, record.n);
	ok(facts_peek(copy, record.n * 2, &used, hash, &err) && used == record.n,
	   "one of two joined records is delimited");
	free(copy);
}

static void test_text_errors(struct bytes record)
{
	static const char *const wrong[][2] = {
		{ "\n", "line 3: this is not the text form of facts" },
		{ "facts 2\n", "line 1: facts format 2, this reclint reads 1" },
		{ "facts 1\nunit a image b compiler c\nfunction f a:1\n", "line 3: no symbol 'f' is declared" },
		{ "facts 1\nunit a image b compiler c\nsymbol f\nfunction f a:1\n\tblock 0\n\t\t1 goto 2\n",
		  "line 8: function above is not well formed: internal: edge to a missing block" },
		{ "facts 1\nunit a image b compiler c\nsymbol \"f\n", "line 3: string without end" },
	};
	struct facts_error err;
	size_t used, size;
	struct facts *f;
	bool good = true;
	char *text;

	for (unsigned int i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		f = parsed(wrong[i][0], strlen(wrong[i][0]), &err);
		if (f || strcmp(err.text, wrong[i][1])) {
			printf("# %s\n", f ? "parsed" : err.text);
			good = false;
		}
		facts_free(f);
	}
	ok(good, "mistakes in a text are named with their line");

	f = facts_read(record.at, record.n, &used, &err);
	text = printed(f, &size);
	facts_free(f);
	good = true;
	for (size_t i = 0; i < size; i++) {
		char old = text[i];

		text[i] = (char)(old ^ (1 << i % 7));
		err.text[0] = '\0';
		f = parsed(text, size, &err);
		good &= f || *err.text;
		facts_free(f);
		text[i] = old;
	}
	for (size_t i = 1; i < size; i++) {
		f = parsed(text, i, &err);
		facts_free(f);
	}
	ok(good, "a damaged text is an error or another unit");
	free(text);
}

int main(int argc, char **argv)
{
	struct facts *f = build();
	struct bytes record;

	if (argc > 1 && !strcmp(argv[1], "--print")) {
		facts_print(f, stdout);
		facts_free(f);
		return 0;
	}
	record = written(f);
	facts_free(f);
	test_building(record);
	test_round_trips(record);
	test_hash();
	test_broken_function();
	test_truncated(record);
	test_flipped(record);
	test_check(record);
	test_payload(record);
	test_format(record);
	test_text_errors(record);
	free(record.at);
	return failed != 0;
}
