/**
 * Maps a source in order. While the consumer works on one result, it fetches and maps the next items, up to `ahead` at
 * the same time. Holds at most `ahead` results. When the consumer leaves, it aborts `stop` for source and map, and waits
 * for all work that started: nothing runs on after the end.
 */
export async function* mapAhead<Item, Result>(
  source: AsyncIterable<Item>,
  ahead: number,
  map: (item: Item) => Promise<Result>,
  stop: AbortController = new AbortController(),
): AsyncGenerator<Result, void, undefined> {
  const iterator = source[Symbol.asyncIterator]();
  const work = async (): Promise<IteratorResult<Result, undefined>> => {
    const item = await iterator.next();
    return item.done === true
      ? { done: true, value: undefined }
      : { done: false, value: await map(item.value) };
  };
  const start = () => {
    const result = work();
    // Prevents an unhandled rejection; the error is thrown when this result is awaited.
    result.catch(() => undefined);
    return result;
  };
  const underWay = Array.from({ length: ahead }, start);
  try {
    for (;;) {
      const result = await underWay.shift();
      if (!result || result.done === true) return;
      underWay.push(start());
      yield result.value;
    }
  } finally {
    stop.abort();
    await Promise.allSettled([...underWay, iterator.return?.()]);
  }
}
