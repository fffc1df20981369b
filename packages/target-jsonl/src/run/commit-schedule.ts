/** A state waits about this long at most. */
const intervalMs = 1000;
/** More input than this does not wait: no commit takes long. */
const intervalBytes: number = 64 * 1024 * 1024;

/**
 * Says when to commit: soon after each state, but not for every state of a tap that sends very many. A commit is due
 * only while a state waits. All times are those of {@link Clock.elapsed}.
 */
export class CommitSchedule {
  #waiting = false;
  #bytes = 0;
  #lastCommit: number;

  constructor(now: number) {
    this.#lastCommit = now;
  }

  /** Input was read. */
  bytesTaken(count: number): void {
    this.#bytes += count;
  }

  /** A state came that is not acknowledged yet. */
  stateTaken(): void {
    this.#waiting = true;
  }

  /** A commit begins that covers everything so far. */
  commitStarted(now: number): void {
    this.#waiting = false;
    this.#bytes = 0;
    this.#lastCommit = now;
  }

  /** When the next commit is due; undefined when no state waits. */
  dueAt(): number | undefined {
    if (!this.#waiting) return undefined;
    return this.#bytes >= intervalBytes ? this.#lastCommit : this.#lastCommit + intervalMs;
  }
}
