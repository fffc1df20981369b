import type { StreamSelection } from "../sink.ts";
import type { WalkGroup } from "../stream-group.ts";
import type { StreamDescription } from "../stream.ts";

/** The fields that discovery has to read of an account, for the selected streams. */
export function accountFieldsOf(
  selections: readonly StreamSelection[],
  descriptions: ReadonlyMap<string, StreamDescription>,
  walks: readonly WalkGroup[],
): string[] {
  const fields = selections.flatMap(
    ({ name, columns }) => descriptions.get(name)?.accountFields?.(columns) ?? [],
  );
  const ofWalks = walks
    .filter(({ streams }) => selections.some(({ name }) => streams.some((stream) => stream.name === name)))
    .flatMap(({ accountFields }) => accountFields);
  return [...new Set([...fields, ...ofWalks])];
}
