import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { expect, onTestFinished } from "vitest";

const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true });
formats.default(ajv);
const validatorOf = (name: string) =>
  ajv.compile(JSON.parse(readFileSync(new URL(`../schemas/${name}.schema.json`, import.meta.url), "utf8")));
const validators = { "run-summary": validatorOf("run-summary"), "run-report": validatorOf("run-report") };

/** A folder of its own for a test. */
export function folderOfTest(): string {
  const folder = mkdtempSync(join(tmpdir(), "tap-instagram-report-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** What a file holds as JSON, once its published schema has nothing against it. */
export function documentIn(
  path: string,
  schema: "run-summary" | "run-report",
): ReturnType<typeof JSON.parse> {
  const document: unknown = JSON.parse(readFileSync(path, "utf8"));
  expectValid(document, schema);
  return document;
}

/** Holds a document against one of the published schemas. */
export function expectValid(document: unknown, name: "run-summary" | "run-report"): void {
  const validate = validators[name];
  validate(document);
  expect(validate.errors ?? []).toEqual([]);
}
