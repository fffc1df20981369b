import { hash32, shuffled } from "../../random/hash.ts";
import type { Account } from "../../world/model.ts";
import { cities, countries } from "./places.ts";

const groups: Readonly<Record<string, readonly string[]>> = {
  age: ["13-17", "18-24", "25-34", "35-44", "45-54", "55-64", "65+"],
  gender: ["F", "M", "U"],
  city: cities,
  country: countries,
};

/** Who the people are: the top groups, unsorted, together fewer than the followers. */
export function demographics(
  account: Account,
  metric: string,
  dimensions: readonly string[],
  timeframe: string | undefined,
): Record<string, unknown> {
  let rows: string[][] = [[]];
  for (const dimension of dimensions) {
    rows = rows.flatMap((row) => (groups[dimension] ?? []).map((group) => [...row, group]));
  }
  const place = [account.id, metric, timeframe ?? "ever"] as const;
  const people = account.followers * (metric === "follower_demographics" ? 0.9 : 0.3);
  const weights = rows.map((row) => 1 + (hash32(...place, ...row) % 100));
  const sum = weights.reduce((left, right) => left + right, 0);
  const results = rows
    .map((row, index) => ({
      dimension_values: timeframe === undefined ? row : [timeframe.toUpperCase(), ...row],
      value: Math.max(1, Math.floor((people * (weights[index] ?? 0)) / sum)),
    }))
    .slice(0, 45);
  return {
    dimension_keys: timeframe === undefined ? dimensions : ["timeframe", ...dimensions],
    results: shuffled(results, ...place, "order"),
  };
}
