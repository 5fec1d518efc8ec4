#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# case:  report: SARIF 2.1.0 that is what the specification says, and tells all of the findings
# needs: kernel python3 jq
set -u
# shellcheck source=/dev/null
. "$RECLINT_ROOT/testcases/runner/lib.sh"

checker=$RECLINT_ROOT/testcases/report/check-sarif
cases=$RECLINT_ROOT/testcases/notifier-lock-alloc

sarif() { # JSON OUT [OPTION...]
	json=$1
	out=$2
	shift 2
	"$RECLINT" report --strict --format sarif -o "$out" "$@" "$json"
}

# What there may be: three sides, unknown places, names to escape, judgements, trouble.
sarif "$RECLINT_ROOT/testcases/report/findings.json" all.sarif
check "a made-up result" "$checker" all.sarif "$RECLINT_ROOT/testcases/report/findings.json"
jq '.stats.failed = [] | .findings |= map(.suppressed = null | .verdict = null | .baseline = null) | del(.absent)' \
	"$RECLINT_ROOT/testcases/report/findings.json" >plain.json
sarif plain.json plain.sarif
check "without judgements" "$checker" plain.sarif plain.json
jq '.findings = []' plain.json >none.json
check "nothing found" sarif none.json none.sarif
check "nothing found, either" "$checker" none.sarif none.json

check "what is gone is absent" jq -e '[.runs[0].results[] | .baselineState] == ["new", "unchanged", "new", "absent"]' all.sarif

# With the source: the place to the end of the line, and the lines around it.
mkdir -p "tree/drivers/a b"
printf 'one\n\ttwo\n\ttab = three();\n\tlock();\n\tint a = x_alloc();\nsix' >"tree/drivers/a b/x#1.c"
sarif "$RECLINT_ROOT/testcases/report/findings.json" source.sarif --source tree
check "with the source" "$checker" source.sarif "$RECLINT_ROOT/testcases/report/findings.json"
check "the snippet" jq -e '.runs[0].results[0].locations[0].physicalLocation |
	.region.snippet.text == " x_alloc();" and .contextRegion.startLine == 3 and .contextRegion.endLine == 6 and
	.contextRegion.snippet.text == "\ttab = three();\n\tlock();\n\tint a = x_alloc();\nsix\n"' source.sarif
check "a file that is not there has none" jq -e '.runs[0].results[1].locations[0].physicalLocation |
	has("contextRegion") or (.region | has("snippet")) | not' source.sarif

# What the engine finds.
for name in direct dma-resv; do
	"$RECLINT_ROOT/testcases/run" --compile "$cases/$name.c" x.o -w || exit 1
	"$RECLINT" analyze --strict --format json -o real.json x.o 2>err
	"$RECLINT" analyze --strict --format sarif -o real.sarif x.o 2>err
	check "$name.c: there is a finding" jq -e '.findings | length > 0' real.json
	check "$name.c" "$checker" real.sarif real.json
	check "$name.c: two thread flows" jq -e '[.runs[0].results[] | .codeFlows[0].threadFlows | length] | index(2)' real.sarif
	"$RECLINT" analyze --strict --format sarif -o again.sarif x.o 2>err
	check "$name.c: the same again" cmp real.sarif again.sarif
	check_not "$name.c: no absolute path" grep -F "$PWD" real.sarif
done

# The checker can fail.
for edit in '.runs[0].results[0].level = "high"' '.runs[0].results[0].ruleIndex = 1' 'del(.version)' \
	'.runs[0].results[0].locations[0].physicalLocation.region.startColumn = 0' \
	'.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri = "drivers/a b/x#1.c"' \
	'.runs[0].results[0].extra = 1' '.runs[0].results[0].codeFlows[0].threadFlows |= .[1:]' \
	'.runs[0].results[1].suppressions = []' 'del(.runs[0].results[0].baselineState)' \
	'.runs[0].invocations[0].toolExecutionNotifications |= .[1:]'; do
	jq "$edit" all.sarif >edited.sarif
	check_not "refuses $edit" "$checker" edited.sarif "$RECLINT_ROOT/testcases/report/findings.json"
done
