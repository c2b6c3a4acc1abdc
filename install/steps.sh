# shellcheck shell=sh
# Runs the steps of a script, in their order or those that are named. Sourced, by a script that sets
#   ABOUT     one line on what it does
#   STEPS     lines "name  what it does", for each a function step_NAME
#   OPTIONS   lines "--name VALUE  what it means", for each a variable that is set: --from sets from
# and ends with `read_words "$@"` and `run_steps`. Exit codes: 0 done, 1 a step could not be done, 2 wrong usage.

# Where the machine's files lie: set in tests alone.
ROOT=${TOUCHSTONE_INSTALL_ROOT:-}
HERE=$(cd "$(dirname "$0")" && pwd)
PATH=$PATH:/usr/local/sbin:/usr/local/bin:/usr/sbin:/sbin
umask 022 # what is put here others run and read
. "$HERE/versions.env"

say() { printf '  %s\n' "$*"; }

# fail WHAT [MEND]: ends the script with what happened, and what to do
fail() {
  printf 'error: %s\n' "$@" | sed '2,$s/^error: //' >&2
  exit 1
}

wrong_usage() {
  printf 'error: %s\n\n' "$1" >&2
  usage >&2
  exit 2
}

usage() {
  printf '%s\n\nsh %s [option]... [step]...\n\nsteps (all of them, in this order, where none is named):\n' "$ABOUT" "$0"
  indented "$STEPS"
  printf '\noptions:\n'
  indented "$OPTIONS"
}

# indented LINES: without blank ones
indented() { printf '%s\n' "$1" | sed -n 's/^ *\([^ ].*\)/  \1/p'; }

# names LINES: the first word of each
names() { printf '%s\n' "$1" | awk 'NF {print $1}'; }

is_one_of() { printf '%s\n' "$2" | grep -qxF -e "$1"; }

has_program() { command -v "$1" >/dev/null; }

# title STEP: what it does
title() { printf '%s\n' "$STEPS" | awk -v step="$1" '$1 == step {$1 = ""; print substr($0, 2)}'; }

# read_words WORD...: sets what options say, and chosen, the steps that are named
read_words() {
  for option in $(names "$OPTIONS"); do unset "${option#--}"; done # the environment may have such names, and means something else
  chosen=''
  while [ $# -gt 0 ]; do
    case $1 in
      -h | --help)
        usage
        exit 0
        ;;
      -*)
        is_one_of "$1" "$(names "$OPTIONS")" || wrong_usage "there is no option $1"
        [ $# -ge 2 ] || wrong_usage "$1 wants a value"
        eval "${1#--}=\$2"
        shift
        ;;
      *)
        is_one_of "$1" "$(names "$STEPS")" || wrong_usage "there is no step $1"
        chosen="$chosen $1"
        ;;
    esac
    shift
  done
}

# run_steps: those that are chosen, or all
run_steps() {
  for step in ${chosen:-$(names "$STEPS")}; do
    printf '== %s: %s\n' "$step" "$(title "$step")"
    "step_$step"
  done
}
