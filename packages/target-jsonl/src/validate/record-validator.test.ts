import { createLogger } from "@tap-instagram/singer/testing";
import { expect, test } from "vitest";
import { RecordValidator } from "./record-validator.ts";
import { TimeBudget } from "./time-budget.ts";

test("makes a schema ready once, however often a tap sends it", () => {
  const compiled: unknown[] = [];
  const warnings: string[] = [];
  const logger = createLogger({ level: "info", format: "text", write: (line) => warnings.push(line) });
  const compile = (schema: unknown) => {
    compiled.push(schema);
    return () => `not like schema ${compiled.indexOf(schema) + 1}`;
  };
  const validator = new RecordValidator(
    { mode: "warn", logger, compile, budget: new TimeBudget(() => 0) },
    { type: "object" },
  );
  for (const type of ["object", "array", "object", "array", "object"]) validator.use({ type });
  validator.check(Buffer.from("{}"));
  expect(compiled).toEqual([{ type: "object" }, { type: "array" }]);
  expect(warnings).toEqual(["WARNING a record does not fit its schema: not like schema 1"]);
});
