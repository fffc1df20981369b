import { GraphError, TransientError } from "@tap-instagram/core";
import { Bell } from "../../concurrency/bell.ts";
import { isOutside, isRefusal, type BoundsLost } from "./bounds.ts";
import type { ChainPage, ChainReader } from "./chain.ts";
import { nextWindowMs, type TimelineSize } from "./next-window.ts";
import { reaches, seamOf } from "./seam.ts";
import { Window } from "./window.ts";

/** Posts that windows may hold before it is their turn. */
const mostWaiting = 1500;

/** Pages that the window whose turn it is may hold. */
const pagesAtTurn = 4;

/** How to read a timeline in windows. */
export interface SideBySideOptions extends TimelineSize {
  /** The latest instant that is wanted. Default: all. */
  readonly untilMs?: number | undefined;
  /** The most posts that the API lists. */
  readonly cap: number;
  /** How many windows may be read at the same time, at this moment. The first one is always read. */
  readonly most: () => number;
  readonly onBoundsLost: (lost: BoundsLost) => void;
  readonly signal: AbortSignal;
}

/**
 * Reads a timeline from new to old in windows side by side: chains of pages that begin at different times. Each goes on
 * until it sees the first post of the next one. A window that is of no use is dropped, and the one before it reads on
 * through its time: nothing depends on what the API makes of a bound of time. See docs/decisions/0023.
 */
export class SideBySide {
  readonly #read: ChainReader;
  readonly #options: SideBySideOptions;
  /** From new to old. The first one is the one whose turn it is. */
  #windows: Window[] = [];
  readonly #chains: Promise<void>[] = [];
  readonly #changed = new Bell();
  #opened = 0;
  /** Posts of windows whose turn is over. */
  #taken = 0;
  /** Nothing is older, as windows without posts showed. */
  #endMs = -Infinity;
  /** False once a window was dropped: what happened to it would happen to others. */
  #opensMore = true;
  #isClosed = false;

  constructor(read: ChainReader, options: SideBySideOptions) {
    this.#read = read;
    this.#options = options;
  }

  /**
   * The pages in order.
   *
   * @throws what the chains throw; TransientError when the list ends before posts that it has.
   */
  async *pages(): AsyncGenerator<ChainPage, void, undefined> {
    try {
      this.#open(undefined);
      for (let window = this.#windows[0]; window; window = this.#windows[0]) {
        const page = window.take();
        if (page) {
          this.#changed.ring();
          yield page;
        } else if (this.#canGoOn(window)) await this.#changed.rung();
        else this.#leave(window);
      }
    } finally {
      this.#isClosed = true;
      for (const { stop } of this.#windows) stop.abort();
      this.#changed.ring();
      await Promise.all(this.#chains);
    }
  }

  /** Whether more may come of a window, or of what tells whether it was whole. */
  #canGoOn({ state }: Window): boolean {
    const behind = this.#windows[1];
    return state === "running" || (state === "ended" && behind?.state === "running" && !behind.hasRead);
  }

  /** Its turn is over. */
  #leave(window: Window): void {
    if (window.state === "failed") throw window.failure;
    this.#taken += window.posts;
    const [, behind] = this.#windows;
    if (window.state === "ended") {
      const isCapped = window.isCapped || this.#taken >= this.#options.cap;
      if (behind?.newest && !isCapped) throw endsTooEarly();
      for (const other of this.#windows.slice(1)) this.#drop(other);
    }
    this.#windows.shift();
    this.#changed.ring();
  }

  #open(untilMs: number | undefined): void {
    const window = new Window(untilMs);
    const place = this.#windows.findIndex(({ fromMs = Infinity }) => fromMs < (untilMs ?? Infinity));
    this.#windows.splice(place < 0 ? this.#windows.length : place, 0, window);
    this.#chains.push(this.#walk(window));
  }

  /** Opens windows where there is room. */
  #openMore(): void {
    while (this.#opensMore && !this.#isClosed && this.#hasRoom) {
      const startMs = nextWindowMs(this.#options, {
        windows: this.#windows,
        postsTaken: this.#taken,
        opened: this.#opened,
        endMs: this.#endMs,
      });
      if (startMs === undefined) return;
      this.#opened += 1;
      this.#open(startMs);
    }
  }

  get #hasRoom(): boolean {
    const running = this.#windows.filter(({ state }) => state === "running").length;
    return running < this.#options.most() && this.#waiting < mostWaiting;
  }

  /** Posts that were read before it is their turn. */
  get #waiting(): number {
    return this.#windows.slice(1).reduce((posts, { waiting }) => posts + waiting, 0);
  }

  /** Reads the chain of a window until it meets the next one. */
  async #walk(window: Window): Promise<void> {
    const { sinceMs, signal: stop, untilMs } = this.#options;
    const isAhead = window.untilMs !== undefined;
    const signal = AbortSignal.any([stop, window.stop.signal]);
    try {
      for await (const page of this.#read({ sinceMs, untilMs: window.untilMs ?? untilMs, isAhead, signal })) {
        if (isAhead && !window.newest && isOutside(page, window))
          return this.#drop(window, { how: "ignored" });
        await this.#take(window, page);
        this.#openMore();
        this.#changed.ring();
        while (window.state === "running" && !this.#mayRead(window)) await this.#changed.rung();
        if (window.state !== "running") return;
      }
      window.close("ended");
      if (isAhead && !window.newest) this.#isWithoutPosts(window);
    } catch (error) {
      const isRefused = isAhead && !window.hasRead && error instanceof GraphError && isRefusal(error);
      window.close("failed", error);
      if (!this.#isClosed && !this.#isNeeded(window))
        this.#drop(window, isRefused ? { how: "refused", error } : undefined);
    } finally {
      this.#openMore();
      this.#changed.ring();
    }
  }

  /** Adds a page to a window, or what of it is before the next one. */
  async #take(window: Window, page: ChainPage): Promise<void> {
    while (!this.#isClosed) {
      const behind = this.#windows[this.#windows.indexOf(window) + 1];
      if (!behind || behind === this.#windows[0]) break;
      // A window without a post, as yet, says nothing of those that are behind it.
      if (behind.newest) {
        const seam = seamOf(page, behind);
        if (seam === "apart") break;
        if (seam === "unlike") this.#drop(behind);
        else {
          window.add(seam.own);
          window.close("joined");
          // Both begin at the same post: one of them is enough.
          if (!window.newest) this.#remove(window);
          return;
        }
      } else if (reaches(page, behind)) await this.#changed.rung();
      else break;
    }
    window.add(page);
  }

  #mayRead(window: Window): boolean {
    // The window before it waits for its first post.
    if (this.#isClosed || !window.newest) return true;
    return window === this.#windows[0]
      ? window.waiting < pagesAtTurn * this.#options.pageSize
      : this.#waiting < mostWaiting;
  }

  /** Whether the walk cannot do without a window: the one before it has ended where it begins. */
  #isNeeded(window: Window): boolean {
    const place = this.#windows.indexOf(window);
    return place === 0 || this.#windows[place - 1]?.state === "joined";
  }

  #isWithoutPosts(window: Window): void {
    this.#endMs = Math.max(this.#endMs, window.untilMs ?? -Infinity);
    this.#remove(window);
  }

  /** The window before it reads its posts. `bounds`: what the API made of its bound of time. */
  #drop(window: Window, bounds?: BoundsLost): void {
    if (bounds && this.#opensMore) this.#options.onBoundsLost(bounds);
    this.#opensMore = false;
    this.#remove(window);
    window.stop.abort();
    this.#changed.ring();
  }

  #remove(window: Window): void {
    this.#windows = this.#windows.filter((other) => other !== window);
  }
}

function endsTooEarly(): TransientError {
  const endpoint = "GET /{id}/media";
  return new TransientError(
    `Cannot ${endpoint}: the list ended before older posts that the API gave a moment ago. The list did not come to its end`,
    { endpoint, reason: "unexpected-shape" },
  );
}
