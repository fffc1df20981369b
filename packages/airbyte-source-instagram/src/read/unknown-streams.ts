import type { OfferedStream } from "../catalog/streams.ts";
import type { Session } from "../session/session.ts";

/** Names what the catalog asks for and this source does not have. Such a stream is never complete. */
export async function tellUnknown(
  names: readonly string[],
  offered: readonly OfferedStream[],
  { output, logger }: Pick<Session, "output" | "logger">,
  areFailuresWarnings: boolean,
): Promise<void> {
  const known = offered.map(({ declaration }) => declaration.name).join(", ");
  for (const name of names) {
    const message = `The catalog asks for the stream ${name}, which this source does not have. Refresh the source schema and deselect it. The streams are ${known}`;
    if (areFailuresWarnings) logger.warning(message);
    else await output.error({ message, failure_type: "config_error", stream_descriptor: { name } });
    await output.status(name, "INCOMPLETE");
  }
}
