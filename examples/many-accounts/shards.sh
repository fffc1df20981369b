#!/usr/bin/env bash
# Syncs all accounts in four runs side by side: ./shards.sh 4. Run it again to go on; ./shards.sh 4 2 runs the second
# alone. Each has a state and a folder of its own below FOLDER; AT_ONCE says how many may run at a time. All else is as
# in pipe.sh. The bash of macOS, 3.2, is enough.
set -euo pipefail
pipe=${PIPE:-$(dirname "$0")/../pipe/pipe.sh}
folder=${FOLDER:-.}
count=${1:-}
at_once=${AT_ONCE:-$count}

refuse() {
  echo "Cannot run shards: $1" >&2
  exit "${2:-2}"
}

is_count() { [[ $1 =~ ^[1-9][0-9]{0,3}$ ]]; }

is_count "$count" || refuse "found \"$count\", wanted how many there are, such as shards.sh 4"
is_count "$at_once" || refuse "AT_ONCE is \"$at_once\", wanted a number from 1 to 9999"
shift
for shard in "$@"; do
  is_count "$shard" && [ "$shard" -le "$count" ] || refuse "found shard \"$shard\", wanted one from 1 to $count"
done
# shellcheck disable=SC2046 # one word per number
if [ $# -eq 0 ]; then set -- $(seq "$count"); fi

# With another number of shards, most accounts would be in another one, away from their bookmarks.
states_of() { compgen -G "$folder/state.*-of-$1.json" > /dev/null; }
if states_of "*" && ! states_of "$count"; then
  refuse "the states in $folder are of another number than $count. Give each account's to its new shard:
  tap-instagram state merge $folder/state.*-of-*.json > $folder/state.json
  tap-instagram state split --shards $count $folder/state.json" 1
fi

label() {
  trap '' HUP INT TERM
  while IFS= read -r line || [ -n "$line" ]; do printf '%s | %s\n' "$1" "$line"; done >&2
}

run_shard() {
  trap : HUP INT TERM
  local part=$1-of-$count
  TAP_INSTAGRAM_SHARD=$1/$count STATE_FILE=$folder/state.$part.json \
    TARGET_JSONL_DESTINATION_PATH=$folder/output/$part \
    TARGET_JSONL_LOAD_METHOD=${TARGET_JSONL_LOAD_METHOD:-upsert} "$pipe" 2>&1 | label "$1/$count"
}

running() { jobs -rp | wc -l; }

stop() {
  is_stopped=yes
  local pid
  for pid in $(jobs -rp); do kill -TERM -- "-$pid" 2> /dev/null || true; done
}

is_stopped=
pids=()
trap stop HUP INT TERM
mkdir -p "$folder"
set -m # Each shard is a process group, which a signal reaches as a whole.
for shard in "$@"; do
  while [ "$(running)" -ge "$at_once" ]; do sleep 0.2; done
  if [ -n "$is_stopped" ]; then break; fi
  run_shard "$shard" &
  pids[shard]=$!
done

meaning() {
  case $1 in
    0) echo "complete" ;;
    1) echo "the settings, the state or a file is wrong (1). Correct what the log names" ;;
    2) echo "the command line is wrong (2). Correct what the log names" ;;
    3) echo "the API refuses the token (3). Make a new one" ;;
    4) echo "some accounts or streams failed (4). Read the log, then run it again" ;;
    5) echo "the quota is used up (5). Run it again later" ;;
    126 | 127) echo "a command cannot be started ($1). Correct what the log names" ;;
    75) echo "another run of this shard is not finished (75)" ;;
    *) echo "cut off ($1). Run it again" ;;
  esac
}

# The exit code is the one that matters most: what somebody has to correct, then what another run completes.
weight() {
  case $1 in 0) echo 0 ;; 4) echo 1 ;; 5) echo 2 ;; 1 | 2 | 3 | 126 | 127) echo 4 ;; *) echo 3 ;; esac
}

code=0
again=
for shard in "$@"; do
  ended=143
  if [ -n "${pids[shard]:-}" ]; then
    # A signal ends wait, not the shard.
    while ended=0; wait "${pids[shard]}" || ended=$?; jobs -rp | grep -qx "${pids[shard]}"; do :; done
  fi
  echo "Shard $shard/$count: $(meaning "$ended")"
  if [ "$ended" -ne 0 ]; then again="$again $shard"; fi
  if [ "$(weight "$ended")" -gt "$(weight "$code")" ]; then code=$ended; fi
done
if [ -n "$again" ]; then echo "What is left: $0 $count$again"; fi
exit "$code"
