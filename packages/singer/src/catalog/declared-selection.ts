import type { StreamDeclaration } from "./catalog.ts";

/** Keys and the replication key cannot be deselected. */
export function isAutomatic(stream: StreamDeclaration, path: readonly string[]): boolean {
  const [name] = path;
  if (path.length !== 1 || name === undefined) return false;
  return stream.keyProperties.includes(name) || stream.replicationKey === name;
}

/** Whether a property is selected when no catalog says anything about it. Paths leave out array items. */
export function isSelectedByDefault(stream: StreamDeclaration, path: readonly string[]): boolean {
  return !(stream.notSelectedByDefault ?? []).some(
    (off) => off.length <= path.length && off.every((step, index) => step === path[index]),
  );
}
