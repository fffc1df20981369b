/** Posts of an account. Counts are exact at any time. */
export interface PostsSpec {
  readonly count: number;
  /** Of them carousels. */
  readonly carousels?: number | undefined;
  /** Children of all carousels together; without it each has 2 to 10. */
  readonly carouselChildren?: number | undefined;
  /** Of them reels, spread evenly. */
  readonly reels?: number | undefined;
  /** Of them feed videos from before reels. */
  readonly feedVideos?: number | undefined;
  /** Of them ads. */
  readonly ads?: number | undefined;
  /** Average time between two posts. Default 24. */
  readonly hoursBetween?: number | undefined;
  /**
   * Seconds between a post and the one before it, from the newest to the oldest and then again from the first: 0 for
   * posts of one second. Takes the place of `hoursBetween`.
   */
  readonly secondsBetween?: readonly number[] | undefined;
  /**
   * Still listed, yet gone when asked for: how many (never among the newest four or those from before the
   * conversion), or at which positions of the list (0 is the newest).
   */
  readonly deleted?: number | readonly number[] | undefined;
  /** How many of the oldest posts are from before the account became a business account. */
  readonly beforeConversion?: number | undefined;
  /** Insights answering `"values": []`, by position in the list. Fresh reels do so in any case. */
  readonly withoutValues?: readonly number[] | undefined;
  /** Without caption. */
  readonly withoutCaption?: number | undefined;
  /** Without media_url, as copyright-flagged media are. */
  readonly withoutMediaUrl?: number | undefined;
  /** Without media_product_type. */
  readonly withoutProductType?: number | undefined;
  /** Whose owner hides the likes. */
  readonly hiddenLikes?: number | undefined;
  /** Shared to Facebook: facebook_views answers. */
  readonly sharedToFacebook?: number | undefined;
  /** Most comments under one post. Default 3. */
  readonly commentsMaximum?: number | undefined;
}

/** Stories of an account. New ones appear and old ones expire as the clock moves. */
export interface StoriesSpec {
  /** Live at any time. */
  readonly live: number;
  /** Of them seen by fewer than five people. */
  readonly belowFiveViewers?: number | undefined;
}

/** The Page an account is linked to. */
export interface PageSpec {
  readonly name?: string | undefined;
  /** Whether the person let the app see it; otherwise only the business lists it. Default true. */
  readonly granted?: boolean | undefined;
  /** Whether the role came through a business. Default true. */
  readonly businessOwned?: boolean | undefined;
  /** Whether the system user is assigned to it. Default true. */
  readonly assignedToSystemUser?: boolean | undefined;
}

/** One professional account. Whatever is left out is drawn from the seed. */
export interface AccountSpec {
  readonly username?: string | undefined;
  /** null has none. */
  readonly name?: string | null | undefined;
  /** null has none. */
  readonly biography?: string | null | undefined;
  /** null has none. */
  readonly website?: string | null | undefined;
  /** Whether there is a profile picture. Default true. */
  readonly picture?: boolean | undefined;
  readonly followers?: number | undefined;
  readonly follows?: number | undefined;
  /** `PERSONAL`: linked to no Page, and refused as a whole by the Instagram host. Default `BUSINESS`. */
  readonly accountType?: AccountType | undefined;
  /** Which hosts' tokens reach it. Default `facebook`. */
  readonly login?: "facebook" | "instagram" | "both" | undefined;
  readonly page?: PageSpec | undefined;
  /** A number is a count of posts with an ordinary mixture. */
  readonly posts?: number | PostsSpec | undefined;
  readonly stories?: number | StoriesSpec | undefined;
  /** Days of user insights there are, the running one included; the API answers no more than 730. Default 730. */
  readonly insightDays?: number | undefined;
  /** Posts of others that tag the account. Default 0. */
  readonly tags?: number | undefined;
  /** Posts of others that the account is an accepted collaborator of. Default 0. */
  readonly collaborations?: number | undefined;
  /** Invitations to be a collaborator that wait for an answer. Default 0. */
  readonly invites?: number | undefined;
  /** Posts of others that mention the account, and as many comments that do. Default 0. */
  readonly mentions?: number | undefined;
  /** Whether a broadcast is on air. Default false. */
  readonly live?: boolean | undefined;
  /** Language of titles and descriptions. Default `en`. */
  readonly language?: Language | undefined;
  /** How far media_count is from the number of posts. Default 0. */
  readonly mediaCountError?: number | undefined;
}

/** What an account says it is. */
export type AccountType = "BUSINESS" | "MEDIA_CREATOR" | "PERSONAL";

/** Languages in which titles are served. */
export type Language = "en" | "sv" | "de";

/** A word that has a hashtag. */
export interface HashtagSpec {
  /** Without #, in lower case. */
  readonly name: string;
  /** Posts of the last 24 hours, at any time. Default 0. */
  readonly recent?: number | undefined;
  /** Posts that are listed as the best. Default 0. */
  readonly top?: number | undefined;
}

/** A whole world. */
export interface WorldSpec {
  readonly accounts: readonly AccountSpec[];
  /** Pages without an Instagram account. Default 0. */
  readonly pagesWithoutAccount?: number | undefined;
  /** Words that have a hashtag. Default none. */
  readonly hashtags?: readonly HashtagSpec[] | undefined;
}
