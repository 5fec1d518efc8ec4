# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh disable=SC2154 # what lab/run sets
# What the kernel said of a case, what reclint says, and whether that was expected: part of lab/judge.

tab=$(printf '\t')

module_of() { # CASE
	printf %s "$1" | tr -c 'a-zA-Z0-9' _
}

# ---- the kernel's verdict ------------------------------------------------------------------

# The first thing it complains of, once the machine is up; an error of the lab itself counts as one.
complaint_in() { # LOG
	awk '/lab: ready/ { up = 1 }
	!up { next }
	/possible circular locking dependency detected/ { print "circular-locking"; exit }
	/possible recursive locking detected/ { print "recursive-locking"; exit }
	/sleeping function called from invalid context|scheduling while atomic|scheduling in a non-blocking section/ { print "sleep-in-atomic"; exit }
	/WARNING: suspicious RCU usage/ { print "rcu-usage"; exit }
	/inconsistent lock state|irq lock inversion dependency detected/ { print "irq-inversion"; exit }
	/BUG: (soft|workqueue) lockup/ { print "late"; exit }
	/INFO: task .* blocked for more than/ { print "hung-task"; exit }
	/WARNING: bad unlock balance|lock held when returning to user space/ { print "unbalanced-lock"; exit }
	/WARNING: / { print "warning"; exit }
	/lab: effect: / { print "effect"; exit }
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
	elif grep -qE 'lab: .* ended (with status [1-9]|by signal)' "$log"; then
		runtime=fails
	elif ! grep -q 'lab: end' "$log" || [ "$(grep -c 'lab: drive' "$log")" -ne "$(grep -c 'lab: called' "$log")" ]; then
		runtime=ends-early
	else
		runtime=nothing
	fi
}

# What lockdep or might_sleep() complains of is so, however late the machine.  That there is no complaint, or no end, may
# be the emulated machine's: a page that was not reclaimed in time, say; so may what the kernel warns of besides.  Then
# it is booted again, which the report says.
boot_until() { # WANTED COMMAND...: sets runtime, log, status
	wanted=$1
	shift
	for turn in 1 2 3; do
		"$@"
		take_runtime
		# shellcheck disable=SC2254 # a pattern
		case $runtime in
		$wanted | *-locking | sleep-in-atomic | irq-inversion | rcu-usage | unbalanced-lock | effect)
			return 0 ;;
		esac
	done
}

# ---- reports --------------------------------------------------------------------------------

# The complaint, or what came last.
say_log() {
	case $runtime in
	*-locking | sleep-in-atomic | irq-inversion | rcu-usage | hung-task | warning | unbalanced-lock | oops)
		sed -n '/lab: ready/,$p' "$log" | grep -A 8 -E 'WARNING: |BUG: |blocked for more|Oops|Kernel panic' | head -n 9 ;;
	*)
		grep . "$log" | tail -n 12 ;;
	esac | sed 's/^/# /'
	[ ! -f "$log.qemu" ] || sed 's/^/# qemu: /' "$log.qemu"
}

on() { # CASE
	case $version in
	6.1)	printf %s "$1" ;;
	*)	printf '%s (%s)' "$1" "$version" ;;
	esac
}

add_row() { # CASE NAME STATIC RUNTIME WHY
	printf '%s\t%s\t%s\t%s\t%s\t%s\n' "$1" "$version" "$2" "$3" "$4" "$5" >>"$rows"
}

# Lines of KTAP without their numbers, which lab/run gives them.
lab_skip() { # CASE NAME STATIC REASON
	echo "ok $(on "$1")${2:+ $2} # SKIP $4"
	add_row "$1" "$2" "$3" "cannot run" "$4"
}

# lab_verdict CASE NAME STATIC EXPECTED WHY: against $runtime.
lab_verdict() {
	wrong=
	[ "$runtime" = "$4" ] || wrong="the kernel says '$runtime', expected is '$4'"
	if [ -z "$wrong" ] && [ -z "$5" ]; then
		case $3:$runtime in
		nothing:nothing)	;;
		nothing:* | *:nothing)	wrong="reclint says '$3', the kernel '$runtime', and nobody says why" ;;
		esac
	fi
	boots=
	[ "$turn" -eq 1 ] || boots=" (boot $turn)"
	if [ -z "$wrong" ]; then
		echo "ok $(on "$1")${2:+ $2}: $runtime$boots"
	else
		echo "not ok $(on "$1")${2:+ $2}: $wrong$boots"
		say_log
	fi
	add_row "$1" "$2" "$3" "$runtime" "$5"
}

# Nothing was booted, and that is a failure: FILE says why.
lab_fails() { # CASE WHY FILE
	runtime=$2 status=0 log=$3
	echo "not ok $(on "$1"): $2"
	say_log
	add_row "$1" '' '' "$2" ''
}

# ---- cases -----------------------------------------------------------------------------------

field_of() { # FILE FIELD
	sed -n "1,/\\*\\//s/^[ *#]*$2:[[:space:]]*//p" "$1" | head -n 1
}

driver_of() { # CASE
	echo "$top/lab/cases/${1%+*}.c"
}

# A case of several files is a directory; what is about the lab itself is a case of its own.
subjects_of() { # CASE
	if [ -d "$top/testcases/${1%+*}" ]; then
		ls "$top/testcases/${1%+*}"/*.c
	elif [ -f "$top/testcases/${1%+*}.c" ]; then
		echo "$top/testcases/${1%+*}.c"
	else
		driver_of "$1"
	fi
}

# That of the files which has the case's head.
subject_of() { # CASE
	for subject in $(subjects_of "$1"); do
		! grep -q '^ \* case:' "$subject" || break
	done
	echo "$subject"
}

# CASE+VARIANT is the case compiled with -DVARIANT: then nothing may be complained of.
variants_of() { # CASE
	field_of "$(subject_of "$1")" variant
}

variant_in() { # CASE
	case $1 in
	*+*)	echo "${1#*+}" ;;
	esac
}

version_of() { # CASE
	about=$(field_of "$(subject_of "$1")" kernel)
	echo "${about:-6.1}"
}

# Facts from an earlier run of the lab are good if nothing that goes into them is newer.
compile_facts() { # SUBJECT OBJECT [VARIANT]
	if [ -f "$2" ] && [ -z "$(find "$(dirname "$1")" "$top/lab" "$top/annotations" "$top/build/reclint.so" \
		-newer "$2" -type f | head -n 1)" ]; then
		return 0
	fi
	flags="-I$top/lab -I$top/annotations ${3:+-D$3}"
	path=$(field_of "$1" path)
	[ -z "$path" ] || flags="$flags -fmacro-prefix-map='$1'='$path'"
	"$top/testcases/run" --compile "$1" "$2" "$flags"
}

# The rules that have a finding at each function: "FUNCTION RULE"; a site in a helper is the callback's that needs it.
make_static() { # CASE
	facts=$out/facts/$version/$module
	static=$facts.static
	mkdir -p "$facts"
	for subject in $(subjects_of "$1"); do
		compile_facts "$subject" "$facts/$(basename "$subject" .c).o" "$(variant_in "$1")" || return 1
	done
	subject=$(subject_of "$1")
	comments=
	case $(field_of "$subject" needs) in
	*--source*)	comments=$top/testcases ;;
	esac
	rules=$(field_of "$subject" rules)
	confidence=$(field_of "$subject" confidence)
	"$top/build/reclint" analyze --kernel-version "$version" --format json ${rules:+--rules "$rules"} \
		--confidence "${confidence:-medium}" ${comments:+--source "$comments"} "$facts" >"$facts.json" || [ $? -eq 1 ] || return 1
	jq -r '.findings[] | .rule as $rule | (.entry // "" | sub(".* = "; "")) as $entry | .sites[].function |
		(if test("^(bad|good)_") then . else $entry end) + " " + $rule' "$facts.json" | sort -u >"$static"
}

static_of() { # FUNCTION
	rules=$(sed -n "s/^$1 //p" "$static" | paste -s -d ' ')
	echo "${rules:-nothing}"
}

names_of() { # CASE
	grep -oE "^${tab}LAB(_DEV)?\([a-z0-9_]+" "$(driver_of "$1")" | sed 's/.*(//' | sort -u
}

drive() { # CASE NAMES
	cat <<EOP
load /$(module_of "$1").ko calls=$2
drive $(field_of "$(driver_of "$1")" drive)
EOP
}

has_module() { # CASE
	[ -f "$out/modules/$version/$(module_of "$1").ko" ]
}

reason_in() { # KIND[: REASON]
	case $1 in
	*:*)	printf %s "${1#*: }" ;;
	esac
}

# Sets expected and why.
expect() { # CASE NAME
	variant=$(variant_in "$1")
	said=$(field_of "$(driver_of "$1")" "${variant:-$2}")
	case ${said:-$variant}:$2 in
	:good_*)	said=nothing ;;
	:*)		said=$(field_of "$(subject_of "$1")" lab) ;;
	*)		said=${said:-nothing} ;;
	esac
	expected=${said%%:*}
	why=$(reason_in "$said")
}

refused_in() { # FILE
	sed -n '1,/\*\//s/^ \* \([a-z0-9_]*\): cannot run: .*/\1/p' "$1"
}

# The functions of which nothing is expected ("nothing"), or something.
names_with() { # CASE nothing|something
	for name in $(names_of "$1"); do
		expect "$1" "$name"
		case $2:$expected in
		nothing:nothing)	echo "$name" ;;
		something:nothing)	;;
		something:*)		echo "$name" ;;
		esac
	done
}

judge_function() { # CASE NAME
	expect "$1" "$2"
	lab_verdict "$1" "$2" "$(static_of "$2")" "$expected" "$why"
}

# A variant is judged as a whole.
judge_variant() { # CASE
	case " $quiet " in
	*" $1 "*)
		runtime=nothing turn=1 ;;
	*)
		drive "$1" "$(names_of "$1" | paste -s -d ,)" >"$plan"
		boot_until nothing boot_modules "$module" "$1" ;;
	esac
	expect "$1" ''
	said=$(cut -d ' ' -f 2 "$static" | sort -u | paste -s -d ' ')
	lab_verdict "$1" '' "${said:-nothing}" "$expected" "$why"
}

judge_alone() { # CASE NAME
	drive "$1" "$2" >"$plan"
	expect "$1" "$2"
	boot_until "$expected" boot_modules "$module.$2" "$1"
	judge_function "$1" "$2"
}

# No pipe leads here: a boot leaves log and status behind.
boot_modules() { # LOG CASE... with the plan in $plan
	name_of_boot=$1
	shift
	# shellcheck disable=SC2046 # names
	boot "$name_of_boot" 128 $(for c; do echo "$out/modules/$version/$(module_of "$c").ko"; done) <"$plan"
}

# In one boot all functions of which nothing is expected, one module after the other.  If nothing is said there,
# that is so for each.
boot_quiet() { # CASE...
	quiet=
	for c; do
		if has_module "$c" && [ -n "$(names_with "$c" nothing)" ]; then
			quiet="$quiet $c"
		fi
	done
	[ -n "$quiet" ] || return 0
	for c in $quiet; do
		drive "$c" "$(names_with "$c" nothing | paste -s -d ,)"
		echo "unload $(module_of "$c")"
	done >"$plan"
	# shellcheck disable=SC2086 # a list of words
	boot_modules "quiet.$(module_of "$1")" $quiet
	take_runtime
	[ "$runtime" = nothing ] || quiet=
}

# Lockdep reports once: what is expected to make it has a boot of its own.
judge_case() { # CASE
	module=$(module_of "$1")
	if ! has_module "$1"; then
		grep -E "error: |undefined!|/$module\\.o" "$logs/modules" >"$logs/$module.errors" || :
		lab_fails "$1" no-module "$logs/$module.errors"
		return 0
	fi
	if ! make_static "$1" >"$logs/$module.facts" 2>&1; then
		lab_fails "$1" no-facts "$logs/$module.facts"
		return 0
	fi
	if [ -n "$(variant_in "$1")" ]; then
		judge_variant "$1"
		return 0
	fi
	for name in $(names_with "$1" nothing); do
		case " $quiet " in
		*" $1 "*)
			runtime=nothing turn=1
			judge_function "$1" "$name" ;;
		*)
			judge_alone "$1" "$name" ;;
		esac
	done
	for name in $(names_with "$1" something); do
		judge_alone "$1" "$name"
	done
	file=$(driver_of "$1")
	for name in $(refused_in "$file"); do
		lab_skip "$1" "$name" "$(static_of "$name")" "$(field_of "$file" "$name: cannot run")"
	done
}

judge_others() {
	for file in "$top"/testcases/*/*.c "$top"/testcases/*/*/*.c; do
		name=${file#"$top/testcases/"}
		name=${name%.c}
		reason=$(field_of "$file" lab)
		case $reason in
		"cannot run: "*)
			version=$(version_of "$name")
			lab_skip "$name" '' '' "${reason#*: }" ;;
		esac
	done
	silent=$(grep -rl --include '*.c' '^ \* case:' "$top/testcases" | xargs grep -L '^ \* lab:' | wc -l)
	echo "# $silent cases of testcases/ say nothing about the lab"
}

# ---- programs of replay ---------------------------------------------------------------------------

judge_replay() { # NAME
	program=$top/testcases/replay/$1.rp
	module=$(module_of "replay/$1")
	if [ ! -f "$out/modules/$version/$module.c" ]; then
		lab_skip "replay/$1" '' confirmed "$(sed -n 's/.* is not written: //p' "$logs/replay-$1.emit")"
		return 0
	fi
	if ! has_module "replay/$1"; then
		lab_fails "replay/$1" no-module "$logs/modules"
		return 0
	fi
	echo "load /$module.ko" >"$plan"
	exception=$(sed -n 's/^# lab: //p' "$program")
	if [ -n "$exception" ]; then
		boot_until "${exception%%:*}" boot_modules "$module" "replay/$1"
		lab_verdict "replay/$1" '' confirmed "${exception%%:*}" "$(reason_in "$exception")"
		return 0
	fi
	boot_until '*-locking' boot_modules "$module" "replay/$1"
	case $runtime in
	*-locking | sleep-in-atomic)	lab_verdict "replay/$1" '' confirmed "$runtime" '' ;;
	*)				lab_verdict "replay/$1" '' confirmed "a report" '' ;;
	esac
}

# ---- the kernel's own test of device memory ---------------------------------------------------------

boot_hmm() {
	boot hmm 1024 "$logs/hmm-tests" "$kernel/lib/test_hmm.ko" <"$plan"
}

judge_hmm() {
	tests=$source/tools/testing/selftests
	# Its directory has another name since 6.2.
	program=$tests/mm/hmm-tests.c
	[ -f "$program" ] || program=$tests/vm/hmm-tests.c
	if ! "${CC:-gcc}" -O2 -D_GNU_SOURCE -static -I"$source" -I"$tests" -o "$logs/hmm-tests" \
		"$program" -lpthread >"$logs/hmm-build" 2>&1; then
		lab_fails hmm no-program "$logs/hmm-build"
		return 0
	fi
	# A test that wants huge pages asks for them; those about exclusive access do not expect them.
	cat >"$plan" <<'EOP'
write /sys/kernel/mm/transparent_hugepage/enabled madvise
load /test_hmm.ko
run /hmm-tests
EOP
	boot_until nothing boot_hmm
	lab_verdict hmm '' nothing nothing "$(grep -oE '# PASSED: .*|# FAILED: .*|# Totals: .*' "$log" | tail -n 1)"
}
