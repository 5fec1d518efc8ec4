#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# case:  every rule has a page, a bad case and a good case
set -u
# shellcheck source=/dev/null
. "$RECLINT_ROOT/testcases/runner/lib.sh"

# A case below DIR has PATTERN.
has() { # DIR PATTERN
	grep -rqE -- "$2" "$1" --include='*.c' 2>/dev/null
}

has_all() { # RULE
	page=$RECLINT_ROOT/docs/rules/$1.md
	cases=$RECLINT_ROOT/testcases/$1
	missing=
	[ -s "$page" ] || missing="$missing page"
	for section in Message Why Example 'How to fix' 'How to silence'; do
		grep -q "^## $section" "$page" 2>/dev/null || missing="$missing section '$section',"
	done
	has "$cases" 'dg-warning' || missing="$missing bad case"
	# whatever is not expected fails: a good case is a function called so
	has "$cases" 'dg-bogus|good_[a-z_]*\(' || missing="$missing good case"
	[ -z "$missing" ] || echo "missing:$missing"
	[ -z "$missing" ]
}

"$RECLINT" rules >list || exit 1
while read -r rule _; do
	has_all "$rule" >why
	verdict $? "$rule is complete" why
done <list
status=0
for page in "$RECLINT_ROOT"/docs/rules/*.md; do
	rule=$(basename "$page" .md)
	[ "$rule" != README ] || continue
	grep -q "^$rule " list || {
		echo "$page is no rule's"
		status=1
	}
done >why
verdict $status "every page is a rule's" why
