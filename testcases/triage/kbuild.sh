#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# case:  triage: a new file with its Makefile, a new symbol with its Kconfig; a tree without git
# needs: kernel git cp
set -u
# shellcheck source=/dev/null
. "$RECLINT_ROOT/testcases/runner/lib.sh"
# shellcheck source=/dev/null
. "$RECLINT_ROOT/testcases/triage/common"
series=$RECLINT_ROOT/testcases/triage


# All of the tree: kbuild reads Makefiles everywhere.
triage() {
	# shellcheck disable=SC2154 # set by common
	"$RECLINT" triage --kernel "$real" --base-facts out/base "$@"
}

ends "a new symbol" 1 triage "$series/kconfig.mbox"
says "it is configured" t.err '^[0-9]+ symbols? of the configuration changed'
says "and what it brings is looked at" t.out '^drivers/misc/gruextra\.c:[0-9:]+ warning: .kzalloc. with GFP_KERNEL.*struct gru_extra\.lock'
says "with nothing else" t.out "^patch 'misc: sgi-gru: a table beside each context, if wanted': 1 new; 1 unit compiled"

# With the configuration of the base again.
ends "a new file in a Makefile" 1 triage "$series/new-file.mbox"
says "kbuild is asked, and builds it" t.out "^patch 'misc: sgi-gru: a table beside each context': 1 new; 1 unit compiled"
says "its bug is found" t.out '^drivers/misc/sgi-gru/gruextra\.c:[0-9:]+ warning: .kzalloc. with GFP_KERNEL.*struct gru_extra\.lock'
check_not "the other symbol is not configured any more" grep -q SGI_GRU_EXTRA cache/reclint/triage/*/build/.config

sed '/^diff --git.*Makefile/,/^diff --git.*gruextra/{/^diff --git.*gruextra/!d}' "$series/new-file.mbox" >alone.mbox
ends "a file that no Makefile names" 0 triage alone.mbox
says "is not looked at, and that is said" t.out '^not looked at: drivers/misc/sgi-gru/gruextra\.c: this configuration does not build it'

ends "maintainers" 1 triage --maintainers "$series/callback.mbox"
says "are those that the tree names" t.out '^maintainer: .*@.*GRU'
