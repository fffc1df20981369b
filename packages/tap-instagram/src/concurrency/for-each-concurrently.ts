/**
 * Runs a task for each item in order, at most `limit` at the same time. The first failure aborts the signals of all
 * tasks, and is thrown after they have ended.
 *
 * Each task has a signal of its own: a signal keeps a note of every one that `AbortSignal.any` made of it, and one for
 * all tasks would keep those of thousands.
 */
export async function forEachConcurrently<Item>(
  items: Iterable<Item>,
  limit: number,
  signal: AbortSignal,
  task: (item: Item, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const failure = new AbortController();
  const either = AbortSignal.any([signal, failure.signal]);
  const running = new Set<AbortController>();
  const stop = (): void => {
    for (const own of running) own.abort(either.reason);
  };
  either.addEventListener("abort", stop, { once: true });
  const run = async (item: Item): Promise<void> => {
    const own = new AbortController();
    running.add(own);
    try {
      await task(item, own.signal);
    } finally {
      running.delete(own);
    }
  };
  const iterator = items[Symbol.iterator]();
  const worker = async (): Promise<void> => {
    for (let item = iterator.next(); item.done !== true && !either.aborted; item = iterator.next()) {
      await run(item.value);
    }
  };
  const guarded = async (): Promise<void> => {
    try {
      await worker();
    } catch (error) {
      failure.abort(error);
    }
  };
  await Promise.all(Array.from({ length: limit }, guarded));
  either.removeEventListener("abort", stop);
  either.throwIfAborted();
}
