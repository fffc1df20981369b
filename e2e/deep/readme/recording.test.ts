import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { recordDemo } from "../../../scripts/recording/record.ts";
import { renderRecording } from "../../../scripts/recording/render.ts";
import { screensOf } from "../../../scripts/recording/screens.ts";
import { repositoryPath } from "../../test/commands.ts";
import { lastScreen, recordedRows } from "../../test/how-to/recording.ts";
import { hasScript } from "../../machines/terminal.ts";

/** A row without what differs from run to run: numbers, the bar of the quota, and the space before numbers. */
function shapeOf(row: string): string {
  return row
    .replaceAll(/[\d.,]+/g, "0")
    .replaceAll(/[█▓▒░]+/g, "▒")
    .replaceAll(/\s+/g, " ");
}

describe.skipIf(!hasScript)("the recording in the README (needs Linux with script)", () => {
  test("shows what the demo shows today, but for numbers", async () => {
    const today = renderRecording(await screensOf(await recordDemo()));
    const committed = readFileSync(repositoryPath("docs/demo.svg"), "utf8");
    const [ends, endsToday] = [committed, today].map((svg) => {
      const rows = lastScreen(svg).map(shapeOf);
      return rows.slice(rows.findIndex((row) => row.startsWith("stream expected")));
    });
    expect(ends?.length).toBeGreaterThan(15);
    expect(endsToday).toEqual(ends);
    const [live, liveToday] = [committed, today].map((svg) =>
      recordedRows(svg).flatMap(
        (row) => /^(?:\$|Accounts|Records|Quota|Starting|Simulating)/.exec(row) ?? [],
      ),
    );
    expect(new Set(liveToday)).toEqual(new Set(live));
    expect(new Set(live).size).toBe(6);
  });
});
