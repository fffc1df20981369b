/**
 * The floor of a sync: makes the requests of a recording one after the other, parses each answer and each item of a
 * batch, and writes every object in it as a line. No retry, no check, no selection.
 */
import { readFileSync } from "node:fs";
import process from "node:process";
import type { Recorded } from "../processes/recorder.ts";

const [file = "", base = "", token = ""] = process.argv.slice(2);
const recording: readonly Recorded[] = JSON.parse(readFileSync(file, "utf8"));

for (const { method, path, body } of recording) {
  const response = await fetch(new URL(path, base), {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(method === "POST" ? { "content-type": "application/x-www-form-urlencoded" } : {}),
    },
    body: method === "POST" ? body : null,
  });
  const answer: unknown = JSON.parse(await response.text());
  const lines = objectsIn(answer).map((object) => `${JSON.stringify(object)}\n`);
  await new Promise<void>((resolve) => process.stdout.write(lines.join(""), () => resolve()));
}

function objectsIn(answer: unknown): unknown[] {
  if (Array.isArray(answer)) return answer.map((item: { body: string }) => JSON.parse(item.body));
  return isList(answer) ? [...answer.data] : [answer];
}

function isList(answer: unknown): answer is { data: unknown[] } {
  return typeof answer === "object" && answer !== null && "data" in answer && Array.isArray(answer.data);
}
