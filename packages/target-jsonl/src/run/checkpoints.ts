import type { Clock } from "./clock.ts";
import { CommitSchedule } from "./commit-schedule.ts";

export interface CheckpointsOptions {
  readonly clock: Clock;
  /** No state is acknowledged before {@link Checkpoints.finish}. */
  readonly isHeld: boolean;
  /** Hands all rows so far to the operating system. */
  flush(): void;
  /** Makes all flushed rows survive a power cut. */
  sync(): Promise<void>;
  /** Acknowledges a state. */
  print(state: string): Promise<void>;
  /** Called when a commit in the background has ended, also with a failure. */
  onSettled(): void;
}

/**
 * Group commit: of many states, the newest is acknowledged once all rows before it are on the disk. The input goes on
 * while the disk works; rows that come then belong to the next commit.
 */
export class Checkpoints {
  readonly #options: CheckpointsOptions;
  readonly #due: CommitSchedule;
  #lastCommitAt: number;
  #newest: string | undefined;
  #running: Promise<void> | undefined;
  #failure: { readonly error: unknown } | undefined;

  constructor(options: CheckpointsOptions) {
    this.#options = options;
    this.#due = new CommitSchedule(options.clock.elapsed());
    this.#lastCommitAt = options.clock.now();
  }

  /** Whether no state is acknowledged before {@link finish}. */
  get isHeld(): boolean {
    return this.#options.isHeld;
  }

  /** The start of the last commit, or of the run, in milliseconds since 1970. */
  get lastCommitAt(): number {
    return this.#lastCommitAt;
  }

  /** A state came; all rows so far are before it. */
  take(state: string): void {
    this.#newest = state;
    this.#due.stateTaken();
  }

  /** Input was read. */
  bytesTaken(count: number): void {
    this.#due.bytesTaken(count);
  }

  /** When to call {@link commitIfDue} at the latest, in the time of {@link Clock.elapsed}. */
  dueAt(): number | undefined {
    return this.#running === undefined && !this.isHeld ? this.#due.dueAt() : undefined;
  }

  /** Starts a commit in the background when one is due. @throws the failure of an earlier one. */
  commitIfDue(): void {
    if (this.#failure !== undefined) throw this.#failure.error;
    const dueAt = this.dueAt();
    if (dueAt !== undefined && this.#options.clock.elapsed() >= dueAt) this.#start();
  }

  /** Commits everything so far and waits for it. @throws its failure. */
  async finish(): Promise<void> {
    await this.settle();
    this.#start();
    await this.settle();
  }

  /** Waits for the commit in the background, if there is one. @throws its failure. */
  async settle(): Promise<void> {
    await this.#running;
    if (this.#failure !== undefined) throw this.#failure.error;
  }

  #start(): void {
    this.#options.flush();
    const state = this.#newest;
    this.#newest = undefined;
    this.#due.commitStarted(this.#options.clock.elapsed());
    this.#lastCommitAt = this.#options.clock.now();
    this.#running = this.#commit(state)
      .catch((error: unknown) => {
        this.#failure = { error };
      })
      .finally(() => {
        this.#running = undefined;
        this.#options.onSettled();
      });
  }

  async #commit(state: string | undefined): Promise<void> {
    await this.#options.sync();
    if (state !== undefined) await this.#options.print(state);
  }
}
