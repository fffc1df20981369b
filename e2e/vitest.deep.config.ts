import { mergeConfig } from "vite";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import base from "./vitest.config.ts";

/** The files that take longest; they begin first, so that no core waits for one of them at the end. */
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

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const place = longest.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`));
      return place === -1 ? longest.length : place;
    };
    return files.toSorted((one, other) => rank(one) - rank(other));
  }
}

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
    sequence: { sequencer: LongestFirst },
  },
});
