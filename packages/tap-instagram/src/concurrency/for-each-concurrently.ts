/**
 * Runs a task for each item in order, at most `limit` at the same time. The first failure aborts the signal of all
 * tasks, and is thrown after they have ended.
 */
export async function forEachConcurrently<Item>(
  items: Iterable<Item>,
  limit: number,
  signal: AbortSignal,
  task: (item: Item, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const failure = new AbortController();
  const either = AbortSignal.any([signal, failure.signal]);
  const iterator = items[Symbol.iterator]();
  const worker = async (): Promise<void> => {
    for (let item = iterator.next(); item.done !== true && !either.aborted; item = iterator.next()) {
      await task(item.value, either);
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
  either.throwIfAborted();
}
