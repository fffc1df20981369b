import { expect, test } from "vitest";
import type { SyncLogger } from "../../log/logger.ts";
import { SyncReport } from "./report.ts";

test("names that share a fate are each warned of once, whichever others come with them", () => {
  const warnings: string[] = [];
  const logger: SyncLogger = {
    debug: () => undefined,
    info: () => undefined,
    warning: (text) => warnings.push(text),
    error: () => undefined,
    forStream: () => logger,
  };
  const report = new SyncReport(logger);
  report.warnOfNames("Refused of reels", ["views", "reach"], "Deselect them");
  report.warnOfNames("Refused of reels", ["reach"], "Deselect them");
  report.warnOfNames("Refused of reels", ["reach", "saved"], "Deselect them");
  report.warnOfNames("Refused of posts", ["reach"], "Deselect them");
  expect(warnings).toEqual([
    "Refused of reels: views, reach. Deselect them",
    "Refused of reels: saved. Deselect them",
    "Refused of posts: reach. Deselect them",
  ]);
});
