/** The words of prereleases that Python has a letter for. */
const letters: { readonly [word: string]: string } = {
  alpha: "a",
  beta: "b",
  rc: "rc",
  next: "rc",
};

/**
 * A version of npm as Python writes it (PEP 440): `1.2.0-beta.3` is `1.2.0b3`.
 *
 * @throws Error for a prerelease that Python has no form for, or whose order it would change.
 */
export function pythonVersion(version: string): string {
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
