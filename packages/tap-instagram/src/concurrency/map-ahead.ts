/**
 * Maps a source in its order, working on up to `ahead` items at once: the next items are fetched and worked on while
 * the consumer is busy with the first. Holds at most `ahead` results. When the consumer leaves, `stop` is aborted, for
 * source and map to hear, and whatever is under way is waited for: nothing goes on behind the consumer's back.
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
    // Whoever comes to this result hears of its failure; until then it is nobody's.
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
