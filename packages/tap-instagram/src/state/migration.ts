import type { JsonObject } from "@tap-instagram/singer";
import { readAirbyteState, readSdkState, type StateMapping } from "@tap-instagram/singer/state";

type Context = { business_account_id: string };

/** The account of a partition of Airbyte's connector: the id itself, or `{ business_account_id }` among others. */
function contextOfAirbyte(partition: string | JsonObject): Context | undefined {
  const id = typeof partition === "string" ? partition : partition["business_account_id"];
  return typeof id === "string" ? { business_account_id: id } : undefined;
}

/** The account of a partition of the Hub's default tap: `{ user_id }`. */
function contextOfHub(partition: string | JsonObject): Context | undefined {
  const id = typeof partition === "string" ? undefined : partition["user_id"];
  return typeof id === "string" ? { business_account_id: id } : undefined;
}

const airbyte: StateMapping = {
  user_insights: { replicationKey: "date", contextOf: contextOfAirbyte },
};

const hubUserInsights = {
  stream: "user_insights",
  replicationKey: "date",
  cursorField: "end_time",
  contextOf: contextOfHub,
};

const hub: StateMapping = {
  user_insights_daily: hubUserInsights,
  user_insights_weekly: hubUserInsights,
  user_insights_28day: hubUserInsights,
  user_insights_followers: hubUserInsights,
  user_insights_online_followers: hubUserInsights,
  media: { replicationKey: "timestamp", contextOf: contextOfHub },
};

/** Converts the state of another connector; `undefined` for our own form, and for an unknown one. */
export function migrateState(state: unknown): JsonObject | undefined {
  return readSdkState(state, hub) ?? (hasBookmarks(state) ? undefined : readAirbyteState(state, airbyte));
}

function hasBookmarks(state: unknown): boolean {
  return typeof state === "object" && state !== null && "bookmarks" in state;
}
