export { runAirbyteSource } from "./command/airbyte-source.ts";
export { discovered } from "./catalog/discovered.ts";
export { offeredStreams, type OfferedStream } from "./catalog/streams.ts";
export { specification } from "./command/specification.ts";
export type { AirbyteStream, ConnectorSpecification } from "./messages/messages.ts";
