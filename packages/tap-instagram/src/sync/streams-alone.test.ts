import { validateValue } from "@tap-instagram/singer/testing";
import { expect, test } from "vitest";
import { catalogOf, run, simulated } from "../../test/run.ts";
import { declarations } from "../catalog.ts";
import { registry } from "../registry.ts";

// What `checkTap` does with a process for each stream.
test.each(declarations(registry))(
  "$name alone comes without any other stream, and its records fit its schema and have keys of their own",
  async ({ name, keyProperties }) => {
    const simulator = await simulated({ world: "tiny" });
    const { exitCode, messages, records } = await run(simulator, { catalog: catalogOf({ [name]: "all" }) });
    expect(exitCode).toBe(0);
    const streams = messages.flatMap((message) => ("stream" in message ? [message.stream] : []));
    expect(new Set(streams)).toEqual(new Set([name]));
    const [first] = messages;
    if (first?.type !== "SCHEMA")
      throw new Error(`The first message is ${first?.type ?? "missing"}, not SCHEMA`);
    expect(records(name).flatMap((record) => validateValue(first.schema, record))).toEqual([]);
    const keys = records(name).map((record) =>
      JSON.stringify(keyProperties.map((key) => record[key] ?? "?")),
    );
    expect(keys.filter((key) => key.includes('"?"'))).toEqual([]);
    expect(new Set(keys).size).toBe(keys.length);
    expect(messages.at(-1)?.type).toBe("STATE");
  },
);
