import { describe, expect, test } from "vitest";
import { catalogOf, run, simulated } from "../../test/run.ts";

const world = { accounts: [{ posts: 0, followers: 5000 }] };
const catalog = catalogOf({ user_insights: ["reach"] });

/** How other connectors keep that an account's figures are read up to a day. */
function olderStates(id: string, date: string): { [form: string]: unknown } {
  const zoneless = date.replace("T", " ").replace("Z", "");
  const lowCode = {
    states: [{ partition: { business_account_id: id, parent_slice: {} }, cursor: { date } }],
  };
  const descriptor = { stream_descriptor: { name: "user_insights" } };
  const hub = (value: string) => ({
    partitions: [{ context: { user_id: id }, replication_key: "end_time", replication_key_value: value }],
  });
  return {
    "Airbyte's object by stream": { user_insights: { [id]: { date } } },
    "Airbyte's list of stream states": [
      { type: "STREAM", stream: { ...descriptor, stream_state: { [id]: { date } } } },
    ],
    "Airbyte's low-code states": [{ type: "STREAM", stream: { ...descriptor, stream_state: lowCode } }],
    "the Hub's default tap": {
      bookmarks: {
        users: {},
        user_insights_daily: hub(zoneless),
        user_insights_weekly: hub("2026-09-30 07:00:00"),
      },
    },
  };
}

describe("a state of another connector is gone on from, and rewritten", () => {
  test.each(Object.keys(olderStates("", "")))("%s", async (form) => {
    const simulator = await simulated({ world });
    const id = String(simulator.world.accounts[0]?.id);
    const state = JSON.parse(JSON.stringify(olderStates(id, "2026-09-10T07:00:00Z")[form]));
    const { exitCode, records, finalState } = await run(simulator, { catalog, state });
    expect(exitCode).toBe(0);
    // Three days of look-back, and eleven new ones up to the 21st.
    expect(records("user_insights").map(({ date }) => date)).toHaveLength(3 + 11);
    expect(finalState()).toMatchObject({
      bookmarks: {
        user_insights: {
          partitions: [
            {
              context: { business_account_id: id },
              replication_key: "date",
              replication_key_value: "2026-09-21T07:00:00Z",
            },
          ],
        },
      },
    });
    expect(JSON.stringify(finalState())).not.toMatch(/user_id|end_time|user_insights_daily/);
  });

  test("what is nobody's state is refused with its place", async () => {
    const simulator = await simulated({ world });
    const { exitCode, log, messages } = await run(simulator, { catalog, state: { when: "yesterday" } });
    expect({ exitCode, messages }).toEqual({ exitCode: 1, messages: [] });
    expect(log).toMatch(/state\.json: found an object with \["when"\], wanted \{"bookmarks": \{…\}\}/);
  });
});
