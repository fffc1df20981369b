/** The words of prereleases that Python has a letter for. */
const letters: { readonly [word: string]: string } = {
  alpha: "a",
  beta: "b",
  rc: "rc",
  next: "rc",
};

/**
 * A version of npm as Python writes it (PEP 440): `1.2.0-beta.3` is `1.2.0b3`, and a snapshot, which bears the time it
 * was made, is a development release: `0.0.0-canary-20260131235959` is `0.0.0.dev20260131235959`.
 *
 * @throws Error for a prerelease that Python has no form for, or whose order it would change.
 */
export function pythonVersion(version: string): string {
  const snapshot = /^(\d+\.\d+\.\d+)-(?:[a-z][a-z\d-]*-)?(\d{14})$/.exec(version);
  if (snapshot) return `${snapshot[1]}.dev${snapshot[2]}`;
  const parts = /^(\d+\.\d+\.\d+)(?:-([a-z]+)\.(\d+))?$/.exec(version);
  const [, release, word, count] = parts ?? [];
  const letter = word === undefined ? "" : letters[word];
  if (release === undefined || letter === undefined)
    throw new Error(
      `The version ${version} has no form in Python, wanted one such as 1.2.0 or 1.2.0-beta.3 ` +
        `(${Object.keys(letters).join(", ")})`,
    );
  return `${release}${letter}${count ?? ""}`;
}
