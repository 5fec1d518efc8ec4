# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh
#
# case:  every semantic patch is in the kernel's form, has cases, and one wording
# needs: spatch
# shellcheck source=testcases/runner/lib.sh
. "$RECLINT_ROOT/testcases/runner/lib.sh"

check "the blocks are those of cocci/blocks" "$RECLINT_ROOT/cocci/sync" --check

has_head() {
	head -n 1 "$1" | grep -qx '// SPDX-License-Identifier: GPL-2.0-or-later' &&
		grep -q '^/// ' "$1" &&
		grep -qE '^// Confidence: (High|Moderate|Low)$' "$1" &&
		grep -q '^// Options: --no-includes --include-headers' "$1" &&
		grep -q '^// Requires: ' "$1" &&
		grep -q '^// Tokens: ' "$1" &&
		! grep -q '^// Copyright' "$1"
}

has_modes() {
	for mode in $(sed -n 's/^virtual //p' "$1"); do
		: >empty.c
		spatch -D "$mode" --very-quiet --no-includes --cocci-file "$1" empty.c || return 1
	done
}

has_case() {
	grep -qsE "^ \* cocci: +$1\$" "$RECLINT_ROOT"/testcases/cocci/*.c || [ -e "$RECLINT_ROOT/testcases/cocci/$1.sh" ]
}

# A patch mode that no case has anything expected of is one that nobody has tried.
has_patched() {
	grep -qx 'virtual patch' "$2" || return 0
	for case in $(grep -lsE "^ \* cocci: +$1\$" "$RECLINT_ROOT"/testcases/cocci/*.c); do
		[ ! -e "${case%.c}.patched" ] || return 0
	done
	[ -e "$RECLINT_ROOT/testcases/cocci/$1.sh" ]
}

for script in "$RECLINT_ROOT"/cocci/*.cocci; do
	name=$(basename "$script" .cocci)
	check "$name has its head" has_head "$script"
	check "$name can be read in every mode" has_modes "$script"
	check "$name has a case" has_case "$name"
	check "$name has a case of its patch mode" has_patched "$name" "$script"
done

# spatch reads Python as if it were C: an apostrophe in a comment begins a character.
no_apostrophe() {
	! awk '/^[^"]*#/ { n = gsub(/\047/, ""); if (n % 2) { print FILENAME ": " $0; bad = 1 } } END { exit !bad }' "$1"
}
for script in "$RECLINT_ROOT"/cocci/*.cocci; do
	check "$(basename "$script" .cocci) has no apostrophe in a comment of Python" no_apostrophe "$script"
done
