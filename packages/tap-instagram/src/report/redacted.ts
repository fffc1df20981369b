/** Plain data without what is hidden in logs. */
export function redacted<T>(value: T, redact: (text: string) => string): T {
  const clean = (part: unknown): unknown => {
    if (typeof part === "string") return redact(part);
    if (Array.isArray(part)) return part.map(clean);
    if (typeof part !== "object" || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([name, inner]) => [name, clean(inner)]));
  };
  // Only texts change, and a text stays a text.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return clean(value) as T;
}
