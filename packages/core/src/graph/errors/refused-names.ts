/** The text of the group `names` of a refusal, as a list: `profile_visits, follows` → two names. */
export function listedNames(text: string | undefined): string[] {
  return (text ?? "")
    .split(/[,\s]+/)
    .map((name) => name.trim())
    .filter((name) => /^[\w.]+$/.test(name));
}

/**
 * A refusal such as `metric[2] must be one of the following values: …` gives a position and the whole list of
 * valid names. The refused ones are those asked for that the list lacks; where all are in it, the one at the
 * position.
 */
export function namesOutside(asked: readonly string[], position: number, validText: string): string[] {
  const valid = new Set(listedNames(validText));
  const outside = asked.filter((name) => !valid.has(name));
  if (outside.length > 0) return outside;
  const atPosition = asked[position];
  return atPosition === undefined ? [] : [atPosition];
}
