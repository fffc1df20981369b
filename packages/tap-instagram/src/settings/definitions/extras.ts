import { setting } from "@tap-instagram/singer/settings";
import type { TapSettings } from "../settings.ts";
import { credential } from "../value-shapes.ts";

/** What the streams read that are not selected by default. */
export const extrasSettings: Pick<
  TapSettings,
  | "media_collaborators_lookback_days"
  | "poll_media_ids"
  | "prompt_media_ids"
  | "rivals"
  | "hashtags"
  | "hashtag_max_posts"
  | "webhook_verify_token"
  | "webhook_spool"
> = {
  media_collaborators_lookback_days: setting.integer({
    title: "Collaborators look-back",
    description:
      "Days that a post can be old and `media_collaborators` still asks for its collaborators: each post costs a call.",
    default: 30,
    minimum: 0,
  }),
  poll_media_ids: setting.list({
    title: "Posts with a poll",
    description:
      "Ids of posts of which `media_polls` reads the poll, beside those of which the API says that they have one.",
  }),
  prompt_media_ids: setting.list({
    title: "Posts with a prompt",
    description: "Ids of posts of which `media_prompts` reads the answers to the prompt.",
  }),
  rivals: setting.list({
    title: "Rivals",
    description:
      "Usernames of other professional accounts, for `rivals` and `rival_media`. With `shard`, every run reads them: select the two streams in one run only.",
  }),
  hashtags: setting.list({
    title: "Hashtags",
    description:
      "Words, with or without #, for `hashtags` and `hashtag_media`. Meta lets an account query 30 different hashtags in 7 days: of more, some wait for their turn. With `shard`, every run reads them: select the two streams in one run only.",
  }),
  hashtag_max_posts: setting.integer({
    title: "Most posts of a hashtag",
    description:
      "Posts that `hashtag_media` reads of a hashtag at most, of the recent ones and of the best ones each. A call brings 50.",
    default: 500,
    minimum: 1,
  }),
  webhook_verify_token: setting.text({
    title: "Verify token of the webhook",
    description:
      "The word that you enter as verify token in the webhook's form of the app. Only `tap-instagram receive` uses it, to confirm the subscription.",
    secret: true,
    check: credential,
  }),
  webhook_spool: setting.text({
    title: "Spool of webhooks",
    description:
      "Folder of the spool of `tap-instagram receive`. `tap-instagram webhook` keeps the ids of mentions in it, and a sync of `mentioned_media` and `mentioned_comments` reads them. An id leaves the spool when a sync is given a state that has its record.",
  }),
};
