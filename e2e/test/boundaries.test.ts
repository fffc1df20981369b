import { describe, expect, test } from "vitest";
import { lintCases, type Case } from "./lint.ts";

/** A file that imports what it must not, beside one that imports a library. */
function importing(claim: string, path: string, specifier: string, says: string): Case {
  const source = (from: string) =>
    `import { thing } from "${from}";\n\nexport const other: unknown = thing;\n`;
  return { claim, path, refused: source(specifier), accepted: source("valibot"), says };
}

const walls: readonly Case[] = [
  importing(
    "the simulator importing a package of ours",
    "packages/graph-simulator/src/world/world.ts",
    "@tap-instagram/core",
    "imports nothing of ours",
  ),
  importing("the core importing Node", "packages/core/src/graph/files.ts", "node:fs", "no-nodejs-modules"),
  importing(
    "the core importing Singer",
    "packages/core/src/instagram/media/rows.ts",
    "@tap-instagram/singer",
    "knows no other package",
  ),
  importing(
    "graph/ importing instagram/",
    "packages/core/src/graph/accounts.ts",
    "../instagram/accounts.ts",
    "neither Instagram's nodes",
  ),
  importing(
    "Singer importing Instagram",
    "packages/singer/src/json/rows.ts",
    "@tap-instagram/core",
    "neither Instagram nor HTTP",
  ),
  importing(
    "the engine importing the registry",
    "packages/tap-instagram/src/sync/groups.ts",
    "../registry.ts",
    "knows no stream by name",
  ),
  importing(
    "the engine importing a stream",
    "packages/tap-instagram/src/sync/fields.ts",
    "../streams/accounts/users.ts",
    "knows no stream by name",
  ),
  importing(
    "the engine importing what writes Singer messages",
    "packages/tap-instagram/src/sync/output.ts",
    "../singer/singer-sink.ts",
    "knows no protocol",
  ),
  importing(
    "a stream importing the Singer kit",
    "packages/tap-instagram/src/streams/media/likes.ts",
    "@tap-instagram/singer",
    "knows no protocol",
  ),
  importing(
    "the Airbyte source importing the tap's command",
    "packages/airbyte-source-instagram/src/read/tap.ts",
    "tap-instagram",
    "not its commands",
  ),
  importing(
    "the simulator importing what the other packages are tested with",
    "packages/graph-simulator/src/world/clock.ts",
    "test-tools/clock",
    "imports nothing of ours",
  ),
  importing(
    "what is published importing what it is tested with",
    "packages/tap-instagram/src/sync/clock.ts",
    "test-tools/clock",
    "package.json does not name test-tools among its dependencies",
  ),
];

const rooms: readonly Case[] = [
  importing(
    "a room of the core importing one above it",
    "packages/core/src/graph/errors/client.ts",
    "../client.ts",
    "graph/client.ts, which is above it",
  ),
  importing(
    "a room of Instagram's importing one above it",
    "packages/core/src/instagram/fields/media.ts",
    "../media/media.ts",
    "instagram/media/media.ts, which is above it",
  ),
  importing(
    "a room of Singer's importing one above it",
    "packages/singer/src/catalog/logs.ts",
    "../logs/logger.ts",
    "logs/logger.ts, which is above it",
  ),
  importing(
    "a walk importing a stream",
    "packages/tap-instagram/src/walks/posts.ts",
    "../streams/media/media.ts",
    "streams/media/media.ts, which is above it",
  ),
  importing(
    "errors importing what throws them",
    "packages/target-jsonl/src/errors/disk.ts",
    "../files/durable.ts",
    "files/durable.ts, which is above it",
  ),
  importing(
    "a room importing what is beside the rooms",
    "packages/target-jsonl/src/run/target.ts",
    "../target.ts",
    "target.ts, which is above it",
  ),
  {
    claim: "a room handing on what is above it",
    path: "packages/singer/src/json/more.ts",
    refused: 'export * from "../tap/run-tap.ts";\n',
    accepted: 'export * from "./json.ts";\n',
    says: "tap/run-tap.ts, which is above it",
  },
  {
    claim: "a room loading late what is above it",
    path: "packages/singer/src/json/late.ts",
    refused: 'export const late = (): Promise<unknown> => import("../tap/run-tap.ts");\n',
    accepted: 'export const late = (): Promise<unknown> => import("../errors.ts");\n',
    says: "tap/run-tap.ts, which is above it",
  },
];

const ofNoRoom = "packages/core/src/helpers/text.ts";

const thirteen = Array.from({ length: 13 }, (_, index) => String.fromCodePoint(97 + index));
const crowded = [
  ...thirteen.map((name) => `packages/core/src/graph/http/${name}.ts`),
  ...thirteen.map((name) => `packages/core/src/graph/errors/${name}.test.ts`),
];

const lines = (count: number) => "export {};\n".repeat(count);
const long = {
  "packages/core/src/graph/pages/long.ts": lines(200),
  "packages/core/src/graph/pages/longest.ts": lines(201),
  "packages/core/src/graph/pages/longest.test.ts": lines(201),
};

describe("the lint refuses", () => {
  const verdicts = lintCases([...walls, ...rooms], {
    [ofNoRoom]: "export const text = 1;\n",
    ...Object.fromEntries(crowded.map((path) => [path, "export {};\n"])),
    ...long,
  });
  const thatHave = (words: string, paths: readonly string[]) =>
    paths.filter((path) => verdicts.said(path).join().includes(words));

  test.each([...walls, ...rooms])("$claim", (one) => {
    const { refused, accepted } = verdicts.of(one);
    expect(refused.join("\n")).toContain(one.says);
    expect(accepted.join("\n")).not.toContain(one.says);
  });

  test("a room that has no place among the others", () => {
    const words = "helpers/text.ts is in a room that lint/rooms.ts does not name";
    expect(verdicts.said(ofNoRoom).join("\n")).toContain(words);
  });

  test("the thirteenth source file of a folder, tests not counted", () => {
    expect(thatHave("source files", crowded)).toEqual(["packages/core/src/graph/http/m.ts"]);
  });

  test("a file of more than 200 lines, tests not counted", () => {
    expect(thatHave("max-lines", Object.keys(long))).toEqual(["packages/core/src/graph/pages/longest.ts"]);
  });
});
