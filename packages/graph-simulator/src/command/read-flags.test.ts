import { expect, test } from "vitest";
import { FlagError, readFlags } from "./read-flags.ts";

test.each([
  [["--port", "70000"], 'Cannot use --port "70000": want a whole number from 0 to 65535'],
  [["--seed", "x"], 'Cannot use --seed "x"'],
  [["--latency-ms", "-1"], "--latency-ms"],
  [["--now", "yesterday"], 'Cannot use --now "yesterday": want a time such as'],
  [["--behaviour", "nonsense=1"], 'Cannot use --behaviour "nonsense=1": want name=value'],
  [["--behaviour", "batchLimit"], 'Cannot use --behaviour "batchLimit"'],
  [["--behaviour", "meShape=round"], 'Cannot use --behaviour "meShape=round": want `flat`, `wrapped`'],
  [["extra"], "extra"],
  [["--sed", "7"], "There is no flag --sed; did you mean --seed?"],
  [["--behavior", "batchLimit=3"], "did you mean --behaviour?"],
  [["-p", "80"], "There is no flag -p"],
])("%j cannot be used, and the reason says what can", (flags, reason) => {
  expect(() => readFlags(flags)).toThrow(FlagError);
  expect(() => readFlags(flags)).toThrow(reason);
});

test("flags become options, behaviours as JSON or plain text", () => {
  const flags =
    "--port 4123 --seed 7 --world large --latency-ms 5 --calls-per-day 100 --behaviour batchLimit=3 " +
    "--behaviour meShape=wrapped --behaviour lateBatchItem=null --behaviour retryAfterSeconds=null " +
    '--behaviour emptyInsights=["media"] --behaviour defaultVersion=v26.0 ' +
    "--now 2026-09-21T10:00:00Z";
  const order = readFlags(flags.split(" "));
  expect(order).toMatchObject({
    do: "run",
    worldFile: undefined,
    options: {
      port: 4123,
      seed: 7,
      world: "large",
      latencyMs: 5,
      quota: { callsPerDay: 100 },
      behaviour: {
        batchLimit: 3,
        meShape: "wrapped",
        lateBatchItem: "null",
        retryAfterSeconds: null,
        emptyInsights: ["media"],
        defaultVersion: "v26.0",
      },
    },
  });
  if (order.do === "run") expect(order.options.now?.()).toBe(Date.parse("2026-09-21T10:00:00Z"));
});

test("a world that has no name is a file", () => {
  expect(readFlags(["--world", "mine.json"])).toMatchObject({ do: "run", worldFile: "mine.json" });
});
