/** Released versions, the oldest first, with the day they stop being served on their own; D-GA's changelog. */
const versions: readonly (readonly [name: string, ends: string | undefined])[] = [
  ["v20.0", "2026-09-24"],
  ["v21.0", "2027-01-21"],
  ["v22.0", "2027-05-20"],
  ["v23.0", "2027-10-08"],
  ["v24.0", "2028-02-18"],
  ["v25.0", "2028-07-29"],
  ["v26.0", undefined],
  ["v27.0", undefined],
];

const [[oldest] = ["v1.0"]] = versions;

/** The version that serves a path: an expired one is served by the oldest usable; undefined if there is none such. */
export function servedVersion(asked: string, nowMs: number): string | undefined {
  const usable = versions.filter(([, ends]) => ends === undefined || Date.parse(ends) > nowMs);
  const exact = usable.find(([name]) => name === asked);
  const isOlder = majorOf(asked) >= 1 && majorOf(asked) < majorOf(oldest);
  const hasEnded = isOlder || versions.some(([name]) => name === asked);
  return exact?.[0] ?? (hasEnded ? usable[0]?.[0] : undefined);
}

/** `v25.0` → 25 */
function majorOf(version: string): number {
  return Number.parseInt(version.slice(1), 10);
}
