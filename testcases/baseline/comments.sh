#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# case:  allow comments: which are told to be unused or wrong, and what is read without the source
# needs: kernel jq
set -u
# shellcheck source=/dev/null
. "$RECLINT_ROOT/testcases/runner/lib.sh"

mkdir tree
notifier_unit holder |
	sed 's|^\(.*kmalloc.*\)$|\1 /* reclint: allow notifier-lock-alloc: set up before anyone sees it */|' >tree/used.c
cat >tree/wrong.c <<'EOF'
/* reclint: allow nonsense: no rule has that name */
int one;
/* reclint: allow atomic-sleep */
int two;
// reclint: allow atomic-sleep: nothing sleeps here
int three;
/* reclint: allow: and what */
int four;
/* reclint: allow priming-missing: that rule is off by default */
/* reclint knows this; reclint: other tools' words; a comment that says reclint: allowed */
int wrong(int x)
{
	return x;
}
EOF
check "one unit" compile_unit tree/used.c used.o tree
check "another" compile_unit tree/wrong.c wrong.o tree

analyze() { # OUTPUT OPTIONS...
	out=$1
	shift
	status=0
	"$RECLINT" analyze --kernel-version "$KERNEL_VERSION" --format json -o "$out" "$@" used.o wrong.o 2>"$out.err" || status=$?
}
counts() { # FILE: findings that count
	jq '[.findings[] | select(.suppressed == null)] | length' "$1"
}
stat() { # FILE NAME
	jq ".stats.$2" "$1"
}

analyze plain.json
[ $status -eq 1 ] && [ "$(wc -l <plain.json.err)" -eq 1 ] && grep -q 'not read: .*--source' plain.json.err
verdict $? "without the source it is said that nobody has read them" plain.json.err
check "and there is a finding" test "$(counts plain.json)" -eq 1

analyze read.json --source tree
verdict $status "with the source, nothing counts, and the status is 0" read.json.err
check "the finding is there" test "$(jq '.findings | length' read.json)" -eq 1
check "with kind and reason" jq -e \
	'.findings[0].suppressed == {"kind": "in-source", "reason": "set up before anyone sees it"}' read.json
check "and so has its place" jq -e '.findings[0].sites[0].suppressed.kind == "in-source"' read.json
cat >want <<'EOF'
wrong.c:1: warning: there is no rule 'nonsense' to allow; see 'reclint rules'
wrong.c:3: warning: 'reclint: allow atomic-sleep' gives no reason and does not count
wrong.c:5: warning: unused 'reclint: allow atomic-sleep': there is nothing to allow
wrong.c:7: warning: 'reclint: allow' names no rule
EOF
diff want read.json.err >diff.out
verdict $? "what is wrong or unused is told as gcc would; of a rule that did not run it is not" diff.out
check "they are counted: unused" test "$(stat read.json allow_unused)" -eq 1
check "and invalid" test "$(stat read.json allow_invalid)" -eq 3
analyze again.json --source tree
check "twice the same bytes" cmp read.json again.json

analyze rules.json --source tree --rules atomic-sleep,priming-missing
check_not "where its rule does not run, a used one is not unused" grep -q used.c rules.json.err
check "a rule that runs now counts" grep -q 'wrong\.c:9: .*unused.*priming-missing' rules.json.err

"$RECLINT" report plain.json --source tree >report.out 2>report.err
verdict $? "report reads them, too" report.err
check "and says what is suppressed" grep -q '^0 findings (1 suppressed)' report.out
refuses "a tree that is not there" 'nowhere: not a directory' "$RECLINT" report plain.json --source nowhere
mkdir other
status=0
"$RECLINT" analyze --kernel-version "$KERNEL_VERSION" --source other used.o >other.out 2>other.err || status=$?
[ $status -eq 2 ] && grep -q 'other: none of the files' other.err
verdict $? "the tree of something else: status 2" other.err
check "and the finding is reported" grep -q 'Wreclint-notifier-lock-alloc' other.out

# One after the other in one comment, the first without rule.
echo '/* reclint: allow reclint: allow atomic-sleep: nothing sleeps */' >tree/wrong.c
analyze two.json --source tree
[ $status -eq 0 ] && [ "$(grep -c '' two.json.err)" -eq 2 ] && grep -q 'wrong\.c:1: .*names no rule' two.json.err &&
	grep -q 'wrong\.c:1: .*unused' two.json.err
verdict $? "two in one comment, one of them torn" two.json.err

# A file that cannot be made sense of: no end of comment, no end of line, bytes.
printf 'int x; /* reclint: allow' >tree/wrong.c
analyze torn.json --source tree
[ $status -eq 0 ] && [ "$(grep -c 'names no rule' torn.json.err)" -eq 1 ]
verdict $? "a file that ends within one" torn.json.err
printf '/* reclint: allow \377\376: \200 */ "\\\n' >tree/wrong.c
analyze torn.json --source tree
[ $status -eq 0 ]
verdict $? "a file of bytes" torn.json.err
: >tree/wrong.c
analyze torn.json --source tree
[ $status -eq 0 ] && [ ! -s torn.json.err ]
verdict $? "an empty file" torn.json.err
