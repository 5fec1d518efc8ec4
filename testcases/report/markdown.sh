#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# case:  report: Markdown says what the findings say, whatever they hold
# needs: cmark-gfm jq
set -u
# shellcheck source=/dev/null
. "$RECLINT_ROOT/testcases/runner/lib.sh"

example=$RECLINT_ROOT/testcases/report/findings.json

html() { # JSON [OPTION...]: as a code host shows it, its tags on lines of their own
	json=$1
	shift
	"$RECLINT" report --format markdown "$@" "$json" >report.md
	cmark-gfm -e table -e strikethrough -e tasklist -e autolink report.md |
		sed 's/<[^<>]*>/\n&\n/g' | grep -v '^$' >report.tags
	# What a reader sees.
	sed '/^<.*>$/d' report.tags | sed 's/&lt;/</g; s/&gt;/>/g; s/&quot;/"/g; s/&amp;/\&/g' >report.seen
}
count() { # TAG NUMBER
	check "$2 $1" test "$(grep -cE "^<$1( [^>]*)?>\$" report.tags)" -eq "$2"
}
sees() { # TEXT...
	for text; do
		check "sees $text" grep -qxF -e "$text" report.seen
	done
}

html "$example"
sees "reclint: 1 finding" "Linux 6.1.192, allmodconfig with scan.config" "drivers/a b/x#1.c:5" "struct x_dev.lock" \
	"$(jq -r '.findings[0].message' "$example")" "holds 'struct x_dev.lock', takes 'fs_reclaim':" \
	"(3) drivers/a b/x#1.c:2: 'kmalloc' with GFP_KERNEL | __GFP_ZERO may enter direct reclaim, in 'x_alloc'" \
	"(5) drivers/x_mn.c:3: lock 'struct x_dev.lock' taken here, in 'x_invalidate'" \
	"fix: not GFP_NOFS: that does *not* help" "1 more place is suppressed or in the baseline" "00112233445566778899aabbccddeeff" \
	", reproduced <twice> | see [log](x)" confirmed new "Not shown: 1 of lower confidence, 1 suppressed, 0 in the baseline." \
	"Gone since the baseline: 1." "drivers/a b/broken#1.c"
jq '.findings[0].sites[1] |= (.baseline = "new" | .suppressed = null)' "$example" >new.json
html new.json
sees "x_*other*" "drivers/x_mn.c:7" " (medium, new)"
html "$example"
count table 1
count tr 2
count td 6
count h2 1
count h3 1
count pre 1
count strong 3
count "(em|a|del|img)" 0

# With the source, which may hold anything, too.
mkdir -p "tree/drivers/a b"
# shellcheck disable=SC2016 # no commands, Markdown
printf 'one\n```\n\ttwo\n\tlock();\n\tint a = x_alloc("````");\n' >"tree/drivers/a b/x#1.c"
html "$example" --source tree
sees '        int a = x_alloc("````");' '        ```' "        lock();"
count pre 1
html "$example" --strict --confidence high
check "--confidence high" grep -qx "Not shown: 2 of lower confidence, 0 suppressed, 0 in the baseline." report.seen

# Every text may be anything: none of it becomes markup, and all of it is seen.
odd() { # TEXT
	jq --arg t "$1" '.findings |= [.[0]] | .findings[0] |= (.message = $t | .function = $t | .lock = $t | .fixes = [$t] |
		.chains[0][0].detail = $t | .limits = [] | .verdict.note = null | .sites[1].function = null)' \
		"$example" >odd.json
	html odd.json
	# Message, function twice, lock; the fix and the step stand behind other words.
	seen=$(sed 's/^fix: //; s/^(1) [^:]*:4: \(.*\), in .__x_resize.$/\1/' report.seen | grep -cxF -e "$1")
	check "sees $1" test "$seen" -eq 6
	check "$1: one table of two rows, nothing else" test "$(grep -cE '^<(tr|td|h[1-6]|pre|strong)>$' report.tags)" -eq 14
	check "$1: no markup" test "$(grep -cE '^<(em|a|del|img|ol|hr|blockquote|br)( .*)?>$' report.tags)" -eq 0
}
# shellcheck disable=SC1003,SC2016 # no commands, Markdown
for text in '__init' 'a_b' '__a__' '_a_ b' 'a*b*c' '**x**' 'a|b' 'a\|b' 'a`b' '`a`' '``' 'a\' '\*a\*' '<b>x</b>' '<!-- x -->' \
	'&lt;' '[a](b)' '![a](b)' '[a]: b' '# x' '1. x' '12) x' '- x' '+ x' '* x' '> x' '---' '===' '~~x~~' '```' 'a->b' \
	'&x->y & ~MASK' '{a}' 'x #'; do
	odd "$text"
done

jq '.findings = [] | .stats.failed = []' "$example" >none.json
"$RECLINT" report --format markdown none.json >none.md
check "nothing found" grep -qx '## reclint: 0 findings' none.md
