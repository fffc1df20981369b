import { describe, expect, test } from "vitest";
import { CommandError, InvalidInputError } from "../errors.ts";
import { createMemoryHost } from "../testing/memory-host.ts";
import { runTap } from "./run-tap.ts";
import type { RunEnd, RunStart, RunWatch } from "./run-watch.ts";
import type { TapDefinition } from "./tap-definition.ts";

const blog: TapDefinition = {
  name: "tap-blog",
  version: "1.0.0",
  description: "Reads a blog.",
  capabilities: ["catalog", "discover", "state"],
  settings: {},
  streams: () => [],
  sync: async ({ logger }) => {
    logger.forStream("posts").warning("Left out a post");
    return 0;
  },
};

/** A tap that notes what its watch is told. */
function watchedTap(more: Partial<TapDefinition> = {}, watchMore: Partial<RunWatch> = {}) {
  const starts: RunStart[] = [];
  const ends: RunEnd[] = [];
  const said: string[] = [];
  const tap: TapDefinition = {
    ...blog,
    watch: (start) => {
      starts.push(start);
      return {
        onLog: ({ level, stream, message }) => {
          said.push(`${level} ${stream ?? ""} ${String(message)}`);
        },
        ended: async (end) => {
          ends.push(end);
        },
        ...watchMore,
      };
    },
    ...more,
  };
  const run = async (...argv: string[]) => {
    const host = createMemoryHost({ argv: ["--config", "ENV", ...argv], cwd: "/runs" });
    return { exitCode: await runTap(tap, host), err: host.err() };
  };
  return { run, starts, ends, said };
}

describe("the watch of a run", () => {
  test("knows the files of the command line, hears each log line, and learns of the end", async () => {
    const { run, starts, ends, said } = watchedTap();
    const files = [
      "--summary",
      "a.json",
      "--report",
      "b.html",
      "--report=/c.json",
      "--metrics-file",
      "d.prom",
    ];
    const { exitCode, err } = await run(...files);
    expect(exitCode).toBe(0);
    expect(starts[0]?.inputs).toEqual([]);
    expect(starts[0]?.files).toEqual({
      summary: "/runs/a.json",
      reports: ["/runs/b.html", "/c.json"],
      metrics: "/runs/d.prom",
    });
    expect(ends).toEqual([{ exitCode: 0, stopped: undefined }]);
    expect(said).toContain("warning posts Left out a post");
    expect(err).toContain("WARNING posts: Left out a post");
  });

  test("learns of a run that ends before its sync begins, and of what ended it", async () => {
    const { run, ends } = watchedTap();
    expect(await run("--state", "none.json")).toMatchObject({ exitCode: 1 });
    expect(ends).toEqual([{ exitCode: 1, stopped: undefined, failure: expect.any(InvalidInputError) }]);
  });

  test("learns of the exit code of an error", async () => {
    const { run, ends } = watchedTap({
      sync: () => Promise.reject(new CommandError("Cannot read posts", { exitCode: 3 })),
    });
    expect(await run()).toMatchObject({ exitCode: 3 });
    expect(ends).toMatchObject([{ exitCode: 3, failure: { message: "Cannot read posts" } }]);
  });

  test.each([
    [0, 1],
    [4, 4],
  ])("whose file cannot be written turns exit code %i into %i", async (of, into) => {
    const failing = () =>
      Promise.reject(new InvalidInputError("Cannot write", [{ place: "a", message: "full" }]));
    const { run } = watchedTap({ sync: async () => of }, { ended: failing });
    const { exitCode, err } = await run();
    expect(exitCode).toBe(into);
    expect(err).toContain("CRITICAL Cannot write:");
  });

  test("does not begin for what is no sync, and its files are refused there", async () => {
    const { run, starts } = watchedTap();
    expect(await run("--discover")).toMatchObject({ exitCode: 0 });
    expect(await run("--discover", "--summary", "a.json")).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining("leave out --discover"),
    });
    expect(starts).toEqual([]);
  });

  test("is a matter of the tap: without one, there are no such flags", async () => {
    const host = createMemoryHost({ argv: ["--config", "ENV", "--summary", "a.json"] });
    expect(await runTap(blog, host)).toBe(2);
    expect(host.err()).toContain("There is no flag --summary: this tap writes nothing beside its messages");
  });
});
