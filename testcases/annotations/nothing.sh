#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# case:  the annotations change nothing: same code with and without them, with and without the plugin
# needs: kernel
set -u
# shellcheck source=/dev/null
. "$RECLINT_ROOT/testcases/runner/lib.sh"

cp "$RECLINT_ROOT/testcases/annotations/plain.input" dev.c
echo 'obj-m := dev.o' >Makefile

# built NAME FLAGS: NAME.o, a module's object as the kernel's own build makes it, without facts.
built() {
	rm -f dev.o
	make -C "$RECLINT_BUILD" M="$PWD" KCFLAGS="-include $PWD/config.h -I$RECLINT_ROOT/annotations -g0 -Werror $2" dev.o >"$1.log" 2>&1
	verdict $? "$1 compiles without warnings" "$1.log"
	objcopy --remove-section=.reclint.facts dev.o "$1.o"
}

# A macro that is not used there is not compared.  Some are only parts of others.
grep -vE '^# *(define|undef)' dev.c >uses
for header in reclint.h reclint-context.h; do
	sed -n 's/^# *define \([a-z_]*\)(.*/\1/p' "$RECLINT_ROOT/annotations/$header" | sort -u |
		grep -vxE '__rl|__rl_context|__rl_step|__rl_pragma|__rl_guard' >macros
	check "$header has macros" test -s macros
	while read -r macro; do
		grep -q "\b$macro\b" uses || echo "$macro"
	done <macros >unused
	[ ! -s unused ]
	verdict $? "$header: all of them are compared" unused
done

# No lockdep: what primes it is no code, either.
printf '#undef CONFIG_%s\n' LOCKDEP PROVE_LOCKING DEBUG_LOCK_ALLOC LOCK_STAT PROVE_RCU >config.h
built plain -DPLAIN
built annotated ''
built context "-include $RECLINT_ROOT/annotations/reclint-context.h"
built context-plugin "-fplugin=$RECLINT_PLUGIN -include $RECLINT_ROOT/annotations/reclint-context.h"
built plugin "-fplugin=$RECLINT_PLUGIN"
"$RECLINT" facts dev.o >seen
check "the plugin has seen the annotations" grep -q '^contract function dev_kick.*never_sleeps' seen
for name in annotated context context-plugin plugin; do
	check "$name is the same code as plain" cmp plain.o "$name.o"
done
[ "$(size -A plain.o | awk '/^.text/ { n += $2 } END { print n }')" -gt 100 ]
verdict $? "there is code to compare"
