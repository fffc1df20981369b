/** Posts of an account. Counts are exact whatever the clock says. */
export interface PostsSpec {
  readonly count: number;
  /** Of them carousels. */
  readonly carousels?: number;
  /** Children of all carousels together; without it each has 2 to 10. */
  readonly carouselChildren?: number;
  /** Of them reels, spread evenly. */
  readonly reels?: number;
  /** Of them feed videos from before reels. */
  readonly feedVideos?: number;
  /** Of them ads. */
  readonly ads?: number;
  /** Average time between two posts. Default 24. */
  readonly hoursBetween?: number;
  /**
   * Still listed, yet gone when asked for: how many (never among the newest four or those from before the
   * conversion), or at which positions of the list (0 is the newest).
   */
  readonly deleted?: number | readonly number[];
  /** The oldest so many posts are from before the account became a business account. */
  readonly beforeConversion?: number;
  /** Insights answering `"values": []`, by position in the list. Fresh reels do so in any case. */
  readonly withoutValues?: readonly number[];
  /** Without caption. */
  readonly withoutCaption?: number;
  /** Without media_url, as copyright-flagged media are. */
  readonly withoutMediaUrl?: number;
  /** Without media_product_type. */
  readonly withoutProductType?: number;
  /** Whose owner hides the likes. */
  readonly hiddenLikes?: number;
  /** Shared to Facebook, so that facebook_views answers. */
  readonly sharedToFacebook?: number;
  /** Most comments under one post. Default 3. */
  readonly commentsMaximum?: number;
}

/** Stories of an account. New ones appear and old ones expire as the clock moves. */
export interface StoriesSpec {
  /** Live at any time. */
  readonly live: number;
  /** Of them seen by fewer than five people. */
  readonly belowFiveViewers?: number;
}

/** The Page an account is linked to. */
export interface PageSpec {
  readonly name?: string;
  /** Whether the person let the app see it; otherwise only the business lists it. Default true. */
  readonly granted?: boolean;
  /** Whether the role came through a business. Default true. */
  readonly businessOwned?: boolean;
  /** Whether the system user is assigned to it. Default true. */
  readonly assignedToSystemUser?: boolean;
}

/** One professional account. Whatever is left out is drawn from the seed. */
export interface AccountSpec {
  readonly username?: string;
  /** null has none. */
  readonly name?: string | null;
  /** null has none. */
  readonly biography?: string | null;
  /** null has none. */
  readonly website?: string | null;
  /** Whether there is a profile picture. Default true. */
  readonly picture?: boolean;
  readonly followers?: number;
  readonly follows?: number;
  /** `PERSONAL`: linked to no Page, and refused as a whole by the Instagram host. Default `BUSINESS`. */
  readonly accountType?: AccountType | undefined;
  /** Which hosts' tokens reach it. Default `facebook`. */
  readonly login?: "facebook" | "instagram" | "both";
  readonly page?: PageSpec;
  /** A number is a count of posts with an ordinary mixture. */
  readonly posts?: number | PostsSpec;
  readonly stories?: number | StoriesSpec;
  /** Days of user insights there are, the running one included; the API answers no more than 730. Default 730. */
  readonly insightDays?: number;
  /** Posts of others that tag the account. Default 0. */
  readonly tags?: number;
  /** Language of titles and descriptions. Default `en`. */
  readonly language?: Language;
  /** How far media_count is from the number of posts. Default 0. */
  readonly mediaCountError?: number;
}

/** What an account says it is. */
export type AccountType = "BUSINESS" | "MEDIA_CREATOR" | "PERSONAL";

/** Languages in which titles are served. */
export type Language = "en" | "sv" | "de";

/** A whole world. */
export interface WorldSpec {
  readonly accounts: readonly AccountSpec[];
  /** Pages without an Instagram account. Default 0. */
  readonly pagesWithoutAccount?: number;
}
