#!/usr/bin/env bash
# A sync that you can kill at any moment: the state file always holds the last state whose rows are on disk.
# Run it again to continue. TAP and TARGET default to the installed commands.
set -euo pipefail
state=${STATE_FILE:-state.json}
tap=${TAP:-tap-instagram}
target=${TARGET:-target-jsonl}

# Two runs would write into the same files. Each process of a run holds the lock, so that it goes with the last of them.
if command -v flock > /dev/null; then
  exec 9> "$state.lock"
  flock -n 9 || { echo "Another run still writes $state: wait until it ends, or stop it" >&2; exit 75; }
fi

run() {
  # shellcheck disable=SC2086 # the commands may carry arguments
  if [ -s "$state" ]; then $tap --config ENV --state "$state"; else $tap --config ENV; fi | $target --config ENV
}

# Each line replaces the file in one step. Signals are for the tap and the target, whose last words are still kept.
keep() {
  trap '' HUP INT TERM
  while IFS= read -r line; do
    printf '%s\n' "$line" > "$state.new"
    mv "$state.new" "$state"
  done
}

# A tap that is stopped ends with 0, but a scheduler has to know that there is more to do.
stop() {
  stopped=143
  if [ -n "$job" ]; then kill -TERM -- "-$job" 2> /dev/null || true; fi
}

job=
stopped=0
trap stop HUP INT TERM
set -m # The job is a process group, so that a signal reaches the tap and the target.
{ trap : HUP INT TERM; run | keep; } &
job=$!
if [ "$stopped" -ne 0 ]; then stop; fi
while code=0; wait "$job" || code=$?; [ -n "$(jobs -r)" ]; do :; done # A signal ends wait, not the job.
exit $((code == 0 ? stopped : code))
