/** The number of a version: 25 for `v25.0`. */
export function versionNumber(name: string): number {
  return Number.parseFloat(name.slice(name.startsWith("v") ? 1 : 0));
}
