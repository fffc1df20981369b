/** Changes to the tables that dbt made, each of which a test of the named mart has to find. */
export const wrongRows: readonly (readonly [change: string, marts: readonly string[]])[] = [
  [
    "delete from analytics.instagram__posts where post_id = (select min(post_id) from analytics.instagram__posts)",
    ["instagram__posts"],
  ],
  [
    "insert into analytics.instagram__account_day select * from analytics.instagram__account_day limit 1",
    ["instagram__account_day"],
  ],
  [
    `update analytics.instagram__post_day set views_delta = views_delta + 1
     where post_id = (select max(post_id) from analytics.instagram__post_day where views_delta is not null)`,
    ["instagram__post_day"],
  ],
  [
    `update analytics.instagram__audience set "value" = -1 where account_id = (select max(account_id) from analytics.instagram__audience)`,
    ["instagram__audience"],
  ],
  [
    "delete from analytics.instagram__stories where story_id = (select max(story_id) from analytics.instagram__stories)",
    ["instagram__stories"],
  ],
  [
    "update analytics.instagram__stories set navigation = -1 where navigation is not null",
    ["instagram__stories"],
  ],
  [
    "insert into analytics.instagram__completeness select * from analytics.instagram__completeness limit 1",
    ["instagram__completeness"],
  ],
  [
    `update analytics.instagram__completeness set things = things + 1
     where completeness_id = (select max(completeness_id) from analytics.instagram__completeness)`,
    ["instagram__completeness"],
  ],
];
