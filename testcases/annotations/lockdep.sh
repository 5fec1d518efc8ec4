#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# case:  the statements are lockdep's own where there is lockdep, for a module and in the kernel
# needs: kernel
set -u
# shellcheck source=/dev/null
. "$RECLINT_ROOT/testcases/runner/lib.sh"

cp "$RECLINT_ROOT/testcases/annotations/plain.input" dev.c
# Configurations that this kernel may not have, as far as headers know.
options='LOCKDEP PROVE_LOCKING DEBUG_LOCK_ALLOC'
for option in $options DEBUG_MUTEXES TRACE_IRQFLAGS DEBUG_ATOMIC_SLEEP LOCKDEP_BITS=15 LOCKDEP_CHAINS_BITS=16; do
	case $option in
	*=*)	value=${option#*=} ;;
	*)	value=1 ;;
	esac
	printf '#ifndef CONFIG_%s\n#define CONFIG_%s %s\n#endif\n' "${option%=*}" "${option%=*}" "$value"
done >module.h
{ cat module.h && printf '#undef MODULE\n#define KBUILD_MODFILE "dev"\n'; } >builtin.h
for option in $options LOCK_STAT PROVE_RCU; do
	echo "#undef CONFIG_$option"
done >without.h

compiled() { # NAME
	"$RECLINT_ROOT/testcases/run" --compile "$PWD/dev.c" "$PWD/$1.o" \
		"-include $PWD/$1.h -I$RECLINT_ROOT/annotations -Wall -Werror" >"$1.log" 2>&1
	verdict $? "$1 compiles without warnings" "$1.log"
	"$RECLINT" facts "$1.o" >"$1.facts"
}
for name in module builtin without; do
	compiled "$name"
done

# calls NAME FUNCTION WHAT: is there such a call?
calls() {
	sed -n "/^function $2\\b/,/^function /p" "$1.facts" | grep -q "call $3\\b"
}
for name in module builtin; do
	check "$name: priming is lock_acquire() in an fs_reclaim section" calls "$name" dev_init lock_acquire
	check "$name: a section is fs_reclaim's" calls "$name" dev_section fs_reclaim_acquire
done
check "module: it has itself called back" calls module rl_prime_notifiers_map mmu_notifier_register
check "module: in a mapping of its own" calls module rl_prime_notifiers_map vm_munmap
check "builtin: the kernel's map" grep -q '__mmu_notifier_invalidate_range_start_map' builtin.facts
check_not "without lockdep: nothing is mapped" calls without rl_prime_notifiers_map vm_munmap
