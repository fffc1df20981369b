import type { StreamDeclaration } from "@tap-instagram/singer";
import { objectSchema } from "./columns/column.ts";
import { streamGroups } from "./registry.ts";
import type { Settings } from "./settings/settings.ts";
import type { StreamDescription } from "./sync/stream.ts";

/** What the catalog says of every stream, custom reports among them where the settings are known. */
export function declarations(settings?: Partial<Settings>): StreamDeclaration[] {
  return streamGroups(settings).flatMap(({ streams }) => streams.map(declarationOf));
}

function declarationOf(stream: StreamDescription): StreamDeclaration {
  const optional = Object.entries(stream.columns).filter(
    ([, { selectedByDefault }]) => selectedByDefault === false,
  );
  return {
    name: stream.name,
    description: stream.description,
    schema: objectSchema(stream.columns),
    keyProperties: stream.keyProperties,
    replicationMethod: stream.replicationMethod,
    ...(stream.forced === undefined ? {} : { forced: stream.forced }),
    ...(stream.replicationFollows === undefined ? {} : { replicationFollows: stream.replicationFollows }),
    ...(stream.replicationKey === undefined ? {} : { replicationKey: stream.replicationKey }),
    ...(stream.selectedByDefault === undefined ? {} : { selectedByDefault: stream.selectedByDefault }),
    notSelectedByDefault: optional.map(([name]) => [name]),
  };
}
