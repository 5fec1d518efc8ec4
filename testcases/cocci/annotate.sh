# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh
#
# case:  annotate writes contracts that compile and that say what the functions do
# needs: spatch, kernel
# shellcheck source=testcases/runner/lib.sh
. "$RECLINT_ROOT/testcases/runner/lib.sh"

here=$RECLINT_ROOT/testcases/cocci
mkdir -p include/linux
cp "$RECLINT_ROOT/annotations/reclint.h" include/linux
cp "$here/annotate.input" before.c
cp before.c after.c
annotate() { # MODE
	spatch -D "$1" --very-quiet --no-show-diff --in-place --no-includes --cocci-file "$RECLINT_ROOT/cocci/annotate.cocci" after.c
}
says() {
	annotate report >report && grep -qF "$1" report
}
check "it reports" says "'dev_lock' could say __rl_acquires(\"struct dev.lock\", \"mutex\", \"write\")"
check "it annotates" annotate patch
check "... as expected" diff -u "$here/annotate.patched" after.c
cp after.c once.c
check "... once" annotate patch
check "... and no more" cmp once.c after.c

compile() {
	"$RECLINT_ROOT/testcases/run" --compile "$PWD/$1.c" "$1.o" "-I$PWD/include -Wall -Werror -Wno-missing-prototypes -Wno-missing-declarations"
}
findings() {
	"$RECLINT" analyze --format json -o "$1.json" "$1.o" || [ $? -eq 1 ]
	grep -E '"(rule|message|fingerprint)"' "$1.json" | sort -u >"$1.findings"
}
check "it compiled before" compile before
check "it compiles" compile after
findings before
findings after
check "there is a finding" grep -q notifier-lock-alloc before.findings
check "the same is found" diff before.findings after.findings

# Without the plugin there is nothing.
grep -o '__rl_[a-z_]*(.*' after.c | sed 's/$/ extern int x;/' >plain.c
sed -i '1i #include <linux/reclint.h>' plain.c
check "plain C of it compiles" "$PLUGIN_CC" -Iinclude -Wall -Werror -fsyntax-only plain.c
check_not "... to nothing" sh -c '"$PLUGIN_CC" -Iinclude -E plain.c | grep -q rl_'
