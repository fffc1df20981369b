import type { Clock } from "./clock.ts";
import { CommitSchedule } from "./commit-schedule.ts";

export interface CheckpointsOptions {
  readonly clock: Clock;
  /** No state is acknowledged before {@link Checkpoints.finish}. */
  readonly isHeld: boolean;
  /** Hands everything added so far to the operating system. */
  flush(): void;
  /** Makes everything flushed so far survive a power cut. */
  sync(): Promise<void>;
  /** Acknowledges a state. */
  print(state: string): Promise<void>;
  /** Called when a commit in the background has ended, well or not. */
  onSettled(): void;
}

/**
 * Group commit: many states come, the newest of them is acknowledged once all rows before it are on the disk.
 * While the disk works, input goes on; rows that come meanwhile belong to the next commit.
 */
export class Checkpoints {
  readonly #options: CheckpointsOptions;
  readonly #due: CommitSchedule;
  #newest: string | undefined;
  #running: Promise<void> | undefined;
  #failure: { readonly error: unknown } | undefined;

  constructor(options: CheckpointsOptions) {
    this.#options = options;
    this.#due = new CommitSchedule(options.clock.now());
  }

  /** Is no state acknowledged before {@link finish}? */
  get isHeld(): boolean {
    return this.#options.isHeld;
  }

  /** When the commit before this one began, in the clock's time. */
  get lastCommit(): number {
    return this.#due.lastCommit;
  }

  /** A state came: all rows added so far are before it. */
  take(state: string): void {
    this.#newest = state;
    this.#due.stateTaken();
  }

  /** Input was taken in. */
  bytesTaken(count: number): void {
    this.#due.bytesTaken(count);
  }

  /** When {@link commitIfDue} wants to be called at the latest. */
  dueAt(): number | undefined {
    return this.#running === undefined && !this.isHeld ? this.#due.dueAt() : undefined;
  }

  /** Starts a commit in the background when one is due. @throws what an earlier one failed with. */
  commitIfDue(): void {
    if (this.#failure !== undefined) throw this.#failure.error;
    const dueAt = this.dueAt();
    if (dueAt !== undefined && this.#options.clock.now() >= dueAt) this.#start();
  }

  /** Commits everything taken and waits for it. @throws what it failed with. */
  async finish(): Promise<void> {
    await this.settle();
    this.#start();
    await this.settle();
  }

  /** Waits for the commit that runs, if one does. @throws what it failed with. */
  async settle(): Promise<void> {
    await this.#running;
    if (this.#failure !== undefined) throw this.#failure.error;
  }

  #start(): void {
    this.#options.flush();
    const state = this.#newest;
    this.#newest = undefined;
    this.#due.commitStarted(this.#options.clock.now());
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
