#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# case:  triage: which commit of a git tree a patch is for: reverted and sent again, another version, its own, none
# needs: kernel git cp
set -u
# shellcheck source=/dev/null
. "$RECLINT_ROOT/testcases/runner/lib.sh"
# shellcheck source=/dev/null
. "$RECLINT_ROOT/testcases/triage/common"

small_tree tree
git_tree() {
	git -C tree -c gc.auto=0 -c user.name=T -c user.email=t@example.org -c commit.gpgsign=false "$@"
}
triage() {
	"$RECLINT" triage --kernel tree --base-facts out/base "$@"
}
commit() { # SUBJECT: what was edited
	git_tree commit -qam "$1"
}
from_head() { # TEXT: what was just run did not look for the patch in the tree
	check_not "$1" grep -q 'is commit' t.err
}
{ git_tree init -q . && git_tree add -Af . && git_tree commit -qm base; } >git.log 2>&1
verdict $? "a git tree" git.log

file=tree/lib/test_hmm.c
subject='lib: test_hmm: wait for memory'
sed -i '781s/GFP_ATOMIC/GFP_KERNEL/' $file
commit "$subject"
git_tree format-patch -q --stdout -1 >v1.patch

# In the tree: seen from its parent, whatever is left of its headers.
ends "a patch that is in the tree" 1 triage v1.patch
says "is seen from its parent" t.err 'is commit [0-9a-f]{12}: looking at it from its parent'
says "and adds its bug" t.out ': 1 new'
sed '/^From [0-9a-f]/d; /^index /d' v1.patch >bare.patch
ends "without its commit and blobs" 1 triage bare.patch
says "too" t.err 'is commit [0-9a-f]{12}: looking at it from its parent'

# The same subject, and not the same patch.
git_tree revert --no-edit HEAD >>git.log 2>&1
ends "reverted, and sent again" 1 triage v1.patch
says "as the commit that it was" t.err 'is commit'
sed '/^From [0-9a-f]/d' v1.patch >again.patch
ends "or as a mail: for what is there now" 1 triage again.patch
from_head "which is HEAD"
says "with its bug" t.out ': 1 new'
sed 's/GFP_KERNEL/GFP_NOWAIT/' bare.patch >v2.patch
ends "another version with its subject" 0 triage v2.patch
from_head "is for HEAD"
says "and has no bug" t.out ': 0 new'
sed "1i From $(git_tree rev-parse HEAD~1) Mon Sep 17 00:00:00 2001" v2.patch >posing.patch
ends "or with its commit's name" 0 triage posing.patch
from_head "too"

# For neither: it does not apply, and that is all.
sed -i '781s/GFP_ATOMIC/GFP_NOFS/' $file
commit 'lib: test_hmm: something else'
refuses "a patch for another commit" "lib/test_hmm\.c:[0-9]+: does not apply; name the commit that it is for with --base" triage v2.patch
ends "which --base names" 0 triage --base HEAD~1 v2.patch
ends "a range is what git says, whatever its subjects" 1 triage HEAD~3..HEAD~2
says "from its own parent" t.out ': 1 new'

# A file that gets another name.
git_tree mv lib/test_hmm_uapi.h lib/test_hmm_other.h
sed -i 's/test_hmm_uapi\.h/test_hmm_other.h/' $file
commit 'lib: test_hmm: another name'
git_tree format-patch -q --stdout -1 -M | sed '/^index /d; /^From [0-9a-f]/d' >renamed.patch
ends "a patch with a rename" 0 triage renamed.patch
says "is found" t.err 'is commit'

# What git does not want to read.
if [ "$(id -u)" -eq 0 ]; then
	chown 1 tree tree/.git
	refuses "a repository of somebody else's" "tree: git: detected dubious ownership" triage v1.patch
	chown 0 tree tree/.git
else
	echo "skipped: $CASE: a repository of somebody else's: needs root"
fi
mkdir broken && cp -a tree/Makefile tree/scripts broken && mkdir broken/.git
refuses "a repository that is none" "broken: git: not a git repository" "$RECLINT" triage --kernel broken --base-facts out/base v1.patch
