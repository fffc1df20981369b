const bumps = ["none", "patch", "minor", "major"] as const;

/** What depends on what, as far as it is published with it. */
const dependents: { readonly [name: string]: readonly string[] } = {
  "@tap-instagram/core": ["tap-instagram", "@tap-instagram/airbyte-source"],
  "@tap-instagram/singer": ["tap-instagram", "target-jsonl", "@tap-instagram/airbyte-source"],
  "tap-instagram": ["@tap-instagram/airbyte-source"],
};

/** The versions that changesets ask for: the highest bump of each package, and a patch of what depends on it. */
export function expectedVersions(
  versions: { readonly [name: string]: string },
  changesets: readonly string[],
): { [name: string]: string } {
  const asked = new Map<string, number>();
  const ask = (name: string, bump: number) => asked.set(name, Math.max(bump, asked.get(name) ?? 0));
  for (const text of changesets) {
    const [, front = ""] = text.split(/^---$/m);
    for (const [, name = "", bump = ""] of front.matchAll(/^["'](.+)["']: (\w+)$/gm)) {
      ask(
        name,
        bumps.findIndex((one) => one === bump),
      );
      for (const dependent of dependents[name] ?? []) ask(dependent, bumps.indexOf("patch"));
    }
  }
  return Object.fromEntries(
    Object.entries(versions).map(([name, version]) => [name, bumped(version, bumps[asked.get(name) ?? 0])]),
  );
}

function bumped(version: string, bump: (typeof bumps)[number] = "none"): string {
  const [major = 0, minor = 0, patch = 0] = version.split(".").map(Number);
  if (bump === "major") return `${major + 1}.0.0`;
  if (bump === "minor") return `${major}.${minor + 1}.0`;
  return bump === "patch" ? `${major}.${minor}.${patch + 1}` : version;
}
