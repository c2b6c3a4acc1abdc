# shellcheck shell=sh
# Changes files so that they can be put back: what was there before is kept under /var/lib/touchstone-install until reset.sh has put it back.
# Sourced. Nothing is recorded twice, and nothing that is as it should be is written at all.

RECORD=$ROOT/var/lib/touchstone-install

# note LIST LINE: adds a line to a list of the record, once
note() {
  mkdir -p "$RECORD"
  noted "$1" "$2" || printf '%s\n' "$2" >>"$RECORD/$1"
}

noted() { [ -f "$RECORD/$1" ] && grep -qxF -e "$2" "$RECORD/$1"; }

# newest_first LIST: the lines of a list of the record
newest_first() { [ ! -f "$RECORD/$1" ] || sed '1!G;h;$!d' "$RECORD/$1"; }

# claim PATH: notes a folder that is empty or not there yet, so that what comes into it is ours to remove, with the folder where it was not there
claim() {
  [ -z "$(ls -A "$ROOT$1" 2>/dev/null)" ] && ! noted data "$1" || return 0
  [ ! -d "$ROOT$1" ] || note empty "$1"
  note data "$1"
}

# is_there PATH: a link that leads nowhere is there too
is_there() { [ -e "$1" ] || [ -L "$1" ]; }

# make_folder PATH: with those above it; those that were not there are noted
make_folder() {
  [ ! -d "$ROOT$1" ] || return 0
  make_folder "$(dirname "$1")"
  note folders "$1"
  mkdir "$ROOT$1"
}

# remember PATH: keeps a copy of what is there, before it is changed for the first time
remember() {
  ! noted files "$1" || return 0
  if is_there "$ROOT$1"; then
    mkdir -p "$RECORD/before$(dirname "$1")"
    cp -a "$ROOT$1" "$RECORD/before$1"
  fi
  note files "$1"
}

# put PATH MODE <CONTENT: makes a file what standard input says, whole or not at all. Sets changed, and says so, where it was something else.
put() {
  make_folder "$(dirname "$1")"
  new=$1.touchstone-new
  note unfinished "$new" # one that is cut off here is found by reset.sh
  (umask 077 && cat >"$ROOT$new")
  chmod "$2" "$ROOT$new"
  if cmp -s "$ROOT$new" "$ROOT$1"; then
    rm "$ROOT$new"
  else
    remember "$1"
    mv "$ROOT$new" "$ROOT$1"
    changed=yes
    say "wrote $1"
  fi
}

# put_programs FROM TO NAME...: puts programs of the folder FROM into the folder TO
put_programs() {
  source=$1 target=$2
  shift 2
  for name in "$@"; do
    [ -f "$source/$name" ] || fail "$source has no $name" 'fetch.sh fills that folder.'
    put "$target/$name" 755 <"$source/$name"
  done
}

# put_back: all files as they were, and the folders that were made gone, unless something of somebody else's is in them
put_back() {
  newest_first unfinished | while read -r file; do rm -f "$ROOT$file"; done
  newest_first files | while read -r file; do
    rm -f "$ROOT$file"
    if is_there "$RECORD/before$file"; then
      cp -a "$RECORD/before$file" "$ROOT$file"
      say "put back $file"
    else
      say "removed $file"
    fi
  done
  newest_first folders | while read -r folder; do
    [ ! -d "$ROOT$folder" ] || rmdir "$ROOT$folder" 2>/dev/null || say "left $folder: there is something of somebody else's in it"
  done
}
