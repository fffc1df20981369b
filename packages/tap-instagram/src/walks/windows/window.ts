import { utcTimestamp, type MediaNode } from "@tap-instagram/core";
import type { ChainPage } from "./chain.ts";

/** `joined`: it has come to where the window behind it begins. */
type WindowState = "running" | "ended" | "joined" | "failed";

/** A part of a timeline that is read by a chain of pages of its own, from new to old. */
export class Window {
  /** The latest instant that it was asked for, in milliseconds since the epoch; `undefined` for the first one. */
  readonly untilMs: number | undefined;
  /** Ends its chain. */
  readonly stop: AbortController = new AbortController();
  /** Pages that were read, and not taken yet. */
  readonly #pages: ChainPage[] = [];
  #newest: MediaNode | undefined;
  #newestMs: number | undefined;
  #oldestMs: number | undefined;
  #posts = 0;
  #waiting = 0;
  #hasRead = false;
  #isCapped = false;
  #state: WindowState = "running";
  #failure: unknown;

  constructor(untilMs: number | undefined) {
    this.untilMs = untilMs;
  }

  get state(): WindowState {
    return this.#state;
  }

  /** Why its chain failed. */
  get failure(): unknown {
    return this.#failure;
  }

  /** Whether its first page came, with posts or without. */
  get hasRead(): boolean {
    return this.#hasRead;
  }

  /** Whether the API lists no more behind its end, although there may be more. */
  get isCapped(): boolean {
    return this.#isCapped;
  }

  /** Its first post. */
  get newest(): MediaNode | undefined {
    return this.#newest;
  }

  /** Where it begins: at its first post, or as long as there is none, where it was asked from. */
  get fromMs(): number | undefined {
    return this.#newestMs ?? this.untilMs;
  }

  /** How far its chain has come. */
  get backToMs(): number | undefined {
    return this.#oldestMs ?? this.untilMs;
  }

  /** How many posts its chain has read. */
  get posts(): number {
    return this.#posts;
  }

  /** How many of them are not taken yet. */
  get waiting(): number {
    return this.#waiting;
  }

  /** Posts that are not taken yet, from the newest on. */
  *untaken(): Generator<MediaNode> {
    for (const { media } of this.#pages) yield* media;
  }

  add(page: ChainPage): void {
    const { media } = page;
    this.#hasRead = true;
    this.#isCapped ||= page.isCapped;
    this.#newest ??= media[0];
    for (const one of media) {
      const ms = publishedMs(one);
      if (ms === undefined) continue;
      this.#newestMs ??= ms;
      this.#oldestMs = Math.min(this.#oldestMs ?? ms, ms);
    }
    this.#posts += media.length;
    this.#waiting += media.length;
    this.#pages.push(page);
  }

  take(): ChainPage | undefined {
    const page = this.#pages.shift();
    this.#waiting -= page?.media.length ?? 0;
    return page;
  }

  close(state: Exclude<WindowState, "running">, failure?: unknown): void {
    this.#hasRead = true;
    this.#state = state;
    this.#failure = failure;
  }
}

/** When a post was published, in milliseconds since the epoch. */
export function publishedMs({ timestamp }: MediaNode): number | undefined {
  const instant = utcTimestamp(timestamp);
  return instant === null ? undefined : Date.parse(instant);
}
