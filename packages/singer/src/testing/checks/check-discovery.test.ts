import { expect, test } from "vitest";
import { checkDiscovery } from "./check-discovery.ts";
import { FindingList } from "./findings.ts";

test("reads the catalog of a database, of hundreds of thousands of lines", () => {
  const findings = new FindingList();
  const stdout = `{"streams": [${"\n".repeat(300_000)}{"tap_stream_id": "users"}]}`;
  const ended = { stdout, stderr: "", exitCode: 0, signal: null, isTimedOut: false, isInterrupted: false };
  const catalog = checkDiscovery({ ...ended, durationMs: 1 }, findings);
  expect(catalog?.streams).toHaveLength(1);
  expect(findings.report().findings.map(({ message }) => message)).toEqual([
    '"users" has no metadata for []',
  ]);
});
