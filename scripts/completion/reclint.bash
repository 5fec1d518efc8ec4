# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Completion for bash.  It knows nothing by itself: commands, options and forms are what --help lists, rules what
# 'reclint rules' does, findings those of the output directory.

# The options of a command, with "=" behind those that take an argument.
_reclint_options() {
	"$1" "$2" --help 2>/dev/null |
		sed -n -e '/^[a-z].*:$/,$d' -e 's/^  \(--*[a-z][a-z-]*\) [A-Z].*/\1=/p' -e 's/^  \(--*[a-z][a-z-]*\)\(\[=[A-Z]*\]\)*  .*/\1/p'
}

# The names below a title of the help text, such as "forms:".
_reclint_listed() {
	"$1" "$2" --help 2>/dev/null | sed -n "/^$3:\$/,/^\$/s/^  \([^ ]*\)  .*/\1/p"
}

_reclint_rules() {
	"$1" rules 2>/dev/null | sed 's/ .*//'
}

# --output DIR among the words, or the default.
_reclint_fingerprints() {
	local i output=reclint-out

	for ((i = 1; i < ${#COMP_WORDS[@]} - 1; i++)); do
		[[ ${COMP_WORDS[i]} == --output ]] && output=${COMP_WORDS[i + 1]}
	done
	sed -n 's/^   "fingerprint": "\([0-9a-f]\{12\}\).*/\1/p' "$output/findings.json" 2>/dev/null
}

_reclint_words() {
	mapfile -t COMPREPLY < <(compgen -W "$1" -- "$2")
}

_reclint() {
	local program=${COMP_WORDS[0]} command=${COMP_WORDS[1]} word=${COMP_WORDS[COMP_CWORD]}
	local before=${COMP_WORDS[COMP_CWORD - 1]} options

	COMPREPLY=()
	if [[ $COMP_CWORD -eq 1 ]]; then
		_reclint_words "$("$program" --help 2>/dev/null | sed -n 's/^  \([a-z0-9-]*\)  .*/\1/p') --help --version" "$word"
		return
	fi
	case $before in
	--format)
		_reclint_words "$(_reclint_listed "$program" "$command" forms)" "$word"
		return ;;
	--rules)
		_reclint_words "$(_reclint_rules "$program")" "$word"
		return ;;
	--bound)
		_reclint_words "$(_reclint_listed "$program" "$command" bounds)" "$word"
		return ;;
	--confidence)
		_reclint_words "high medium low" "$word"
		return ;;
	esac
	options=$(_reclint_options "$program" "$command")
	if [[ $word == -* ]]; then
		_reclint_words "${options//=/}" "$word"
	elif [[ " ${options//[$'\n']/ } " == *" $before= "* ]]; then
		return			# its argument: a file, as bash does by itself
	elif [[ $command == explain || $command == replay || $command == history ]]; then
		_reclint_words "$([[ $command != explain ]] || _reclint_rules "$program") $(_reclint_fingerprints)" "$word"
	fi
}

complete -o default -F _reclint reclint
