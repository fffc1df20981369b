/**
 * A number and what it counts, as people write it: `1 post`, `2 posts`, `0 posts`.
 *
 * @param one The word for one thing.
 * @param many The word for several. Default: with an `s`.
 */
export function countText(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
