import { closestMatch } from "leven";

/** The candidate most like a word, if it is similar enough to suggest it. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const plain = word.toLowerCase().slice(0, 100);
  const match = closestMatch(
    plain,
    candidates.map((candidate) => candidate.toLowerCase()),
    { maxDistance: Math.max(2, Math.floor(plain.length / 3)) },
  );
  return candidates.find((candidate) => candidate.toLowerCase() === match);
}
