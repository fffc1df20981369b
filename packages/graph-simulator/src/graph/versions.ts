interface Version {
  readonly name: string;
  /** Epoch milliseconds from which an older one serves in its place. */
  readonly ends: number;
}

/** Versions that are served on their own: Meta's changelog of November 2026. */
const versions: readonly Version[] = [
  { name: "v20.0", ends: Date.parse("2026-09-24") },
  { name: "v21.0", ends: Date.parse("2027-01-21") },
  { name: "v22.0", ends: Date.parse("2027-05-20") },
  { name: "v23.0", ends: Date.parse("2027-10-08") },
  { name: "v24.0", ends: Date.parse("2028-02-18") },
  { name: "v25.0", ends: Date.parse("2028-07-29") },
  { name: "v26.0", ends: Infinity },
  { name: "v27.0", ends: Infinity },
];

const newestMajor = 27;

/** The newest version there is. */
export const newestVersion: string = `v${newestMajor}.0`;

/** Versions 2 and 3 had minor ones. */
const lastMinor: ReadonlyMap<number, number> = new Map([
  [2, 12],
  [3, 3],
]);

const pattern = /^v(\d+)\.(\d+)$/;

/** Whether a segment of a path looks like a version, even one that does not exist. */
export function isVersion(segment: string): boolean {
  return pattern.test(segment);
}

/** The version that serves: an expired one is served by the oldest usable; undefined if it never existed. */
export function servedVersion(asked: string, nowMs: number): string | undefined {
  const [, majorText, minorText] = pattern.exec(asked) ?? [];
  const [major, minor] = [Number(majorText), Number(minorText)];
  const existed = major >= 1 && major <= newestMajor && minor <= (lastMinor.get(major) ?? 0);
  if (!existed) return undefined;
  const usable = versions.filter(({ ends }) => ends > nowMs);
  return (usable.find(({ name }) => name === asked) ?? usable[0])?.name;
}
