#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# case:  damaged and foreign objects: one clear line that names the file, exit status 2
# needs: objcopy
set -u
# shellcheck source=/dev/null
. "$RECLINT_ROOT/testcases/runner/lib.sh"

section=.reclint.facts

cat >a.c <<'END'
int f(int x);
int g(int x) { return x ? f(x - 1) : 0; }
END
facts_of a.c a.o || exit 1
objcopy -O binary --only-section=$section --set-section-flags $section=alloc a.o facts || exit 1
size=$(wc -c <facts)
check "a good object is read" "$RECLINT" facts a.o

with() { # FILE: a.o with this section content
	objcopy --update-section $section="$1" a.o bad.o
}

for at in 0 4 8 12 16 24 40 $((size / 2)) $((size - 1)); do
	head -c "$at" facts >part
	with part
	if [ "$at" -eq 0 ]; then
		continue
	fi
	refuses "facts cut off after $at bytes" 'bad\.o.*(truncated|cut|short|facts)' "$RECLINT" analyze bad.o
done

# One byte changed, at places all over the record.
for at in 0 7 13 17 21 33 $((size / 2)) $((size - 2)); do
	{
		head -c "$at" facts
		tail -c +$((at + 1)) facts | head -c 1 | tr '\000-\377' '\001-\377\000'
		tail -c +$((at + 2)) facts
	} >changed
	with changed
	refuses "byte $at of the facts changed" 'bad\.o' "$RECLINT" analyze bad.o
done

# The format number stands behind the eight bytes of magic.
{
	head -c 8 facts
	printf '\143\000\000\000'
	tail -c +13 facts
} >other
with other
refuses "facts of format 99" 'bad\.o.*(format|version).*99|bad\.o.*99.*(format|version)' "$RECLINT" analyze bad.o

{
	cat facts
	printf 'garbage'
} >longer
with longer
refuses "garbage behind the record" 'bad\.o' "$RECLINT" analyze bad.o

cat facts facts >twice
with twice
check "the same record twice, as ld -r joins sections" "$RECLINT" facts bad.o

head -c 3000 /dev/zero >zero
with zero
refuses "a section of zeroes" 'bad\.o' "$RECLINT" analyze bad.o

echo 'int main(void) { return 0; }' >text.o
refuses "not an ELF file" 'text\.o.*(ELF|object)' "$RECLINT" analyze text.o
: >empty.o
refuses "an empty file" 'empty\.o' "$RECLINT" analyze empty.o
head -c 100 a.o >head.o
refuses "an ELF file cut off in its header" 'head\.o' "$RECLINT" analyze head.o
refuses "a file that does not exist" 'nowhere\.o' "$RECLINT" analyze nowhere.o
"$PLUGIN_CC" -c -o plain.o a.c
refuses "an object without facts, named" 'plain\.o.*facts' "$RECLINT" analyze plain.o
mkdir hollow
refuses "a directory without any object" 'hollow' "$RECLINT" analyze hollow
printf '!<arch>\nnonsense' >broken.a
refuses "a broken archive" 'broken\.a' "$RECLINT" analyze broken.a

# What can be read is analysed all the same.
mkdir mixed
cp a.o mixed/a.o
cp text.o mixed/text.o
status=0
"$RECLINT" analyze --format json -o mixed.json mixed >mixed.out 2>&1 || status=$?
[ "$status" -eq 2 ] && grep -q '"findings"' mixed.json && grep -q 'text\.o' mixed.out
verdict $? "a bad object among good ones: reported, the rest analysed, exit status 2" mixed.out

# Beside the facts of a scan: without it nobody knows which kernel's model applies.
mkdir -p out/base && cp facts out/base/facts
"$RECLINT" analyze --format json -o out/findings.json out/base/facts || exit 1
check "no meta.json: facts by themselves" "$RECLINT" report --output out
for damage in '' '{' '[1]' '{"version": 99}'; do
	printf '%s' "$damage" >out/base/meta.json
	for command in "analyze out/base/facts" "locks --output out" "report --output out" "replay --all --output out"; do
		# shellcheck disable=SC2086 # words
		refuses "$command, with a meta.json '$damage'" 'meta\.json: damaged.*run reclint scan' "$RECLINT" $command
	done
done
cp a.o out/base/a.o
check "an object beside anybody's meta.json" "$RECLINT" analyze out/base/a.o
