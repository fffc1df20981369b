import { storyColumns } from "./marts/stories.ts";

/** Changes to the tables that dbt made, at most one to a table, and the tests of dbt that find them. */
export interface WrongRows {
  readonly changes: { readonly [mart: string]: string };
  /** How many wrong rows a test finds, by its name. */
  readonly found: { readonly [test: string]: number };
}

const posts = "analytics.instagram__posts";
const accountDay = "analytics.instagram__account_day";
const postDay = "analytics.instagram__post_day";
const audience = "analytics.instagram__audience";
const stories = "analytics.instagram__stories";
const completeness = "analytics.instagram__completeness";

/** Changed together, for the time that dbt takes to begin. */
export const wrongRows: readonly WrongRows[] = [
  {
    changes: {
      [posts]: `delete from ${posts} where post_id = (select max_by(post_id, views) from ${posts} where not is_story)`,
      [accountDay]: `insert into ${accountDay} from ${accountDay} where views > 0 limit 1`,
      [postDay]: `update ${postDay} set views_delta = views_delta + 1
        where rowid = (select max(rowid) from ${postDay} where views_delta is not null)`,
      [audience]: `update ${audience} set "value" = -1 where rowid = (select max(rowid) from ${audience})`,
      [stories]: `update ${stories} set navigation = -1
        where rowid = (select max(rowid) from ${stories} where navigation is not null)`,
      [completeness]: `insert into ${completeness} from ${completeness} limit 1`,
    },
    found: {
      deltas_lead_to_the_figures: 1,
      figures_agree: 3,
      instagram_not_negative_instagram__audience__value_: 1,
      [`instagram_not_negative_instagram__stories_${Object.keys(storyColumns).join("__")}`]: 1,
      instagram_one_row_per_instagram__account_day_source_relation__account_id__date_day: 1,
      instagram_one_row_per_instagram__completeness_source_relation__completeness_id: 1,
      nothing_is_lost: 3,
    },
  },
  {
    changes: {
      [stories]: `delete from ${stories} where rowid = (select max(rowid) from ${stories} where views is null)`,
      [completeness]: `update ${completeness} set things = things + 1
        where rowid = (select max(rowid) from ${completeness})`,
    },
    found: { nothing_is_lost: 2 },
  },
];
