#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# case:  the model's functions are the kernel's: parameters, what they are, what is returned, place of the gfp mask
# needs: kernel
set -u
# shellcheck source=/dev/null
. "$RECLINT_ROOT/testcases/runner/lib.sh"

model=$RECLINT_ROOT/annotations/model

# One file with the headers that the model names; GCC writes down what they declare.
sed -n 's,^/\* \(arch/x86/include/\)*\([a-z0-9-]*/[a-z0-9_/-]*\.h\)\(: .*\)* \*/$,\2,p' "$model"/*.[ch] | sort -u |
	grep -v '^mm/\|^asm-generic/' | sed 's/.*/#if __has_include(<&>)\n#include <&>\n#endif/' >all.c
"$RECLINT_ROOT/testcases/run" --compile all.c all.o "-aux-info $PWD/all.aux" || exit 1

# NAME NUMBER-OF-PARAMETERS MASKS SHAPES, where MASKS are the numbers of those that are gfp masks, "," on both sides; SHAPES
# what is returned and what the parameters are, "," between: "*" pointer, "*TAG" to a struct, "int", "void", "struct", "?".
cat >declared.awk <<'EOF'
function shape(text, tag) {
	gsub(/ /, "  ", text)
	gsub(/(^| )(extern|static|inline|const|volatile|restrict|__inline__)( |$)/, " ", text)
	gsub(/ +/, " ", text)
	gsub(/^ | $/, "", text)
	if (text ~ /\(/)
		return "*"
	if (text ~ /^(struct|union) [a-z_0-9A-Z]+ \*$/) {
		split(text, tag, " ")
		return "*" tag[2]
	}
	if (text ~ /\*/)
		return "*"
	if (text ~ /^(struct|union) /)
		return "struct"
	if (text ~ /^((long|unsigned|signed|int|short|char|_Bool|bool|size_t|ssize_t|gfp_t|loff_t|[us](8|16|32|64))( |$))+$/)
		return "int"
	return text == "void" ? text : "?"
}
{
	sub(/^\/\* [^*]* \*\/ /, "")
	sub(/;.*/, "")
	if (!match($0, /[A-Za-z_0-9]+ \(/))
		next
	name = substr($0, RSTART, RLENGTH - 2)
	shapes = shape(substr($0, 1, RSTART - 1))
	n = 1
	depth = 1
	text = ""
	masks = ","
	for (i = RSTART + RLENGTH; i <= length($0) && depth; i++) {
		c = substr($0, i, 1)
		depth += (c == "(") - (c == ")")
		if (depth && (c != "," || depth > 1)) {
			text = text c
			continue
		}
		if (text ~ /gfp_t/)
			masks = masks n ","
		shapes = shapes "," shape(text)
		if (text ~ /^ *(\.\.\.|void)? *$/)
			n--
		text = ""
		n += depth > 0
	}
	print name, n, masks, shapes
}
EOF
awk -f declared.awk all.aux | sort -u >declared
for file in model changed; do
	"$PLUGIN_CC" -w -fsyntax-only -aux-info "$file.aux" "$model/$file.c" || exit 1
	awk -f declared.awk "$file.aux"
done | sort -u >modelled

# The contracts that hold for this kernel, against that.
version=$(cut -d. -f1,2 "$RECLINT_BUILD/include/config/kernel.release")
"$RECLINT" facts "$(dirname "$RECLINT")/model.o" | sed -n 's/^contract function //p' >contracts
cat >compare.awk <<'EOF'
function number(v) {
	split(v, part, ".")
	return part[1] * 1000 + part[2]
}
function excluded(text, what, v) {
	if (!match(text, what "[ (\"]+[0-9.]+"))
		return 0
	v = substr(text, RSTART, RLENGTH)
	gsub(/[^0-9.]/, "", v)
	return (what == "since") != (number(version) >= number(v))
}
# Both are known, and are not the same.
function differ(a, b) {
	if (a == b || a == "?" || b == "?")
		return 0
	return a !~ /^\*/ || b !~ /^\*/ || (a != "*" && b != "*")
}
FILENAME == "declared" {
	count[$1] = $2
	masks[$1] = $3
	shapes[$1] = $4
	next
}
FILENAME == "modelled" {
	here[$1 " " $2] = $4
	next
}
{
	key = $1 " " $3
	entry[key] = $4
	if (excluded($0, "since") || excluded($0, "before"))
		gone[key] += $5 ~ /^(since|before)/ ? 1000 : 1
	contracts[key] += $5 !~ /^(since|before)/
	if ($5 ~ /^allocates(_masked)?\(/ && !excluded($0, "since") && !excluded($0, "before")) {
		mask[key] = $5
		gsub(/[^0-9]/, "", mask[key])
	}
}
END {
	for (key in entry) {
		split(key, part)
		name = part[1]
		if (gone[key] >= contracts[key] || !(name in count))
			continue
		if (part[2] == count[name])
			fits[name] = 1
		else
			other[name] = entry[key] ": '" name "' has " count[name] " parameters, here " part[2]
		if (part[2] == count[name] && key in mask && !index(masks[name], "," mask[key] ","))
			print entry[key] ": parameter " mask[key] " of '" name "' is no gfp mask"
		n = part[2] == count[name] ? split(shapes[name], theirs, ",") : 0
		split(here[key], ours, ",")
		for (i = 1; i <= n; i++)
			if (differ(theirs[i], ours[i]))
				print entry[key] ": " (i > 1 ? "parameter " i - 1 " of" : "what is returned by") " '" name "' is " theirs[i] ", here " ours[i]
		compared++
	}
	for (name in other)
		if (!(name in fits))
			print other[name]
	print compared + 0 >"compared"
}
EOF
awk -v version="$version" -f compare.awk declared modelled contracts | sort >differences
[ ! -s differences ]
verdict $? "every function that linux-$version declares is modelled as declared" differences
[ "$(cat compared)" -gt 1000 ]
verdict $? "more than a thousand were compared" compared
