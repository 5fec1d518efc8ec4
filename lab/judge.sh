# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh disable=SC2154 # what lab/run sets
# What the kernel said of a case, what reclint says, and whether that was expected: part of lab/run.

tab=$(printf '\t')

# ---- the kernel's verdict ------------------------------------------------------------------

# The first thing it complains of, once the machine is up; an error of the lab itself counts as one.
complaint_in() { # LOG
	awk '/lab: ready/ { up = 1 }
	!up { next }
	/possible circular locking dependency detected/ { print "circular-locking"; exit }
	/possible recursive locking detected/ { print "recursive-locking"; exit }
	/sleeping function called from invalid context|scheduling while atomic/ { print "sleep-in-atomic"; exit }
	/WARNING: suspicious RCU usage/ { print "rcu-usage"; exit }
	/inconsistent lock state|irq lock inversion dependency detected/ { print "irq-inversion"; exit }
	/INFO: task .* blocked for more than/ { print "hung-task"; exit }
	/WARNING: / { print "warning"; exit }
	/BUG: |Oops|Kernel panic/ { print "oops"; exit }
	/lab: error: / { print "error"; exit }' "$1"
}

# After boot: sets runtime.
take_runtime() {
	runtime=$(complaint_in "$log")
	if [ -n "$runtime" ]; then
		return 0
	elif [ "$status" -eq 3 ]; then
		runtime=hangs
	elif ! grep -q 'lab: end' "$log" || { grep -q 'lab: drive' "$log" && ! grep -q 'lab: called' "$log"; }; then
		runtime=ends-early
	else
		runtime=nothing
	fi
}

# ---- reports --------------------------------------------------------------------------------

# The complaint, or what came last.
say_log() {
	case $runtime in
	*-locking | sleep-in-atomic | irq-inversion | rcu-usage | hung-task | warning | oops)
		sed -n '/lab: ready/,$p' "$log" | grep -A 8 -E 'WARNING: |BUG: |blocked for more|Oops|Kernel panic' | head -n 9 ;;
	*)
		grep . "$log" | tail -n 12 ;;
	esac | sed 's/^/# /'
	sed 's/^/# qemu: /' "$log.qemu"
}

lab_skip() { # CASE NAME STATIC REASON
	tests=$((tests + 1))
	skipped=$((skipped + 1))
	echo "ok $tests $1${2:+ $2} # SKIP $4"
	printf '%s\t%s\t%s\t%s\t%s\n' "$1" "$2" "$3" "cannot run" "$4" >>"$out/rows"
}

# lab_verdict CASE NAME STATIC EXPECTED WHY: against $runtime.
lab_verdict() {
	tests=$((tests + 1))
	wrong=
	[ "$runtime" = "$4" ] || wrong="the kernel says '$runtime', expected is '$4'"
	if [ -z "$wrong" ] && [ -z "$5" ]; then
		case $3:$runtime in
		nothing:nothing)	;;
		nothing:* | *:nothing)	wrong="reclint says '$3', the kernel '$runtime', and nobody says why" ;;
		esac
	fi
	if [ -z "$wrong" ]; then
		echo "ok $tests $1${2:+ $2}: $runtime"
	else
		bad=$((bad + 1))
		echo "not ok $tests $1${2:+ $2}: $wrong"
		say_log
	fi
	printf '%s\t%s\t%s\t%s\t%s\n' "$1" "$2" "$3" "$runtime" "$5" >>"$out/rows"
}

# ---- cases -----------------------------------------------------------------------------------

field_of() { # FILE FIELD
	sed -n "1,/\\*\\//s/^[ *#]*$2:[[:space:]]*//p" "$1" | head -n 1
}

# A case of several files is a directory; what is about the lab itself is a case of its own.
subjects_of() { # CASE
	if [ -d "$top/testcases/$1" ]; then
		ls "$top/testcases/$1"/*.c
	elif [ -f "$top/testcases/$1.c" ]; then
		echo "$top/testcases/$1.c"
	else
		echo "$top/lab/cases/$1.c"
	fi
}

# That of the files which has the case's head.
subject_of() { # CASE
	for subject in $(subjects_of "$1"); do
		! grep -q '^ \* case:' "$subject" || break
	done
	echo "$subject"
}

# The rules that have a finding at each function: "FUNCTION RULE"; a site in a helper is the callback's that needs it.
make_static() { # CASE
	rm -rf "$out/facts"
	mkdir "$out/facts"
	for subject in $(subjects_of "$1"); do
		if ! RECLINT_TEST_KERNEL=${source##*/} "$top/testcases/run" --compile "$subject" \
			"$out/facts/$(basename "$subject" .c).o" "-I$top/lab -I$top/annotations" >"$out/logs/facts" 2>&1; then
			sed 's/^/# /' "$out/logs/facts"
			die "$subject does not compile for the static verdict"
		fi
	done
	set -- "$1" "$(subject_of "$1")"
	comments=
	case $(field_of "$2" needs) in
	*--source*)	comments=$top/testcases ;;
	esac
	rules=$(field_of "$2" rules)
	confidence=$(field_of "$2" confidence)
	"$top/build/reclint" analyze --kernel-version 6.1 --format json ${rules:+--rules "$rules"} \
		--confidence "${confidence:-medium}" ${comments:+--source "$comments"} "$out/facts" >"$out/facts.json" 2>"$out/logs/facts" || [ $? -eq 1 ] ||
		die "reclint analyze fails: see build/lab/logs/facts"
	jq -r '.findings[] | .rule as $rule | (.entry // "" | sub(".* = "; "")) as $entry | .sites[].function |
		(if test("^(bad|good)_") then . else $entry end) + " " + $rule' "$out/facts.json" | sort -u >"$out/static"
}

static_of() { # FUNCTION
	rules=$(sed -n "s/^$1 //p" "$out/static" | paste -s -d ' ')
	echo "${rules:-nothing}"
}

names_of() { # CASE
	grep -oE "^${tab}LAB(_DEV)?\([a-z0-9_]+" "$top/lab/cases/$1.c" | sed 's/.*(//' | sort -u
}

drive() { # CASE NAMES LOG
	module=$(module_of "$1")
	file=$top/lab/cases/$1.c
	boot "$3" 128 "$out/modules/$module.ko" <<EOP
load /$module.ko calls=$2
drive $(field_of "$file" drive)
EOP
	take_runtime
}

reason_in() { # KIND[: REASON]
	case $1 in
	*:*)	printf %s "${1#*: }" ;;
	esac
}

judge_function() { # CASE NAME
	file=$top/lab/cases/$1.c
	said=$(field_of "$file" "$2")
	if [ -z "$said" ]; then
		case $2 in
		bad_*)	said=$(field_of "$(subject_of "$1")" lab) ;;
		*)	said=nothing ;;
		esac
	fi
	lab_verdict "$1" "$2" "$(static_of "$2")" "${said%%:*}" "$(reason_in "$said")"
}

judge_alone() { # CASE NAME
	drive "$1" "$2" "$module.$2"
	judge_function "$1" "$2"
}

# The good ones share a boot, unless something is said there; of the others each has its own, as lockdep reports once.
judge_case() { # CASE
	module=$(module_of "$1")
	if [ ! -f "$out/modules/$module.ko" ]; then
		runtime=no-module status=0 log=$out/logs/modules
		: >"$log.qemu"
		lab_verdict "$1" '' nothing nothing ''
		return 0
	fi
	make_static "$1"
	good=$(names_of "$1" | grep '^good_' | paste -s -d ,)
	if [ -n "$good" ]; then
		drive "$1" "$good" "$module.good"
		shared=$runtime
		for name in $(names_of "$1" | grep '^good_'); do
			if [ "$shared" = nothing ]; then
				runtime=nothing
				judge_function "$1" "$name"
			else
				judge_alone "$1" "$name"
			fi
		done
	fi
	for name in $(names_of "$1" | grep '^bad_'); do
		judge_alone "$1" "$name"
	done
	file=$top/lab/cases/$1.c
	for name in $(sed -n '1,/\*\//s/^ \* \([a-z0-9_]*\): cannot run: .*/\1/p' "$file"); do
		lab_skip "$1" "$name" "$(static_of "$name")" "$(field_of "$file" "$name: cannot run")"
	done
}

judge_others() {
	for file in "$top"/testcases/*/*.c "$top"/testcases/*/*/*.c; do
		name=${file#"$top/testcases/"}
		name=${name%.c}
		reason=$(field_of "$file" lab)
		case $reason in
		"cannot run: "*)	lab_skip "$name" '' '' "${reason#*: }" ;;
		esac
	done
	silent=$(grep -rl --include '*.c' '^ \* case:' "$top/testcases" | xargs grep -L '^ \* lab:' | wc -l)
	echo "# $silent cases of testcases/ say nothing about the lab"
}

# ---- programs of replay ---------------------------------------------------------------------------

judge_replay() { # NAME
	program=$top/testcases/replay/$1.rp
	module=$(module_of "replay/$1")
	if [ ! -f "$out/modules/$module.c" ]; then
		lab_skip "replay/$1" '' confirmed "$(sed -n 's/.* is not written: //p' "$out/logs/replay-$1.emit")"
		return 0
	fi
	if [ ! -f "$out/modules/$module.ko" ]; then
		runtime=no-module status=0 log=$out/logs/modules
		: >"$log.qemu"
	else
		boot "$module" 128 "$out/modules/$module.ko" <<EOP
load /$module.ko
EOP
		take_runtime
	fi
	exception=$(sed -n 's/^# lab: //p' "$program")
	if [ -n "$exception" ]; then
		lab_verdict "replay/$1" '' confirmed "${exception%%:*}" "$(reason_in "$exception")"
		return 0
	fi
	case $runtime in
	*-locking | sleep-in-atomic)	lab_verdict "replay/$1" '' confirmed "$runtime" '' ;;
	*)				lab_verdict "replay/$1" '' confirmed "a report" '' ;;
	esac
}

# ---- the kernel's own test of device memory ---------------------------------------------------------

judge_hmm() {
	if ! "${CC:-gcc}" -O2 -D_GNU_SOURCE -static -I"$source" -I"$source/tools/testing/selftests" -o "$out/hmm-tests" \
		"$source/tools/testing/selftests/vm/hmm-tests.c" -lpthread >"$out/logs/hmm-build" 2>&1; then
		lab_skip hmm '' nothing "hmm-tests.c does not compile: $(head -n 1 "$out/logs/hmm-build")"
		return 0
	fi
	# A test that wants huge pages asks for them; those about exclusive access do not expect them.
	boot hmm 1024 "$out/hmm-tests" "$kernel/lib/test_hmm.ko" <<'EOP'
write /sys/kernel/mm/transparent_hugepage/enabled madvise
load /test_hmm.ko
run /hmm-tests
EOP
	take_runtime
	if [ "$runtime" = nothing ] && ! grep -q 'hmm-tests ended with status 0' "$log"; then
		runtime=fails
	fi
	lab_verdict hmm '' nothing nothing "$(grep -oE '# PASSED: .*|# FAILED: .*|# Totals: .*' "$log" | tail -n 1)"
}

# ---- the table ----------------------------------------------------------------------------------------

# What was measured before stays, but for what is measured now.
forget_rows() {
	[ -f "$out/rows" ] || : >"$out/rows"
	for name in $cases $(for r in $replays; do echo "replay/$r"; done) ${hmm:+hmm}; do
		awk -F "$tab" -v name="$name" '$1 != name' "$out/rows" >"$out/rows.new"
		mv "$out/rows.new" "$out/rows"
	done
}

write_table() {
	sort "$out/rows" | awk -F "$tab" '
	$4 == "cannot run" { skipped++ }
	$4 != "cannot run" { judged++; differ += ($3 == "nothing") != ($4 == "nothing") }
	{ rows = rows sprintf("| %s | %s | %s | %s | %s |\n", $1, $2, $3, $4, $5) }
	END {
		printf "%d judged, of %d of which reclint and the kernel do not say the same; %d cannot run.\n\n", judged, differ, skipped
		print "| case | function | reclint | the kernel | why |"
		print "|---|---|---|---|---|"
		printf "%s", rows
	}'
}
