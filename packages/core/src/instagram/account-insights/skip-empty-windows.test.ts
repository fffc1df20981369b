import { describe, expect, test } from "vitest";
import { clientOf, now, simulated } from "../../../test/simulated.ts";
import { skipLeadingEmptyWindows } from "./skip-empty-windows.ts";
import { pacificDays, type PacificDay } from "./pacific-days.ts";

const dayMs = 24 * 60 * 60_000;

function windowsOf(days: readonly PacificDay[]): PacificDay[][] {
  const windows: PacificDay[][] = [];
  for (let first = 0; first < days.length; first += 30) windows.push(days.slice(first, first + 30));
  return windows;
}

const windows = windowsOf(pacificDays(now - 729 * dayMs, now));

describe("the beginning of an account's figures", () => {
  test("is found with one call per window, in one request", async () => {
    const simulator = await simulated({ world: { accounts: [{ followers: 5000, insightDays: 100 }] } });
    const [account] = simulator.world.accounts;
    const kept = await skipLeadingEmptyWindows(clientOf(simulator), { id: String(account?.id) }, windows);
    const oldest = Date.parse(String(account?.days?.first).replace("+0000", "Z"));
    expect(kept[0]?.some(({ endMs }) => endMs === oldest)).toBe(true);
    expect(kept.at(-1)).toBe(windows.at(-1));
    expect(simulator.requests()).toMatchObject({ httpRequests: 1, quotaCalls: windows.length });
  });

  test("is the first window for an account that is older than what the API keeps", async () => {
    const simulator = await simulated({ world: { accounts: [{ followers: 5000 }] } });
    const id = String(simulator.world.accounts[0]?.id);
    expect(await skipLeadingEmptyWindows(clientOf(simulator), { id }, windows)).toEqual(windows);
  });

  test("is not guessed from a failure: such a window stays", async () => {
    const simulator = await simulated({ world: { accounts: [{ followers: 5000, insightDays: 40 }] } });
    simulator.change({ revokePermission: "instagram_manage_insights" });
    const id = String(simulator.world.accounts[0]?.id);
    expect(await skipLeadingEmptyWindows(clientOf(simulator), { id }, windows)).toEqual(windows);
  });
});
