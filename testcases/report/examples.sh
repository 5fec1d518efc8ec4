#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# case:  report: the examples in docs/reports.md are what is printed
# needs: kernel python3
set -u
# shellcheck source=/dev/null
. "$RECLINT_ROOT/testcases/runner/lib.sh"

page=$RECLINT_ROOT/docs/reports.md
examples=$RECLINT_ROOT/testcases/report/examples.py

"$RECLINT_ROOT/testcases/run" --compile "$RECLINT_ROOT/testcases/notifier-lock-alloc/direct.c" x.o -w || exit 1
"$RECLINT" analyze --format json -o findings.json x.o 2>err
check "examples" python3 "$examples" "$page" "$PWD/findings.json" "$RECLINT_ROOT/testcases"
sed 's/may enter/must not enter/' "$page" >other.md
check_not "an example that is wrong is found" python3 "$examples" other.md "$PWD/findings.json" "$RECLINT_ROOT/testcases"
check_not "no examples are found out, too" python3 "$examples" x.o "$PWD/findings.json" "$RECLINT_ROOT/testcases"

# Every form has its place in the table.
"$RECLINT" report --help | sed -n '/^forms:/,$s/^  \([a-z0-9]*\) .*/\1/p' >forms
check "there are forms" test -s forms
while read -r form; do
	check "--format $form" grep -qE "^\| \[?([a-z]+, )?${form}[], |]" "$page"
done <forms
