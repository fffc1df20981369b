/** The names in a text of the API: `profile_visits, follows` gives two. */
export function listedNames(text: string | undefined): string[] {
  return (text ?? "")
    .split(/[,\s]+/)
    .map((name) => name.trim())
    .filter((name) => /^[\w.]+$/.test(name));
}

/**
 * `metric[2] must be one of the following values: …` gives a position and all valid names. The refused names are those
 * of the request that are not in the list. If all are in it, it is the one at the position.
 */
export function namesOutside(asked: readonly string[], position: number, validText: string): string[] {
  const valid = new Set(listedNames(validText));
  const outside = asked.filter((name) => !valid.has(name));
  if (outside.length > 0) return outside;
  const atPosition = asked[position];
  return atPosition === undefined ? [] : [atPosition];
}
