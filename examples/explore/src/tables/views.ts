import { addLocalTimes } from "./local-times.ts";
import type { Tables } from "./tables.ts";

/** As many posts of a kind have to have views before their middle is called usual. */
export const fewestForUsual = 5;

/**
 * Adds what several chapters ask: `names` of accounts, `days` of accounts, `posts` with their figures.
 *
 * @throws UnknownTimeZoneError
 */
export async function addViews(tables: Tables, timeZone: string): Promise<void> {
  await addLocalTimes(tables, timeZone);
  for (const view of [names, days, posts]) await tables.connection.run(view);
}

const names = `
  create table names as
  with ids as (
    select id as account from users
    union select business_account_id from user_insights
    union select business_account_id from media
    union select business_account_id from stories
    union select business_account_id from user_lifetime_insights
  )
  select account, coalesce(username, account) as name, followers_count,
    row_number() over (order by followers_count desc nulls last, account) as place
  from ids left join users on users.id = account
  where account is not null`;

/** Half a day before it ends, it is the day of California by which the API counts, in summer and in winter. */
const days = `
  create table days as
  select * exclude (business_account_id, "date"), business_account_id as account,
    cast("date" - interval 12 hour as date) as day
  from user_insights where "date" is not null`;

const posts = `
  create table posts as
  with known as (
    select media.id, media.business_account_id as account, name, caption, permalink, local,
      coalesce(case when media_product_type = 'REELS' then 'REELS' else media_type end, 'OTHER') as format,
      media_insights.* exclude (id, _sdc_extracted_at)
    from media
    left join names on account = media.business_account_id
    left join media_insights on media_insights.id = media.id
    left join local_times on quarter = time_bucket(interval 15 minute, media."timestamp")
  ), middles as (
    select *,
      count(views) over of_format as in_format, median(views) over of_format as middle_of_format,
      count(views) over of_account as in_account, median(views) over of_account as middle_of_account
    from known
    window of_format as (partition by account, format), of_account as (partition by account)
  )
  select * exclude (in_format, middle_of_format, in_account, middle_of_account),
    case when in_format >= ${fewestForUsual} then middle_of_format
      when in_account >= ${fewestForUsual} then middle_of_account end as usual_views,
    views / nullif(usual_views, 0) as times_usual
  from middles`;
