import { afterEach, expect, test, vi } from "vitest";
import { systemClock } from "./ports.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

test("the system's clock gives the time of day, and does not step back with it", () => {
  const before = systemClock.now();
  expect(Math.abs(before - Date.now())).toBeLessThan(60_000);
  vi.spyOn(Date, "now").mockReturnValue(before - 3_600_000);
  expect(systemClock.now()).toBeGreaterThanOrEqual(before);
});

test("a sleep ends with the signal's reason", async () => {
  const stop = new AbortController();
  const sleeping = systemClock.sleep(60_000, stop.signal);
  stop.abort(new Error("stop"));
  await expect(sleeping).rejects.toThrow("stop");
});
