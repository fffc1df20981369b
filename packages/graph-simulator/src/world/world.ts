import { between } from "../random/hash.ts";
import type { PacificCalendar } from "../time/pacific-calendar.ts";
import { createAccount } from "./account.ts";
import { checkSpec } from "./spec/check-spec.ts";
import { commentsOf } from "./media/comments.ts";
import { createHashtag, type Hashtag } from "./hashtags.ts";
import { canBeComment, ids } from "./ids.ts";
import type { Account, Comment, Media, Page } from "./model.ts";
import type { AccountSpec, WorldSpec } from "./spec/spec.ts";

/** Everything that exists, and what became of it since the start. */
export class World {
  readonly seed: number;
  readonly calendar: PacificCalendar;
  readonly businessId: string;
  readonly accounts: readonly Account[];
  readonly pages: readonly Page[];
  readonly hashtags: readonly Hashtag[];
  /** Media deleted at run time, and those of them that no list shows any more. */
  readonly deleted: Set<string> = new Set();
  readonly unlisted: Set<string> = new Set();
  /** Metrics removed at run time. */
  readonly removedMetrics: { readonly media: Set<string>; readonly user: Set<string> } = {
    media: new Set(),
    user: new Set(),
  };
  readonly #byId = new Map<string, Account>();
  /** The media of the accounts whose lists were asked for. */
  readonly #media = new Map<string, Media>();
  #isWhole = false;
  #comments: Map<string, Comment> | undefined;

  constructor(spec: WorldSpec, seed: number, nowMs: number, calendar: PacificCalendar) {
    checkSpec(spec);
    this.seed = seed;
    this.calendar = calendar;
    this.businessId = ids.business(seed);
    const onDrawn = (media: readonly Media[]): void => {
      for (const one of media) {
        this.#media.set(one.id, one);
        for (const child of one.children) this.#media.set(child.id, child);
      }
    };
    const birth = { seed, nowMs, today: calendar.dayOf(nowMs), onDrawn };
    const pages: Page[] = [];
    this.accounts = spec.accounts.map((one, index) => {
      const pageId = one.login === "instagram" ? undefined : ids.page(seed, index);
      const account = createAccount(one, { ...birth, index }, pageId);
      if (pageId !== undefined) pages.push(pageOf(one, account, pageId, index));
      return account;
    });
    for (const account of this.accounts.toReversed()) {
      this.#byId.set(account.appScopedId, account);
      this.#byId.set(account.id, account);
    }
    for (let index = 0; index < (spec.pagesWithoutAccount ?? 0); index += 1) {
      pages.splice(between(0, pages.length, seed, "lonely", index), 0, {
        id: ids.page(seed, "lonely", index),
        name: `Page without Instagram ${index + 1}`,
        granted: true,
        businessOwned: true,
        businessRole: "owner",
        assignedToSystemUser: true,
        accountId: undefined,
      });
    }
    this.pages = pages;
    this.hashtags = (spec.hashtags ?? []).map((one) => createHashtag(one, seed));
  }

  /** By its professional id, or by the one that `/me` of the Instagram host calls `id`. */
  account(id: string): Account | undefined {
    return this.#byId.get(id);
  }

  accountOfPage(page: Page): Account | undefined {
    return page.accountId === undefined ? undefined : this.account(page.accountId);
  }

  page(id: string): Page | undefined {
    return this.pages.find((one) => one.id === id);
  }

  hashtag(id: string): Hashtag | undefined {
    return this.hashtags.find((one) => one.id === id);
  }

  /** A post, child, tagged post or recent story. */
  media(id: string, nowMs: number): Media | undefined {
    const found = this.#media.get(id);
    if (found !== undefined) return found;
    for (const account of this.accounts) {
      const story = account.recentStory(id, nowMs);
      if (story !== undefined) return story;
    }
    // Who asks about a post has seen it in a list nearly always: the posts of other accounts need not be drawn for it.
    return this.#drawAll().get(id);
  }

  comment(id: string): Comment | undefined {
    if (!canBeComment(id)) return undefined;
    this.#comments ??= this.#indexComments();
    return this.#comments.get(id);
  }

  /** Whether asking for it answers 100/33. */
  isGone(media: Media): boolean {
    return media.traits.deleted === true || this.deleted.has(media.id);
  }

  #drawAll(): ReadonlyMap<string, Media> {
    if (!this.#isWhole) {
      this.#isWhole = true;
      for (const account of this.accounts) {
        account.posts();
        account.tags();
        account.collaborations();
        account.mentions();
      }
    }
    return this.#media;
  }

  #indexComments(): Map<string, Comment> {
    const index = new Map<string, Comment>();
    for (const account of this.accounts) {
      for (const comment of account.posts().flatMap(commentsOf)) {
        index.set(comment.id, comment);
        for (const reply of comment.replies) index.set(reply.id, reply);
      }
    }
    return index;
  }
}

function pageOf(spec: AccountSpec, account: Account, id: string, index: number): Page {
  return {
    id,
    name: spec.page?.name ?? account.name ?? account.username,
    granted: spec.page?.granted ?? true,
    businessOwned: spec.page?.businessOwned ?? true,
    businessRole: index % 2 === 0 ? "owner" : "client",
    assignedToSystemUser: spec.page?.assignedToSystemUser ?? true,
    accountId: account.id,
  };
}
