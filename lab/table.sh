# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh disable=SC2154 # what lab/run sets
# The table of docs/lab.md: part of lab/run.  A row is CASE, VERSION, FUNCTION, reclint's
# verdict, the kernel's, and why they differ, with tabs between.

# Those of the last run in this directory; without one, the committed ones.
old_rows() {
	if [ -f "$out/rows" ]; then
		cat "$out/rows"
	else
		sed -n '/<!-- table -->/,/<!-- \/table -->/{/^| [^|]*\/\|^| hmm /{s/^| //;s/ |$//;s/ | /\t/g;p}}' "$top/docs/lab.md"
	fi
}

# What was measured before stays, but for what is measured now; after a run of everything only what that left out.
merge_rows() { # FULL, "" or 1
	cat "$out"/results/*.rows >"$out/rows.now"
	old_rows | awk -F "$tab" -v full="$1" -v now="$out/rows.now" -v left="$out/left" '
	BEGIN {
		while ((getline line <now) > 0) { split(line, f, FS); measured[f[1] FS f[2]] = 1 }
		while ((getline line <left) > 0) out[line] = 1
	}
	measured[$1 FS $2] { next }
	!full || out[$1 FS $2]' >"$out/rows.old"
	LC_ALL=C sort -u "$out/rows.old" "$out/rows.now" >"$out/rows"
	rm "$out/rows.old" "$out/rows.now"
}

write_table() {
	awk -F "$tab" '
	$5 == "cannot run" { skipped++ }
	$5 != "cannot run" { judged++; differ += ($4 == "nothing") != ($5 == "nothing") }
	{ rows = rows sprintf("| %s | %s | %s | %s | %s | %s |\n", $1, $2, $3, $4, $5, $6) }
	END {
		printf "%d judged, of %d of which reclint and the kernel do not say the same; %d cannot run.\n\n", judged, differ, skipped
		print "| case | on | function | reclint | the kernel | why |"
		print "|---|---|---|---|---|---|"
		printf "%s", rows
	}' "$out/rows"
}
