# SPDX-License-Identifier: GPL-2.0-or-later
#
# The comparison of scripts/model-check: for one kernel, version.
#
# Files, in this order: entries (PLACE WHERE<tab>LINE of the model's source), contracts
# (text form), declared (names that the tree's headers and sources have at the
# beginning of a line), headers (WHERE NAME, of what it has there), facts (text form).
#
# Out, with tabs between: PLACE KIND TEXT; "has" PLACE NAME ["live"], of what there is; "accepts" NAME WHAT PLACE, of each
# __rl_despite() that could be looked at; "used" NAME WHAT, where the body is so.

function number(v, part) {
	split(v, part, ".")
	return part[1] * 1000 + part[2]
}
# Says a "since" or "before" of the text that this kernel is not meant?
function excluded(text, what, v) {
	while (match(text, /(since|before)[ ("]+[0-9.]+/)) {
		v = what = substr(text, RSTART, RLENGTH)
		text = substr(text, RSTART + RLENGTH)
		gsub(/[^0-9.]/, "", v)
		if ((what ~ /^since/) != (number(version) >= number(v)))
			return 1
	}
	return 0
}
# The argument n of a call's text, which is all between its parentheses.
function argument(text, n, i, c, depth, quoted, arg) {
	for (i = 1; i <= length(text); i++) {
		c = substr(text, i, 1)
		if (c == "\"")
			quoted = !quoted
		depth += !quoted && c == "("
		depth -= !quoted && c == ")"
		if (c == "," && !depth && !quoted) {
			if (!--n)
				return arg
			arg = ""
		} else if (arg != "" || c != " ")
			arg = arg c
	}
	return n == 1 ? arg : ""
}
function no_effect_by_prefix(f, i) {
	for (i = 1; i <= prefixes; i++)
		if (index(f, prefix[i]) == 1)
			return 1
	return 0
}
function is_modelled(f) {
	if (!(f in cuts))
		cuts[f] = f in modelled || no_effect_by_prefix(f)
	return cuts[f]
}
function accepted(f, what, g) {
	if (!((f, what) in despite) || !index("|" despite[f, what], "|" g "|"))
		return 0
	used[f "\t" what] = 1
	return 1
}
function path(f, g, from) {
	for (; f != from[f]; f = from[f])
		g = f " > " g
	return g
}
# The shortest way by direct calls from entry to one of the calls in goal, at most depth down; "" if there is none.
function search(entry, what, goal, depth, i, n, at, f, g, first, last, queue, from, level) {
	first = last = 1
	queue[1] = entry
	from[entry] = entry
	level[entry] = 0
	for (; first <= last; first++) {
		f = queue[first]
		n = split(calls[f], at, " ")
		for (i = 1; i <= n; i++) {
			g = at[i]
			if ((g in goal || (f, g) in goal) && g != entry && !accepted(entry, what, g))
				return path(f, g, from)
			if (g in from || is_modelled(g) || level[f] + 1 >= depth)
				continue
			from[g] = f
			level[g] = level[f] + 1
			queue[++last] = g
		}
	}
	return ""
}
function tell(key, kind, text) {
	print place[key] "\t" kind "\t" text
}

# ---- the model -----------------------------------------------------------------------

FILENAME ~ /entries$/ {
	tab = index($0, "\t")
	split(substr($0, 1, tab - 1), part, " ")
	source[part[1]] = substr($0, tab + 1)
	group[part[1]] = part[2]
	next
}
FILENAME ~ /contracts$/ {
	out = excluded($0)
	key = $2 " " $4
	if ($6 ~ /^no_effect_prefix/) {
		prefix[++prefixes] = $6
		gsub(/^.*\("|"\)$/, "", prefix[prefixes])
	}
	if ($1 == "field") {
		if ($6 !~ /^(since|before)/)
			field[$2 "." $3] = $5
		if (out)
			field_gone[$2 "." $3] = 1
	}
	if ($1 != "function")
		next
	place[key] = $5
	name_of[key] = $2
	if (out) {
		if ($6 ~ /^(since|before)/)
			gone[key] = 1
		else
			other_contracts[key]++
		next
	}
	if ($6 ~ /^(since|before)/)
		next
	contracts[key]++
	verbs[key] = verbs[key] " " substr($0, index($0, $6))
	if ($6 ~ /^despite/) {
		split($0, part, "\"")
		despite[$2, part[4]] = part[6] "|"
		despite_at[$2, part[4]] = $5
	}
	next
}
# All contracts are read: what each entry may do.  A contract of a declaration that is not for this kernel is none.
FILENAME ~ /facts$/ && !begun {
	begun = 1
	for (key in place) {
		f = name_of[key]
		v = verbs[key]
		if ((key in gone) || !contracts[key])
			continue
		modelled[f] = 1
		live[key] = 1
		if (v ~ / no_effect/)
			silent[f] = 1
		if (v ~ / (use_body|event|event_unless|final_put|tests_last)\(/)
			body[f] = 1
		if (v ~ / (sleeps|faults|fires|allocates)/)
			may_sleep[f] = 1
		if (v ~ / (sleeps|faults|fires)/ || v ~ / waits[^ ]*\([^)]*"(work|cancel|workqueue|completion|waitqueue|fence|thread|irq|device|notifier|unregister|callbacks|mmput|shrinker)"/ ||
		    v ~ / acquires(_if)?\([^)]*"(mutex|rtmutex|rwsem|percpu_rwsem|ww|semaphore|folio|socket|srcu)"/)
			sleeps[f] = may_sleep[f] = 1
		if (v ~ / (allocates|faults|fires)/)
			allocates[f] = 1
		if (match(v, / allocates\([0-9]+/))
			mask[f] = substr(v, RSTART + 11, RLENGTH - 11) + 0
		if (match(v, / allocates_masked\([0-9]+/) || v ~ / allocates_with\("GFP_(KERNEL|USER|HIGHUSER|NOIO|NOFS)/)
			reclaims[f] = 1
		n = gsub(/ (acquires|acquires_if|try_acquires)\(/, "&", v)
		m = gsub(/ releases\(/, "&", v)
		if (n > m)
			takes[f] = 1
		if (m > n)
			drops[f] = 1
		if (n)
			touches_in[f] = 1
		if (m)
			touches_out[f] = 1
		if (v ~ /"(seqcount|bit|folio|srcu|socket)"/)
			unchecked[f] = 1	# lockdep knows nothing of them, or there is no function behind
	}
	touches_in["lock_acquire"] = touches_out["lock_release"] = 1
}

# ---- the kernel ------------------------------------------------------------------------

FILENAME ~ /declared$/ { named[$1] = 1; next }
FILENAME ~ /headers$/ { in_header[$1 " " $2] = 1; next }
$1 == "symbol" && $3 == "function" { named[$2] = 1; next }
$1 == "type" { tag[$3] = 1; next }
$1 == "field" { has[$2 "." $3] = 1; next }
$1 == "function" {
	f = $2
	is_new = !(f in defined_at)
	if (is_new)
		defined_at[f] = $3
	next
}
!is_new || !f { next }
$1 == "param" { kind[f, ++count[f]] = $3; pointed[f, count[f]] = $4; next }
$2 == "return" {
	returns[f] = returns[f] + (NF > 2)
	next
}
/ (= )?icall / { unknown[f] = 1; next }
/ call / {
	if (!match($0, / call [A-Za-z0-9_.@]+\(/))
		next
	g = substr($0, RSTART + 6, RLENGTH - 7)
	text = substr($0, RSTART + RLENGTH)
	sub(/\)[^)]*$/, "", text)
	sub(/@.*/, "", g)
	if (!seen[f, g]++)
		calls[f] = calls[f] " " g
	if (g in takes)
		taken[f] = 1
	if (g in drops)
		dropped[f] = 1
	if (g in mask) {
		arg = argument(text, mask[g])
		if (arg ~ /^[0-9]+$/ && int(arg / 1024) % 2)
			reclaiming[f, g] = 1
	}
	next
}

# ---- the comparison ----------------------------------------------------------------------

# 1: the kernel has such a parameter where the model has this one, as far as both say.
function fits_type(text, fact, tag_there, t) {
	if (fact == "other")
		return 1
	if (text !~ /\*/)
		return fact == "int" || fact == "bool" || text ~ /^struct |_t$/
	if (fact != "pointer" && fact != "function")
		return 0
	if (tag_there == "" || text ~ /\*.*\*/)
		return 1
	t = text
	gsub(/const |volatile |\*| +$/, "", t)
	gsub(/^ +| +$/, "", t)
	if (t !~ /^struct /)
		return 1
	sub(/^struct /, "", t)
	return t == tag_there
}
function check_signature(key, f, n, text, i, params, line, where) {
	n = substr(key, length(f) + 2) + 0
	if (count[f] + 0 != n) {
		differs[f] = key
		return
	}
	fits[f] = 1
	line = source[place[key]]
	i = index(line, f "(")
	if (!i)
		return
	text = substr(line, 1, i - 1)
	sub(/ +$/, "", text)
	if (text == "void" && (f in returns) && returns[f])
		tell(key, "type", "'" f "' returns something, here nothing")
	if (text != "void" && (f in returns) && !returns[f])
		tell(key, "type", "'" f "' returns nothing, here " text)
	params = substr(line, i + length(f) + 1)
	sub(/\) (__rl|RL_).*/, "", params)
	for (i = 1; i <= n; i++) {
		text = argument(params, i)
		if (!fits_type(text, kind[f, i], pointed[f, i]))
			tell(key, "type", "parameter " i " of '" f "' is " kind[f, i] (pointed[f, i] ? " to " pointed[f, i] : "") ", here " text)
	}
}
# What is done about locks, by f itself and by what it calls that is not modelled: "", "takes", "drops", or "both".
function balance(f, depth, i, n, at, g, sum) {
	if (f in balances)
		return balances[f]
	balances[f] = ""	# where it calls itself
	sum = (f in taken) ? ((f in dropped) ? "both" : "takes") : (f in dropped) ? "drops" : ""
	n = depth ? split(calls[f], at, " ") : 0
	for (i = 1; i <= n && sum != "both"; i++) {
		g = is_modelled(at[i]) ? "" : balance(at[i], depth - 1)
		sum = sum == "" || g == "" || g == sum ? sum g : "both"
		sub(/^(takestakes|dropsdrops)$/, g, sum)
	}
	return balances[f] = sum
}
function check_locks(key, f, way) {
	if (!(f in touches_in) && !(f in touches_out) && !(f in body) && !(f in may_sleep) && verbs[key] !~ / calls/) {
		way = balance(f, 4)
		if (way ~ /^(takes|drops)$/ && !accepted(f, way " a lock", ""))
			tell(key, "locks", "'" f "' " way " a lock")
	}
	if (f in unchecked)
		return
	if ((f in takes) && search(f, "takes no lock", touches_in, 6) == "" && !accepted(f, "takes no lock", ""))
		tell(key, "locks", "'" f "' takes no lock")
	if ((f in drops) && search(f, "drops no lock", touches_out, 6) == "" && !accepted(f, "drops no lock", ""))
		tell(key, "locks", "'" f "' drops no lock")
}
# Nothing in its body, and in no function that it may call, is unknown or in goal.
function is_known_not_to(entry, goal, i, n, at, f, g, first, last, queue, seen_here) {
	first = last = 1
	queue[1] = entry
	seen_here[entry] = 1
	for (; first <= last; first++) {
		f = queue[first]
		if ((f in unknown) || last > 200)
			return 0
		n = split(calls[f], at, " ")
		for (i = 1; i <= n; i++) {
			g = at[i]
			if (g in seen_here)
				continue
			seen_here[g] = 1
			if ((g in goal) || (g in body) || !(g in defined_at) && !is_modelled(g))
				return 0
			if (!is_modelled(g))
				queue[++last] = g
		}
	}
	return 1
}
function check_body(key, f, way, depth) {
	depth = f in silent ? 1 : 3
	if (f in body)
		return
	if (!(f in may_sleep) && (way = search(f, "sleeps", sleeper, depth)) != "")
		tell(key, "sleeps", "'" f "': " way)
	if (!(f in allocates) && (way = search(f, "allocates", allocation, depth)) != "")
		tell(key, "allocates", "'" f "': " way)
	if ((f in may_sleep) && !(f in takes) && is_known_not_to(f, may_sleep) && !accepted(f, "does not sleep", ""))
		tell(key, "awake", "'" f "' does not sleep")
	if (verbs[key] ~ / dies\(/ && (f in returns))
		tell(key, "returns", "'" f "'")
}
END {
	for (f in reclaims)
		allocation[f] = sleeper[f] = 1
	for (key in reclaiming)
		allocation[key] = sleeper[key] = 1
	for (f in sleeps)
		sleeper[f] = 1
	for (key in place) {
		f = name_of[key]
		if (!(f in named) && !(f in defined_at)) {
			if (key in live)
				tell(key, "lacks", f)
			continue
		}
		print "has\t" place[key] "\t" f (key in live ? "\tlive" : "")
		if ((key in gone) || !(key in live))
			continue
		if (!(f in defined_at))
			continue
		check_signature(key, f)
		if (f in fits) {
			check_body(key, f)
			check_locks(key, f)
		}
	}
	for (f in differs)
		if (!(f in fits))
			tell(differs[f], "parameters", "'" f "' has " count[f] + 0 ", here " substr(differs[f], length(f) + 2))
	for (name in field) {
		split(name, part, ".")
		if (!(part[1] in tag))
			continue
		# Facts have the fields that these units use.
		if (name in has || (group[field[name]] " " substr(name, length(part[1]) + 2)) in in_header)
			print "has\t" field[name] "\t" name
		else if (!(name in field_gone))
			print field[name] "\tlacks field\t" name
	}
	for (key in despite) {
		split(key, part, SUBSEP)
		if (part[1] in fits)
			print "accepts\t" part[1] "\t" part[2] "\t" despite_at[key]
	}
	for (name in used)
		print "used\t" name
}
