#!/usr/bin/env bash
# A sync that can be cut off at any moment: the state file always holds the last state whose rows are on disk.
# Run it again to go on. TAP and TARGET default to the installed commands.
set -euo pipefail
state=${STATE_FILE:-state.json}
tap=${TAP:-tap-instagram}
target=${TARGET:-target-jsonl}

run() {
  # shellcheck disable=SC2086 -- the commands may carry arguments
  if [ -s "$state" ]; then $tap --config ENV --state "$state"; else $tap --config ENV; fi | $target --config ENV
}

# Each line replaces the file in one step.
run | while IFS= read -r line; do
  printf '%s\n' "$line" > "$state.new"
  mv "$state.new" "$state"
done
