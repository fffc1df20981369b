import type { StreamDeclaration } from "@tap-instagram/singer";
import { declarations, streamGroups, type Settings, type StreamGroup } from "tap-instagram/engine";

/** A stream as this source offers it. */
export interface OfferedStream {
  readonly declaration: StreamDeclaration;
  /** Set where the stream is also read incrementally. It is then the cursor. */
  readonly cursor: string | undefined;
  /** Whether a cut sync of it goes on where it was, if it gets its last state. */
  readonly isResumable: boolean;
}

/**
 * Every stream, in the order of the registry. Only those with a day per record are incremental: PyAirbyte reads
 * incrementally what can be read so, and would never see posts from before `start_date`, nor new figures of old ones.
 *
 * @example
 * ```ts
 * import { offeredStreams } from "@tap-instagram/airbyte-source";
 *
 * for (const { declaration, cursor } of offeredStreams()) console.log(declaration.name, cursor ?? "full refresh only");
 * ```
 */
export function offeredStreams(settings?: Partial<Settings>): OfferedStream[] {
  return streamGroups(settings).flatMap((group) =>
    declarations([group]).map((declaration) => {
      const { replicationMethod, replicationKey } = declaration;
      const cursor = replicationMethod === "INCREMENTAL" ? replicationKey : undefined;
      return { declaration, cursor, isResumable: cursor !== undefined || hasOrder(group) };
    }),
  );
}

function hasOrder(group: StreamGroup): boolean {
  return group.kind === "walk" && group.order !== undefined;
}
