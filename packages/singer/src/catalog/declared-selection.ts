import type { StreamDeclaration } from "./catalog.ts";

/** Keys and the replication key cannot be deselected. */
export function isAutomatic(stream: StreamDeclaration, path: readonly string[]): boolean {
  const [name] = path;
  if (path.length !== 1 || name === undefined) return false;
  return stream.keyProperties.includes(name) || stream.replicationKey === name;
}

/** What a property is without a word from any catalog; paths leave array items out. */
export function isSelectedByDefault(stream: StreamDeclaration, path: readonly string[]): boolean {
  return !(stream.notSelectedByDefault ?? []).some(
    (off) => off.length <= path.length && off.every((step, index) => step === path[index]),
  );
}
