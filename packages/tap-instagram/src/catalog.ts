import type { GraphHost } from "@tap-instagram/core";
import type { PermissionUse } from "@tap-instagram/core/diagnosis";
import type { StreamDeclaration } from "@tap-instagram/singer";
import { recordSchema } from "./columns/record-schema.ts";
import type { StreamGroup } from "./sync/stream-group.ts";
import type { StreamDescription } from "./sync/stream.ts";

/**
 * What the catalog says of every stream of these groups.
 *
 * @example
 * ```ts
 * import { declarations, streamGroups } from "tap-instagram/engine";
 *
 * for (const { name, keyProperties } of declarations(streamGroups())) console.log(name, keyProperties);
 * ```
 */
export function declarations(groups: readonly StreamGroup[]): StreamDeclaration[] {
  return groups.flatMap(({ streams }) => streams.map(declarationOf));
}

function declarationOf(stream: StreamDescription): StreamDeclaration {
  const optional = Object.entries(stream.columns).filter(
    ([, { selectedByDefault }]) => selectedByDefault === false,
  );
  return {
    name: stream.name,
    description: stream.description,
    schema: recordSchema(stream.columns, stream.keyProperties),
    keyProperties: stream.keyProperties,
    replicationMethod: stream.replicationMethod,
    forced: stream.forced,
    replicationFollows: stream.replicationFollows,
    replicationKey: stream.replicationKey,
    selectedByDefault: stream.selectedByDefault,
    notSelectedByDefault: optional.map(([name]) => [name]),
  };
}

/**
 * What the selected streams, and those that could be selected, take beside the permissions of every sync.
 *
 * @param selected Names of streams.
 */
export function permissionUses(
  groups: readonly StreamGroup[],
  login: GraphHost,
  selected: ReadonlySet<string>,
): PermissionUse[] {
  return groups.flatMap(({ streams }) =>
    streams.map(({ name, permissions, features, isUndocumented }) => ({
      name,
      permissions: permissions?.[login] ?? [],
      features,
      isUndocumented,
      isChosen: selected.has(name),
    })),
  );
}
