# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh
#
# case:  reclint cocci: files, patches, trouble, and what the plugin has found already
# needs: spatch
# shellcheck source=testcases/runner/lib.sh
. "$RECLINT_ROOT/testcases/runner/lib.sh"

# Two callbacks that sleep; the second file has a function that spatch cannot read.
callback() {
	cat <<-EOF
		static bool $1(struct mmu_interval_notifier *mni, const struct mmu_notifier_range *range, unsigned long seq)
		{
			mutex_lock(&lock);
			mutex_unlock(&lock);
			return true;
		}

		static const struct mmu_interval_notifier_ops $1_ops = {
			.invalidate = $1,
		};
	EOF
}
mkdir tree
{ echo "VERSION = 6"; echo "PATCHLEVEL = 1"; echo "SUBLEVEL = 7"; } >tree/Makefile
mkdir -p tree/scripts tree/drivers/a tree/drivers/b
: >tree/scripts/Makefile.build
callback one >tree/drivers/a/one.c
callback two >tree/drivers/b/two.c
echo "int nothing(void) { return 0; }" >tree/drivers/b/other.c

cocci() { # STATUS ARGUMENTS...
	want=$1
	shift
	code=0
	"$RECLINT" cocci --script nonblock_sleep "$@" >out 2>err || code=$?
	cat out err >&2
	[ "$code" -eq "$want" ]
}
says() { # STATUS PATTERN ARGUMENTS...
	expected=$1
	pattern=$2
	shift 2
	cocci "$expected" "$@" && grep -q -- "$pattern" out err
}

check "a file with a finding" says 1 "1 finding;.* 1 runs" tree/drivers/a/one.c
check "a file without the words is not given to spatch" says 0 "0 findings;.* 0 runs" tree/drivers/b/other.c
check "the default targets of a tree" says 1 "2 findings; 3 files" --kernel tree
check "a directory of a tree" says 1 "1 finding; 2 files" --kernel tree drivers/b
check "paths are those of the tree" grep -q '^drivers/b/two.c:3:' out

cat >the.patch <<'EOF'
--- a/drivers/a/one.c
+++ b/drivers/a/one.c
@@ -1 +1 @@
--- a/drivers/a/gone.c
+++ /dev/null
EOF
check "the files of a patch" says 1 "1 finding; 1 files" --kernel tree --patch the.patch
refuses "a patch that is none" "no line begins with" "$RECLINT" cocci --kernel tree --patch tree/Makefile
refuses "a script that is not there" "there is no 'nosuch'" "$RECLINT" cocci --script nosuch tree/drivers/a/one.c
refuses "a target that is not there" "no such file or directory" "$RECLINT" cocci --kernel tree drivers/nosuch

# Trouble is never taken for clean.
cat >broken.c <<'EOF'
static const struct mmu_interval_notifier_ops ops = {
	.invalidate = f,
};

static int f(void)
{
	)(;
	return 0;
}
EOF
check "code that spatch cannot read is told, and is no clean file" says 2 "broken.c:5: spatch cannot read this" broken.c
check "... and counted" grep -q "1 unparsed" out
check "... and named" grep -q "not analysed: broken.c:5" out
printf 'int f( {\n mmu_interval_notifier_ops x; mutex_lock(&' >torn.c
check "... also where the rest of the file is gone with it" says 2 "torn.c:1: spatch cannot read this" torn.c
{
	awk 'BEGIN {
		print "static bool f(struct mmu_interval_notifier *m, const struct mmu_notifier_range *r, unsigned long s)\n{"
		for (i = 0; i < 3000; i++)
			print "\tif (g(" i "))\n\t\th(" i ");"
		print "\tmutex_lock(&lock);\n\treturn true;\n}"
		print "static const struct mmu_interval_notifier_ops ops = {\n\t.invalidate = f,\n};"
	}'
} >slow.c
check "a timeout is told, and is no clean file" says 2 "did not finish within 1 seconds" --timeout 1 slow.c
check "... and counted" grep -q "1 timeouts" out
printf "+++ b/gone.c\n" >gone.patch
check "a file that is not there" says 2 "cannot read gone.c" --kernel tree --patch gone.patch
check "what else there is is reported all the same" says 2 "in a non-blockable invocation of 'one'" --timeout 1 slow.c tree/drivers/a/one.c

# Findings of the plugin.
check "findings as JSON" cocci 1 --format json -o all.json --kernel tree
sed '/"origin"/s/cocci/engine/' all.json >plugin.json
check "what the plugin has found is folded in" says 0 "2 folded" --findings plugin.json --kernel tree
check "all of them together" cocci 0 --findings plugin.json --format json -o merged.json --kernel tree
check "... and marked" test "$(grep -c also_found_by merged.json)" -eq 2
sed 's/"function": "one"/"function": "another"/' plugin.json >other.json
check "what it has not is added" says 1 "1 finding.* 1 folded" --findings other.json --kernel tree
check "all of them, with one more" cocci 1 --findings other.json --format json -o merged.json --kernel tree
check "... with its origin" test "$(grep -c '"origin": "cocci"' merged.json)" -eq 1
refuses "a file of findings that is none" "not a findings.json" "$RECLINT" cocci --findings the.patch --kernel tree

check "one job" cocci 1 --format json -o a.json --jobs 1 --kernel tree
check "four jobs" cocci 1 --format json -o b.json --jobs 4 --kernel tree
check "the same bytes, whatever --jobs says" cmp a.json b.json
check_not "no absolute path" grep -q "$PWD" a.json
