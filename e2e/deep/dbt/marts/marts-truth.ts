import type { Truth } from "../../truth/merged.ts";
import type { Row } from "../two-days.ts";
import { accountDays, audience } from "./accounts.ts";
import { completeness, withheld } from "./completeness.ts";
import { fivetranInsights } from "./fivetran.ts";
import type { MartTruth } from "./mart-truth.ts";
import { postDays, posts } from "./posts.ts";
import { stories } from "./stories.ts";

/**
 * What the marts have to say of what the API said, computed without SQL and without our files.
 *
 * These columns are held nowhere: `source_relation` and `completeness_id` are made by the models, `_sdc_extracted_at` is a time
 * of the load, and `message` is the greatest of several texts, which is another one in another collation.
 *
 * @param dates - the UTC date of each reading, oldest first.
 * @param events - the rows of `sync_events`: the only thing of ours in it, since what a run says of itself is said nowhere else.
 */
export function martsTruthOf(
  truth: Truth,
  dates: readonly string[],
  events: readonly Row[],
): { readonly [mart: string]: MartTruth } {
  return {
    instagram__account_day: accountDays(truth),
    instagram__audience: audience(truth, dates.at(-1)),
    instagram__posts: posts(truth),
    instagram__post_day: postDays(truth, dates),
    instagram__stories: stories(truth),
    instagram__completeness: completeness(events),
    "instagram__completeness, beside the API": withheld(truth),
    fivetran__media_insights: fivetranInsights(truth),
  };
}
