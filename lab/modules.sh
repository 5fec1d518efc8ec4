# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh disable=SC2154 # what lab/run sets
# The modules of the cases, built where they were built before: part of lab/run.

# put FILE: standard input, if that is something new.
put() {
	cat >"$1.new"
	if cmp -s "$1.new" "$1"; then
		rm "$1.new"
	else
		mv "$1.new" "$1"
	fi
}

emit_replay() { # NAME DIR
	file=$2/$(module_of "replay/$1").c
	rm -f "$2/emitted.c"
	"$top/build/reclint" replay --interpret --program "$top/testcases/replay/$1.rp" \
		--emit-module "$2/emitted.c" >/dev/null 2>"$logs/replay-$1.emit" || :
	if [ -f "$2/emitted.c" ]; then
		put "$file" <"$2/emitted.c"
	else
		rm -f "$file" "${file%.c}.ko"
	fi
}

write_kbuild() { # DIR MODULE...
	kbuild=$1/Makefile
	shift
	{
		echo "ccflags-y := -I$top/lab -I$top/testcases -I$top/annotations"
		[ $# -eq 0 ] || printf 'obj-m += %s.o\n' "$@"
	} | put "$kbuild"
}

include() { # CASE
	variant=$(variant_in "$1")
	[ -z "$variant" ] || echo "#define $variant 1"
	echo "#include \"$(driver_of "$1")\""
}

# What compiles, first: kbuild links no module if one does not.
build_modules() { # CASE... of the kernel in $version
	dir=$out/modules/$version
	mkdir -p "$dir"
	modules=
	for name; do
		module=$(module_of "$name")
		case $name in
		replay/*)	emit_replay "${name#replay/}" "$dir" ;;
		hmm)		continue ;;
		*)		include "$name" | put "$dir/$module.c" ;;
		esac
		[ ! -f "$dir/$module.c" ] || modules="$modules $module"
	done
	[ -n "$modules" ] || return 0
	# shellcheck disable=SC2086 # a list of words
	write_kbuild "$dir" $modules
	# shellcheck disable=SC2046,SC2086
	make -k -j"$jobs" -C "$kernel" M="$dir" $(printf '%s.o ' $modules) >"$logs/modules" 2>&1 || :
	compiled=
	for module in $modules; do
		if [ ! -f "$dir/$module.o" ] || grep -qF "/$module.o] Error" "$logs/modules"; then
			rm -f "$dir/$module.ko" "$dir/$module.o"
		else
			compiled="$compiled $module"
		fi
	done
	# shellcheck disable=SC2086
	write_kbuild "$dir" $compiled
	make -k -j"$jobs" -C "$kernel" M="$dir" KBUILD_MODPOST_WARN=1 modules >>"$logs/modules" 2>&1 || :
}
