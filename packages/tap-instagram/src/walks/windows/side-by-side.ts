import { GraphError } from "@tap-instagram/core";
import { Bell } from "../../concurrency/bell.ts";
import { isOutside, isRefusal, type BoundsLost } from "./bounds.ts";
import type { ChainPage, ChainReader } from "./chain.ts";
import { nextWindowMs, type TimelineSize } from "./next-window.ts";
import { endsTooEarly, reaches, seamOf } from "./seam.ts";
import { WindowRow } from "./window-row.ts";
import { Window } from "./window.ts";

/** Pages that the window whose turn it is may hold. */
const pagesAtTurn = 4;

/** How to read a timeline in windows. */
export interface SideBySideOptions extends TimelineSize {
  /** The latest instant that is wanted. Default: all. */
  readonly untilMs?: number | undefined;
  /** The most posts that the API lists. */
  readonly cap: number;
  /** How many posts windows may hold before it is their turn, at this moment. */
  readonly mostWaiting: () => number;
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
  readonly #windows = new WindowRow();
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
      for (let window = this.#windows.first; window; window = this.#windows.first) {
        const page = window.take();
        if (page) {
          this.#changed.ring();
          yield page;
        } else if (this.#canGoOn(window)) await this.#changed.rung();
        else this.#leave(window);
      }
    } finally {
      this.#isClosed = true;
      for (const { stop } of this.#windows.all) stop.abort();
      this.#changed.ring();
      await Promise.all(this.#chains);
    }
  }

  /** Whether more may come of a window, or of what tells whether it was whole. */
  #canGoOn(window: Window): boolean {
    const { state } = window;
    const behind = this.#windows.behind(window);
    return state === "running" || (state === "ended" && behind?.state === "running" && !behind.hasRead);
  }

  /** Its turn is over. */
  #leave(window: Window): void {
    if (window.state === "failed") throw window.failure;
    this.#taken += window.posts;
    if (window.state === "ended") {
      const isCapped = window.isCapped || this.#taken >= this.#options.cap;
      if (this.#windows.behind(window)?.newest && !isCapped) throw endsTooEarly();
      for (const other of this.#windows.all.slice(1)) this.#drop(other);
    }
    this.#windows.remove(window);
    this.#changed.ring();
  }

  #open(untilMs: number | undefined): void {
    const window = new Window(untilMs);
    this.#windows.add(window);
    this.#chains.push(this.#walk(window));
  }

  /** Opens windows where there is room. */
  #openMore(): void {
    while (this.#opensMore && !this.#isClosed && this.#hasRoom) {
      const startMs = nextWindowMs(this.#options, {
        windows: this.#windows.all,
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
    const { most, mostWaiting } = this.#options;
    return this.#windows.running < most() && this.#windows.waiting < mostWaiting();
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
      const behind = this.#windows.behind(window);
      if (!behind || behind === this.#windows.first) break;
      // A window without a post, as yet, says nothing of those that are behind it.
      if (behind.newest) {
        const seam = seamOf(page, behind);
        if (seam === "apart") break;
        if (seam === "unlike") this.#drop(behind);
        else {
          window.add(seam.own);
          window.close("joined");
          // Both begin at the same post: one of them is enough.
          if (!window.newest) this.#windows.remove(window);
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
    return window === this.#windows.first
      ? window.waiting < pagesAtTurn * this.#options.pageSize
      : this.#windows.waiting < this.#options.mostWaiting();
  }

  /** Whether the walk cannot do without a window: the one before it has ended where it begins. */
  #isNeeded(window: Window): boolean {
    return window === this.#windows.first || this.#windows.before(window)?.state === "joined";
  }

  #isWithoutPosts(window: Window): void {
    this.#endMs = Math.max(this.#endMs, window.untilMs ?? -Infinity);
    this.#windows.remove(window);
  }

  /** The window before it reads its posts. `bounds`: what the API made of its bound of time. */
  #drop(window: Window, bounds?: BoundsLost): void {
    if (bounds && this.#opensMore) this.#options.onBoundsLost(bounds);
    this.#opensMore = false;
    this.#windows.remove(window);
    window.stop.abort();
    this.#changed.ring();
  }
}
