import { describe, expect, test } from "vitest";
import { clientOf, now, simulated } from "../../../test/simulated.ts";
import { probeWindows } from "./probe-windows.ts";
import { pacificDays, type PacificDay } from "./pacific-days.ts";
import { dayMs } from "../../graph/durations.ts";

function windowsOf(days: readonly PacificDay[]): PacificDay[][] {
  const windows: PacificDay[][] = [];
  for (let first = 0; first < days.length; first += 30) windows.push(days.slice(first, first + 30));
  return windows;
}

const windows = windowsOf(pacificDays(now - 729 * dayMs, now));

describe("what there is of windows of days", () => {
  test("is found with one call per window, in one request", async () => {
    const simulator = await simulated({ world: { accounts: [{ followers: 5000, insightDays: 100 }] } });
    const [account] = simulator.world.accounts;
    const probes = await probeWindows(clientOf(simulator), { id: String(account?.id) }, windows);
    const oldest = Date.parse(String(account?.days?.first).replace("+0000", "Z"));
    const first = windows.findIndex((days) => days.some(({ endMs }) => endMs === oldest));
    expect(probes.slice(first)).toEqual(windows.slice(first).map(() => "figures"));
    // The window before the account begins where its figures do, so the API may say zero of it.
    expect(probes.slice(0, first)).not.toContain("figures");
    expect(simulator.requests()).toMatchObject({ httpRequests: 1, quotaCalls: windows.length });
  });

  test("is figures everywhere for an account that is older than what the API keeps", async () => {
    const simulator = await simulated({ world: { accounts: [{ followers: 5000 }] } });
    const id = String(simulator.world.accounts[0]?.id);
    expect(new Set(await probeWindows(clientOf(simulator), { id }, windows))).toEqual(new Set(["figures"]));
  });

  test.each([
    ["zero", [0, 0, 0, 0]],
    ["figures", [0, 0, 0, 1]],
    ["figures", [0, 0, 0, null]],
    ["nothing", [null, null, null, null]],
  ] as const)("is %s where the signs of life are %j", async (probe, values) => {
    const names = ["reach", "views", "total_interactions", "accounts_engaged"];
    const simulator = await simulated({ world: { accounts: [{ followers: 5000 }] } });
    simulator.faults.add({
      match: { pathIncludes: "insights" },
      answer: {
        status: 200,
        body: {
          data: names.map((name, index) => ({ name, period: "day", total_value: { value: values[index] } })),
        },
      },
    });
    const id = String(simulator.world.accounts[0]?.id);
    expect(await probeWindows(clientOf(simulator), { id }, windows.slice(0, 1))).toEqual([probe]);
  });

  test("is not guessed from a failure: such a window is worth reading", async () => {
    const simulator = await simulated({ world: { accounts: [{ followers: 5000, insightDays: 40 }] } });
    simulator.change({ revokePermission: "instagram_manage_insights" });
    const id = String(simulator.world.accounts[0]?.id);
    expect(new Set(await probeWindows(clientOf(simulator), { id }, windows))).toEqual(new Set(["figures"]));
  });
});
