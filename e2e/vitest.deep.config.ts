import { mergeConfig } from "vite";
import { longestFirst } from "./longest-first.ts";
import base from "./vitest.config.ts";

const longest = [
  "runtimes",
  "container",
  "release",
  "dbt",
  "warehouses",
  "packed",
  "meltano",
  "airbyte",
  "explore-page",
  "dagster",
  "airflow",
  "wheel",
  "login-pages",
  "hub",
  "dlt",
  "killed-shards",
];

/** What needs the package registry, and so is no part of `npm test`. */
const { test, ...others } = base;
export default mergeConfig(others, {
  test: {
    ...test,
    // Each of them keeps more than one process busy.
    maxWorkers: 2,
    include: ["deep/**/*.test.ts"],
    globalSetup: "deep/release/packed-install.ts",
    setupFiles: [...test.setupFiles, "deep/python/compile-once.ts"],
    sequence: { sequencer: longestFirst(longest) },
  },
});
