import { mergeConfig } from "vite";
import shared from "../vitest.shared.ts";
import { longestFirst } from "./longest-first.ts";

const longest = ["secrets", "test/demo", "airbyte", "setup/demo", "how-to", "many-accounts", "interruptions"];

/** Its tests start what is built, and so they import what is built: nothing has to be compiled for them. */
const { ssr: _sources, test, ...others } = shared;
export default mergeConfig(others, {
  test: {
    ...test,
    // Many of them wait for a process of theirs, or for a time that has to pass.
    maxWorkers: 3,
    sequence: { sequencer: longestFirst(longest) },
    // A worker with much memory takes long to start a process, and they start hundreds.
    execArgv: [],
  },
});
