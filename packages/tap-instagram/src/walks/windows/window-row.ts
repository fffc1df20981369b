import type { Window } from "./window.ts";

/** The windows of a timeline from new to old. The first one is the one whose turn it is. */
export class WindowRow {
  #all: readonly Window[] = [];

  get all(): readonly Window[] {
    return this.#all;
  }

  get first(): Window | undefined {
    return this.#all[0];
  }

  /** The next older one. */
  behind(window: Window): Window | undefined {
    return this.#all[this.#all.indexOf(window) + 1];
  }

  /** The next newer one. */
  before(window: Window): Window | undefined {
    return this.#all[this.#all.indexOf(window) - 1];
  }

  /** How many are being read. */
  get running(): number {
    return this.#all.filter(({ state }) => state === "running").length;
  }

  /** Posts that were read before it is their turn. */
  get waiting(): number {
    return this.#all.slice(1).reduce((posts, { waiting }) => posts + waiting, 0);
  }

  /** Puts a window before the first one that begins earlier. */
  add(window: Window): void {
    const { untilMs = Infinity } = window;
    const place = this.#all.findIndex(({ fromMs = Infinity }) => fromMs < untilMs);
    this.#all = this.#all.toSpliced(place < 0 ? this.#all.length : place, 0, window);
  }

  remove(window: Window): void {
    this.#all = this.#all.filter((other) => other !== window);
  }
}
