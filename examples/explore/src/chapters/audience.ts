import type { Tables } from "../tables/tables.ts";
import type { Chapter, PlotData, PlotRow } from "../figures/figure.ts";
import { numberOf } from "../figures/numbers.ts";
import { countText, percentText } from "../figures/words.ts";

const countries = new Intl.DisplayNames("en", { type: "region", fallback: "code" });
const mostShown = 10;

/** Who follows. */
export async function audience(tables: Tables): Promise<Chapter> {
  const plots = [
    await agesAndGenders(tables),
    await largest(tables, "country", "Countries", countryName),
    await largest(tables, "city", "Cities", (city) => city),
  ].filter((plot) => plot !== undefined);
  return {
    name: "audience",
    title: "Who follows you",
    plots,
    absent: plots.length > 0 ? undefined : absent(tables),
  };
}

function absent({ loaded }: Tables): string {
  return loaded.has("user_lifetime_insights")
    ? "Instagram gave no groups of followers: it does so for accounts with 100 followers or more."
    : "Not in the files. Select the stream user_lifetime_insights to see age, gender, countries and cities.";
}

/** The newest snapshot of each account. */
const newest = `
  select * from user_lifetime_insights where metric = 'follower_demographics' and "value" is not null
  qualify snapshot_date = max(snapshot_date) over (partition by business_account_id, breakdown)`;

const caveat =
  "The newest snapshot of each account. Instagram lists the largest groups only, and leaves out followers about whom it knows too little. " +
  "So the groups do not add up to the number of followers. Who follows two accounts counts twice.";

async function agesAndGenders({ query }: Tables): Promise<PlotData | undefined> {
  const rows = await query(`
    with newest as (${newest})
    select age, sum("value") filter (gender = 'F') as women, sum("value") filter (gender = 'M') as men,
      sum("value") filter (gender is null or gender not in ('F', 'M')) as others
    from newest where breakdown = 'age,gender' and age is not null group by age order by age`);
  if (rows.length === 0) return undefined;
  const groups = rows.map((row) => ({
    age: String(row["age"]),
    parts: [numberOf(row["women"]), numberOf(row["men"]), numberOf(row["others"])] as const,
  }));
  const total = groups.reduce((sum, { parts }) => sum + sizeOf(parts), 0);
  const best = groups.toSorted((one, other) => sizeOf(other.parts) - sizeOf(one.parts))[0];
  return {
    name: "followers_by_age",
    title: "Age and gender",
    finding:
      best === undefined
        ? ""
        : `The largest group is ${spanText(best.age)}: ${percentText(sizeOf(best.parts) / total)} of those whose age is known.`,
    meaning: caveat,
    kind: "stack",
    keyTitle: "Age",
    columns: [
      { name: "women", title: "Women", isPlotted: true },
      { name: "men", title: "Men", isPlotted: true },
      { name: "others", title: "Not said", isPlotted: true },
    ],
    rows: groups.map(({ age, parts }) => ({ key: age, label: spanText(age), values: parts })),
  };
}

/** Years from and to, as people write them: 25–34. */
function spanText(age: string): string {
  return age.replace("-", "–");
}

function sizeOf(parts: readonly (number | null)[]): number {
  return parts.reduce<number>((sum, part) => sum + (part ?? 0), 0);
}

async function largest(
  { query }: Tables,
  breakdown: "country" | "city",
  title: string,
  nameOf: (key: string) => string,
): Promise<PlotData | undefined> {
  const rows = await query(`
    with newest as (${newest})
    select ${breakdown} as key, sum("value") as followers, sum(sum("value")) over () as listed
    from newest where breakdown = '${breakdown}' and ${breakdown} is not null
    group by key order by followers desc, key limit ${mostShown}`);
  const [best] = rows;
  if (best === undefined) return undefined;
  const share = percentText(Number(best["followers"]) / Number(best["listed"]));
  return {
    name: `followers_by_${breakdown}`,
    title,
    finding: `${nameOf(String(best["key"]))} is in front with ${countText(Number(best["followers"]))} followers, ${share} of those listed.`,
    meaning: `The ${mostShown} with most followers. ${caveat}`,
    kind: "bars",
    keyTitle: breakdown === "country" ? "Country" : "City",
    columns: [{ name: "followers", title: "Followers", isPlotted: true }],
    rows: rows.map((row): PlotRow => ({
      key: String(row["key"]),
      label: nameOf(String(row["key"])),
      values: [numberOf(row["followers"])],
    })),
  };
}

function countryName(code: string): string {
  try {
    return countries.of(code) ?? code;
  } catch {
    return code;
  }
}
