import type { AccountType, Language } from "./spec/spec.ts";

/** What a media is made of. */
export type MediaKind = "image" | "reel" | "carousel" | "feed-video" | "ad" | "story-image" | "story-video";

/**
 * Where a media is: a post of an account, a story, a carousel's child, another's post that tags it or mentions it, or
 * another's post that it is a collaborator of.
 */
export type MediaPlace = "post" | "story" | "child" | ForeignPlace;

/** Where the posts of others are. */
export type ForeignPlace = "tag" | "collaboration" | "mention";

/** A post, story, carousel child or foreign post. */
export interface Media {
  readonly id: string;
  readonly place: MediaPlace;
  readonly kind: MediaKind;
  readonly account: Account;
  /** Epoch milliseconds, whole seconds. */
  readonly publishedAt: number;
  readonly children: readonly Media[];
  readonly traits: MediaTraits;
  /** Which of the caption texts it has; undefined has none. */
  readonly caption: number | undefined;
}

/** What is special about a media; all false for an ordinary one. */
export interface MediaTraits {
  /** Listed, yet answered with 100/33. */
  readonly deleted?: boolean | undefined;
  readonly beforeConversion?: boolean | undefined;
  /** Insights answer `"values": []`. */
  readonly withoutValues?: boolean | undefined;
  readonly withoutMediaUrl?: boolean | undefined;
  readonly withoutProductType?: boolean | undefined;
  readonly hiddenLikes?: boolean | undefined;
  readonly sharedToFacebook?: boolean | undefined;
  readonly belowFiveViewers?: boolean | undefined;
}

/** A comment, or a reply to one. */
export interface Comment {
  readonly id: string;
  readonly legacyId: string;
  readonly media: Media;
  readonly parent: Comment | undefined;
  readonly replies: readonly Comment[];
  readonly text: string;
  readonly username: string;
  readonly userId: string;
  readonly likes: number;
  readonly hidden: boolean;
  readonly publishedAt: number;
}

/** A Facebook Page. */
export interface Page {
  readonly id: string;
  readonly name: string;
  /** Whether the person let the app see it. */
  readonly granted: boolean;
  readonly businessOwned: boolean;
  /** Whether the business owns it or works on it for a client. */
  readonly businessRole: "owner" | "client";
  readonly assignedToSystemUser: boolean;
  readonly accountId: string | undefined;
}

/** A professional account. */
export interface Account {
  readonly id: string;
  readonly appScopedId: string;
  readonly legacyId: string;
  readonly username: string;
  readonly name: string | undefined;
  readonly biography: string | undefined;
  readonly website: string | undefined;
  readonly picture: boolean;
  readonly followers: number;
  readonly follows: number;
  readonly mediaCount: number;
  readonly accountType: AccountType;
  /** Which logins there are tokens of. */
  readonly logins: { readonly facebook: boolean; readonly instagram: boolean };
  /** The hosts that answer them. */
  readonly reachableBy: { readonly facebook: boolean; readonly instagram: boolean };
  readonly pageId: string | undefined;
  readonly language: Language;
  /** The first Pacific day there are insights of. */
  readonly firstInsightDay: number;
  readonly commentsMaximum: number;
  /** Newest first. */
  posts(): readonly Media[];
  /** Live at an instant, newest first. */
  stories(epochMs: number): readonly Media[];
  /** A story of the last three days, live or not. */
  recentStory(id: string, epochMs: number): Media | undefined;
  /** Posts of others that tag the account, newest first. */
  tags(): readonly Media[];
  /** Posts of others that the account is a collaborator of, newest first. */
  collaborations(): readonly Media[];
  /** Posts of others that invite it to be one, newest first. */
  invites(): readonly Media[];
  /** Posts of others that mention the account in their captions, newest first. */
  mentions(): readonly Media[];
  /** Comments of others that mention it, on posts of others. */
  mentioningComments(): readonly Comment[];
  /** Whether a broadcast is on air. */
  readonly isLive: boolean;
}
