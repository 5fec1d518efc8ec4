#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# case: the plugin refuses unknown arguments and otherwise breaks and changes nothing
# needs: objcopy
set -u
# shellcheck source=/dev/null
. "$RECLINT_ROOT/testcases/runner/lib.sh"

plugin=-fplugin=$RECLINT_PLUGIN
only=-fplugin-arg-reclint-facts-only

: >empty.c
check "an empty file" facts_of empty.c empty.o
check "its facts can be read" "$RECLINT" facts empty.o
check_not "an unknown argument is an error" "$PLUGIN_CC" "$plugin" -fplugin-arg-reclint-fact-only -c empty.c -o x.o
check_not "an argument that wants a value is an error without" \
	"$PLUGIN_CC" "$plugin" -fplugin-arg-reclint-image -c empty.c -o x.o
check "id= is ignored" facts_of empty.c id.o -fplugin-arg-reclint-id=0123
check "and gives the same bytes" cmp empty.o id.o

# Much of what C and GCC allow, and kernel code does not.
cat >odd.c <<'END'
#include <complex.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What a debugging kernel tests, and what any other makes of it. */
extern int debug_locks, is_held(const void *map);
struct lock { int map; };
struct owner { struct lock first, second; struct owner *up; };
#define lockdep_assert_held(l) do { if (debug_locks && !is_held(&(l)->map)) __builtin_printf("no"); } while (0)
#define lockdep_assert_held_write(l) do { (void)(l); } while (0)

typedef int v4 __attribute__((vector_size(16)));
struct empty { };
struct bits { unsigned int a : 3, b : 29; long long c : 40; };
union u { struct { int x, y; }; double d; char c[8]; };
static _Thread_local int tls;
static jmp_buf jmp;
typedef int (*fn)(int, ...);

static int vsum(int n, ...)
{
	va_list ap;
	int s = 0;

	va_start(ap, n);
	while (n--)
		s += va_arg(ap, int);
	va_end(ap);
	return s;
}

static int kr(a, b) int a; char *b; { return a + b[0]; }

static double complex spin(double complex z) { return z * z + 1.0i; }

static int computed(int i)
{
	static void *table[] = { &&a, &&b, &&c };

	goto *table[i % 3];
a:	return 1;
b:	return 2;
c:	return 3;
}

static void tidy(int *p) { tls += *p; }

static int nested(int n)
{
	int total __attribute__((cleanup(tidy))) = 0;
	int add(int k) { total += k; return total; }
	char vla[n + 1];

	memset(vla, 1, n);
	for (int i = 0; i < n; i++)
		add(vla[i]);
	return total;
}

__attribute__((noinline)) static int range(int x)
{
	switch (x) {
	case -5 ... 5: return 1;
	case 6: x++;
		__attribute__((fallthrough));
	case 7: return x;
	default: return ({ int y = x * 2; y > 10 ? y : 0; });
	}
}

static int asserting(struct owner *o)
{
	struct owner *up = o->up;

	lockdep_assert_held_write(&up->second);
	lockdep_assert_held(&o->first);
	return range(o->first.map);
}

static int recursive(int n) { return n < 2 ? n : recursive(n - 1) + recursive(n - 2); }

static void boom(int n)
{
	if (n)
		longjmp(jmp, n);
}

int main(int argc, char **argv)
{
	v4 v = { 1, 2, 3, 4 }, w = v * v;
	struct bits b = { .a = 5, .c = -3 };
	union u u = { .x = argc };
	fn f = (fn)vsum;
	struct owner o = { .up = &o };
	volatile long double ld = 1.5L;
	__int128 big = (__int128)1 << 100;
	int out;

	(void)argv;
	asm volatile("movl %1, %0" : "=r"(out) : "r"(argc) : "memory");
	if (!setjmp(jmp))
		boom(3);
	printf("%d %d %d %d %d %d %d %d %d %.1f %d %d %d %d\n", asserting(&o), f(3, 1, 2, 3), kr(1, "a"), computed(argc),
	       nested(5), range(6), recursive(10), w[2] + b.a + (int)b.c, tls,
	       creal(spin(2.0)), (int)(big >> 98), (int)ld, u.x, out);
	return 0;
}
END
for level in -O0 -O1 -O2 -O3 -Os; do
	"$PLUGIN_CC" $level -w -c -o without.o odd.c || exit 1
	check "odd C at $level" "$PLUGIN_CC" "$plugin" $level -w -c -o with.o odd.c
	objcopy --remove-section .reclint.facts with.o stripped.o
	objcopy without.o plain.o
	check "the same code with and without the plugin at $level" cmp stripped.o plain.o
	check "facts only at $level" "$PLUGIN_CC" "$plugin" $only $level -w -c -o only.o odd.c
	"$RECLINT" facts with.o >with.txt
	"$RECLINT" facts only.o >only.txt
	check "the same facts in both modes at $level" cmp with.txt only.txt
	check "what is asserted at $level" grep -q 'call lockdep_assert_held(.o->owner.first' only.txt
	check "what is asserted and leaves no code, at $level" grep -q 'call lockdep_assert_held_write(.*->owner.second)' only.txt
done
echo 'int debug_locks = 1; int is_held(const void *map) { return map != 0; }' >held.c
"$PLUGIN_CC" -w -O2 -o reference odd.c held.c -lm && ./reference >expected
check "it links" "$PLUGIN_CC" "$plugin" -w -O2 -o program odd.c held.c -lm
./program >output
check "and runs as before" cmp expected output

# Assembly output is read by somebody.
"$PLUGIN_CC" -S -O2 -w -o without.s odd.c
check "-S" "$PLUGIN_CC" "$plugin" $only -S -O2 -w -o with.s odd.c
check "-S gives what it gave" cmp without.s with.s
check "-S with -pipe" "$PLUGIN_CC" "$plugin" $only -pipe -S -O2 -w -o with.s odd.c
check "and still gives what it gave" cmp without.s with.s
"$PLUGIN_CC" -E odd.c >without.i
"$PLUGIN_CC" "$plugin" $only -E odd.c >with.i
check "-E gives what it gave" cmp without.i with.i
check "-fsyntax-only" "$PLUGIN_CC" "$plugin" $only -fsyntax-only -w odd.c
check "-save-temps" "$PLUGIN_CC" "$plugin" $only -save-temps -w -c -o temps.o odd.c
check "-c -o /dev/null" "$PLUGIN_CC" "$plugin" $only -w -c -o /dev/null odd.c
check "with memory collected all the time" "$PLUGIN_CC" "$plugin" $only --param ggc-min-expand=0 --param ggc-min-heapsize=0 \
	-O2 -w -c -o collected.o odd.c
"$PLUGIN_CC" "$plugin" $only -O2 -w -c -o only.o odd.c
check "the facts are the same" cmp collected.o only.o
check "-pipe" "$PLUGIN_CC" "$plugin" $only -pipe -w -c -o pipe.o odd.c
check "-g" "$PLUGIN_CC" "$plugin" -g -w -c -o debug.o odd.c
check "dependency file" "$PLUGIN_CC" "$plugin" $only -Wp,-MMD,dep.d -w -c -o dep.o odd.c
check "which is written" grep -q odd.c dep.d

echo 'int f( {' >wrong.c
check_not "a syntax error stays an error" "$PLUGIN_CC" "$plugin" $only -c -o wrong.o wrong.c
check_not "without an object" test -e wrong.o
echo '#error no' >wrong.c
check_not "#error stays an error" "$PLUGIN_CC" "$plugin" $only -c -o wrong.o wrong.c
echo '__attribute__((reclint("nonsense", 1, 2))) int f(void); int g(void) { return f(); }' >attribute.c
check "a contract with an unknown verb does not fail a build" "$PLUGIN_CC" "$plugin" $only -w -c -o attribute.o attribute.c

cxx=$(echo "$PLUGIN_CC" | sed 's/\(.*\)gcc/\1g++/')
if command -v "$cxx" >/dev/null 2>&1; then
	echo 'struct s { virtual ~s() { } }; s x;' >x.cc
	check "C++ is left alone" "$cxx" "$plugin" -c -o cc.o x.cc
fi
