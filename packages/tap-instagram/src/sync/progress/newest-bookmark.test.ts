import { describe, expect, test } from "vitest";
import { NewestBookmark } from "./newest-bookmark.ts";

const position = { stream: "media_insights", account: "1", replicationKey: "timestamp" };
const nowMs = Date.parse("2026-11-29T12:00:00Z");
const [old, week, yesterday, today] = [
  "2026-05-01T00:00:00Z",
  "2026-11-25T00:00:00Z",
  "2026-11-28T00:00:00Z",
  "2026-11-29T00:00:00Z",
] as const;

function moved(act: (bookmark: NewestBookmark) => void, areEmptyMissing = false): string | undefined {
  let bookmark: string | undefined;
  const newest = new NewestBookmark({ bookmarkMoved: (_, value) => (bookmark = value) }, position, nowMs);
  newest.delivered(yesterday);
  newest.delivered(today);
  act(newest);
  newest.move(areEmptyMissing);
  return bookmark;
}

describe("the bookmark of an incremental stream", () => {
  test("moves to the newest record", () => {
    expect(moved(() => undefined)).toBe(today);
  });

  test("never passes the time of the run, whatever the time of a record", () => {
    expect(moved((bookmark) => bookmark.delivered("2099-01-01T00:00:00Z"))).toBe("2026-11-29T12:00:00Z");
  });

  test("never passes an object that can still come", () => {
    expect(moved((bookmark) => bookmark.canStillCome(old, false))).toBe(old);
    expect(moved((bookmark) => bookmark.canStillCome(week, true))).toBe(week);
  });

  test("passes an old object that alone has no figure, and waits where many have none", () => {
    const empty = (bookmark: NewestBookmark) => bookmark.canStillCome(old, true);
    expect(moved(empty)).toBe(today);
    expect(moved(empty, true)).toBe(old);
  });

  test("stays where nothing tells of when a lost object is", () => {
    expect(moved((bookmark) => bookmark.stay())).toBeUndefined();
  });
});
