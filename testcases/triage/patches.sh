#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# case:  triage: series that put bugs into drivers, fix them, or say so; every form; what is not applied
# needs: kernel git cp
set -u
# shellcheck source=/dev/null
. "$RECLINT_ROOT/testcases/runner/lib.sh"
# shellcheck source=/dev/null
. "$RECLINT_ROOT/testcases/triage/common"
series=$RECLINT_ROOT/testcases/triage

small_tree tree
find tree -type f -exec cksum {} + | sort >tree.before
triage() {
	"$RECLINT" triage --kernel tree --base-facts out/base "$@"
}

# ---- what is new, fixed, or no fix --------------------------------------------------

ends "a series that adds a bug and fixes it: something is new" 1 triage "$series/series.mbox"
says "the first patch adds it" t.out "^patch 1/2 \('lib: test_hmm: log what is mapped'\): 1 new; 1 unit compiled"
says "where it stands" t.out '^lib/test_hmm\.c:772:[0-9]+: warning: .kcalloc. with GFP_KERNEL.*\[-Wreclint-notifier-lock-alloc\]'
says "with the callback's chain" t.out '^lib/test_hmm\.c:[0-9:]+ note: .*dmirror_interval_invalidate'
says "the second patch fixes it" t.out '^patch 2/2 .*: 0 new, 1 fixed; 1 unit compiled'
says "and only that" t.out '^fixed: lib/test_hmm\.c:772: .*notifier-lock-alloc'
check "places that were there before are not told" test "$(grep -c 'warning:' t.out)" -eq 1
cp t.out first
ends "a second time" 1 triage "$series/series.mbox"
check "the same is said" cmp first t.out

ends "a false fix, in a mail in base64" 1 triage "$series/false-fix.mbox"
says "it is none" t.out '^patch 2/2 .*: 0 new, 1 unchanged'
says "why" t.out 'the GFP_NOFS in this patch does not remove it: GFP_NOFS keeps reclaim out of file systems.*dmirror_interval_invalidate'

ends "a callback takes a lock that another file holds" 1 triage "$series/callback.mbox"
says "the other file is told" t.out '^drivers/misc/sgi-gru/grukservices\.c:[0-9:]+ warning: .*GFP_KERNEL.*gru_blade_state\.bs_kgts_sema'
says "as caused by the patch" t.out "^caused by this patch, in a file it does not touch: it changes 'gru_invalidate_range_start'"
says "and so is what the callback itself may not do" t.out '^drivers/misc/sgi-gru/grutlbpurge\.c:[0-9:]+ warning: .*nonblock-sleep'

ends "a header of eight units" 1 triage "$series/header.mbox"
says "they are compiled, no others" t.out '; 8 units compiled$'
says "a file that the patch does not touch" t.out '^drivers/misc/sgi-gru/grutlbpurge\.c:[0-9:]+ warning: .*\[-Wreclint-reclaim-recursion\]'

sed 's/kcalloc(64, sizeof(\*log), GFP_KERNEL)/NULL/' "$series/series.mbox" >harmless.mbox
csplit -s -z -f mail- harmless.mbox '/^From 0/' '{*}'
ends "a patch that does no harm" 0 triage mail-01
says "nothing is new" t.out '0 new; 1 unit compiled'
csplit -s -z -f part- "$series/series.mbox" '/^From 0/' '{*}'
ends "several mails, in any order" 1 triage mail-00 "$series/callback.mbox"
cat >worse <<'EOF'
Subject: [PATCH] lib: test_hmm: allocate more

--- a/lib/test_hmm.c
+++ b/lib/test_hmm.c
@@ -770,5 +770,6 @@
 	/* Map the migrated pages into the device's page tables. */
 	mutex_lock(&dmirror->mutex);
 	log = kcalloc(64, sizeof(*log), GFP_KERNEL);
+	kfree(kmalloc(8, GFP_KERNEL));
 
 	for (i = 0, pfn = start >> PAGE_SHIFT; pfn < (end >> PAGE_SHIFT); pfn++, i++) {
EOF
ends "one more bug beside one that is there" 1 triage part-01 worse
says "one is new" t.out "^patch 'lib: test_hmm: allocate more': 1 new, 1 unchanged"
says "and told where it stands" t.out '^lib/test_hmm\.c:773:[0-9]+: warning: .kmalloc. with GFP_KERNEL'
check "the other was told when it came" test "$(grep -c '^lib/test_hmm\.c:772:[0-9]*: warning:' t.out)" -eq 1
ends "several files, a line each" 1 triage --terse --no-summary -q part-01 worse
says "the second one's" t.out '^worse:9: ERROR: .kmalloc. with GFP_KERNEL'
sed -e 's/allocate more/say what it does/' \
	-e 's/^+	.*/+	extern void dmirror_log(void *log) __attribute__((reclint("waits", 1, "compeltion")));/' worse >misspelt
ends "an annotation that says nothing" 2 triage part-01 misspelt
check "is told with the patch that brings it, once" \
	test "$(grep -c "^reclint: lib/test_hmm\.c:773: contract 'waits' of 'dmirror_log': unknown kind" t.err)" -eq 1
says "and the rest is looked at all the same" t.out '^lib/test_hmm\.c:772:[0-9]+: warning: .kcalloc. with GFP_KERNEL'

sed 's/log = NULL/log = nonsense/' mail-01 >broken
ends "a patch that does not compile" 2 triage broken
says "is named" t.err 'lib/test_hmm\.c does not compile: .*nonsense'
says "and not looked at" t.out '^not looked at: lib/test_hmm\.c'

sed 's|^\(+.*log = kcalloc(.*;\)$|\1 /* reclint: allow notifier-lock-alloc: nobody maps yet */|' "$series/series.mbox" >allowed.mbox
csplit -s -z -f allowed- allowed.mbox '/^From 0/' '{*}'
ends "a bug with a comment that allows it" 0 triage allowed-01
says "is not told" t.out ': 0 new; 1 unit compiled'

# A patch of its own, so that nothing is known of it; the next run begins anew.
sed 's/kcalloc(64/kcalloc(65/' part-01 >interrupted
timeout --preserve-status -s INT -k 60 1 "$RECLINT" triage --kernel tree --base-facts out/base interrupted >i.out 2>i.err
ends "after an interrupt, or not" 1 triage interrupted
says "the same is said" t.out '^lib/test_hmm\.c:772:[0-9]+: warning: .kcalloc.'

# ---- forms -------------------------------------------------------------------------------

patch=part-01
ends "Markdown" 1 triage --format markdown $patch
says "with a title" t.out '^### New: .lib/test_hmm\.c:772. in .dmirror_atomic_map\(\).'
says "and why nobody is named" t.out 'No maintainers named: scripts/get_maintainer\.pl'
ends "a reply" 1 triage --format mail --no-maintainers $patch
says "to the author" t.out '^To: Ann Author <ann@example\.org>'
says "with the subject" t.out '^Subject: Re: \[PATCH 1/2\] lib: test_hmm: log what is mapped'
says "in the thread" t.out '^In-Reply-To: <1\.series@example\.org>'
check "the finding stands below the quoted line" sh -c \
	'grep -A 2 "^> +.log = kcalloc" t.out | tail -n 1 | grep -q "^.kcalloc. with GFP_KERNEL"'
check_not "no tag is invented" grep -qE '^(Fixes|Reported-by|Reviewed-by|Acked-by|Tested-by|Nacked-by):' t.out
ends "JSON" 1 triage --format json "$series/false-fix.mbox"
if "$RECLINT_ROOT/testcases/report/check-schema" "$RECLINT_ROOT/docs/triage.schema.json" t.out >schema.out; [ $? -eq 77 ]; then
	echo "skipped: $CASE: the schema: no python3-jsonschema"
else
	check "as the published schema says" \
		"$RECLINT_ROOT/testcases/report/check-schema" --closed "$RECLINT_ROOT/docs/triage.schema.json" t.out
fi
tr -d ' \n' <t.out >t.flat
says "with counts" t.flat '"counts":\{"new":0,"fixed":0,"unchanged":1,"false_fixes":1\}'
says "and what was there" t.flat '"was":"notifier-lock-alloc"'
says "the author's name decoded" t.flat 'J(ö|\\u00[fF]6)rg'
ends "b4" 1 triage --format b4 - <$patch
tr -d '\n' <t.out | sed 's/  */ /g' >t.flat
says "one result" t.flat '^\[ \{ "tool": "reclint", "status": "fail", "summary": "1 new"'
ends "a cover letter, as b4 sends it, too" 0 triage --format b4 - <part-00
says "nothing" t.out '^\[\]$'

line=$(grep -n '^+.*kcalloc' $patch | cut -d: -f1)
ends "checkpatch's form, as b4 calls it" 1 triage -q --terse --no-summary --mailback - <$patch
says "the line of the patch" t.out "^-:$line: ERROR: .kcalloc. with GFP_KERNEL"
check "and nothing else" test "$(wc -l <t.out)" -eq 1
# shellcheck disable=SC2016 # expanded by that shell
ends "in the tree, as b4 starts it" 1 sh -c 'cd tree && "$1" triage --base-facts ../out/base --terse --no-summary - <"../$2"' \
	sh "$RECLINT" $patch
says "the same" t.out "^-:$line: ERROR: .kcalloc. with GFP_KERNEL"
ends "in two lines, with types" 1 triage --format checkpatch --show-types $patch
says "the message" t.out '^ERROR:NOTIFIER_LOCK_ALLOC: '
says "its place" t.out "^#$line: FILE: lib/test_hmm\.c:772:"
says "the code" t.out '^\+	log = kcalloc'
says "the total" t.out '^total: 1 errors, 0 warnings, [0-9]+ lines checked'
ends "what is ignored does not count" 0 triage --format checkpatch --ignore NOTIFIER_LOCK_ALLOC $patch
ends "clean, with --mailback: nothing" 0 triage -q --terse --no-summary --mailback - <mail-01
check "nothing at all" test ! -s t.out

# ---- what is not applied --------------------------------------------------------------------

sed 's/Map the migrated/Map all migrated/' $patch >fuzz
refuses "a patch that needs fuzz" "patch 1/2 .*: lib/test_hmm\.c:764: does not apply" triage fuzz
sed 's|lib/test_hmm\.c|lib/test_other.c|g' $patch >missing
refuses "a missing file" "patch 1/2 .*: lib/test_other\.c: no such file" triage missing
sed 's|[ab]/lib/test_hmm\.c|a/../test_hmm.c|g' $patch >outside
refuses "a path outside" "\.\./test_hmm\.c: not a path in the tree" triage outside
sed 's|a/lib/test_hmm\.c|a//etc/passwd|; s|b/lib/test_hmm\.c|b//etc/passwd|' $patch >absolute
refuses "an absolute path" "/etc/passwd: not a path in the tree" triage absolute
{
	sed '/^diff --git/,$d' $patch
	printf 'diff --git a/lib/x.bin b/lib/x.bin\nnew file mode 100644\nGIT binary patch\nliteral 3\nKcmYc+\n\nliteral 0\nHcmV?d00001\n\n'
} >binary
refuses "a binary patch" "lib/x\.bin: a binary patch" triage binary
{
	sed '/^diff --git/,$d' $patch
	printf 'diff --git a/lib/x.c b/lib/x.c\nnew file mode 120000\n--- /dev/null\n+++ b/lib/x.c\n@@ -0,0 +1 @@\n+/etc/passwd\n\\ No newline at end of file\n'
} >"link"
refuses "a symbolic link" "lib/x\.c: a symbolic link" triage link
{
	sed '/^diff --git/,$d' $patch
	printf 'diff --git a/lib/README b/lib/README\nnew file mode 100644\n--- /dev/null\n+++ b/lib/README\n@@ -0,0 +1 @@\n+Read me\n'
} >readme
ends "a file that no unit depends on" 0 triage readme
says "and that is said" t.out '^nothing that was scanned depends on what it changes'
{
	sed '/^diff --git/,$d' $patch
	printf 'diff --git a/lib/test_hmm.c b/lib/test_hmm.c\ndeleted file mode 100644\n--- a/lib/test_hmm.c\n+++ /dev/null\n'
	printf '@@ -1,%s +0,0 @@\n' "$(wc -l <tree/lib/test_hmm.c)"
	sed 's/^/-/' tree/lib/test_hmm.c
} >deleted
ends "a file that is removed" 0 triage deleted
says "its unit is gone" t.out ': 0 new; 0 units compiled, 1 gone$'
check_not "which is not nothing" grep -q '^nothing' t.out
sed '/^ 			return xa_err/,$d' $patch >torn
refuses "a torn one" "the hunk ends before its last line" triage torn
printf 'Subject: [PATCH] x\n\n--- a/lib\n+++ b/lib\n@@ -1 +1 @@\n-x\n+y\n' >directory
refuses "a directory" "patch 'x': lib: a directory" triage directory
tr '\n' '\000' <$patch >nul
refuses "no text" "nul: neither a mail nor a patch: it has NUL bytes" triage nul
printf %s "$(cat $patch)" >endless
ends "one whose last line has no end" 1 triage endless
cat part-02 >second
refuses "a series without its beginning" "patch 2/2 .*: lib/test_hmm\.c:768: does not apply" triage second
refuses "no patch" "standard input: no patch in it" sh -c "echo hello | \"$RECLINT\" triage --kernel tree --base-facts out/base -"
refuses "no such file" "cannot read nowhere" triage nowhere
refuses "a revision without git" "\-\-base HEAD needs git" triage --base HEAD $patch
refuses "a range without git" "a range of commits needs git" triage HEAD~1..HEAD
refuses "no base" "nothing/base: no base there: run reclint scan" \
	"$RECLINT" triage --kernel tree --base-facts nothing/base $patch
refuses "another form's option" "terse goes with --format checkpatch" triage --format json --terse $patch
find tree -type f -exec cksum {} + | sort >tree.after
check "nothing in the tree has changed" cmp tree.before tree.after
check "nothing half done is left" test -z "$(find cache/reclint/triage/*/ -maxdepth 1 -name objects -o -maxdepth 1 -name patch.diff)"

# ---- git ---------------------------------------------------------------------------------------

git_tree() {
	git -C tree -c gc.auto=0 -c user.name=T -c user.email=t@example.org -c commit.gpgsign=false "$@"
}
{ git_tree init -q . && git_tree add -Af . && git_tree commit -qm base; } >git.log 2>&1
verdict $? "a git tree" git.log
for n in 1 2; do
	git_tree am -q "$PWD/part-0$n" >>git.log 2>&1
done
find tree/.git -type f ! -name index -exec cksum {} + | sort >git.before
ends "a range of commits" 1 triage HEAD~2..HEAD
says "is two patches" t.out "^patch 2/2 \('lib: test_hmm: allocate the log"
says "the same is said of them" t.out '^lib/test_hmm\.c:772:[0-9]+: warning: .kcalloc.'
ends "a mail whose commit is there already" 1 triage $patch
says "is seen from its parent" t.err 'is commit [0-9a-f]{12}: looking at it from its parent'
ends "with --base" 1 triage --base HEAD~2 "$series/false-fix.mbox"
says "too" t.out 'the GFP_NOFS in this patch does not remove it'
refuses "a revision that is not there" "knows no commit 'nowhere'" triage --base nowhere $patch
refuses "a range that is not there" "nowhere\.\.HEAD" triage nowhere..HEAD
sed -i 's/GFP_ATOMIC/GFP_KERNEL/' tree/lib/test_hmm.c
cp tree/lib/test_hmm.c edited
ends "with something else in the working tree" 1 triage HEAD~2..HEAD
says "the commits count" t.out '^patch 1/2 .*: 1 new'
check "which stays" cmp edited tree/lib/test_hmm.c
git_tree checkout -q lib/test_hmm.c
find tree/.git -type f ! -name index -exec cksum {} + | sort >git.after
check "nothing in .git has changed" diff git.before git.after
check "nor a worktree made" test ! -e tree/.git/worktrees
