import type { JsonObject, JsonSchema } from "@tap-instagram/singer";

/** https://docs.airbyte.com/platform/understanding-airbyte/airbyte-protocol */
export type AirbyteMessage =
  | { type: "SPEC"; spec: ConnectorSpecification }
  | { type: "CONNECTION_STATUS"; connectionStatus: ConnectionStatus }
  | { type: "CATALOG"; catalog: { streams: readonly AirbyteStream[] } }
  | { type: "RECORD"; record: { stream: string; data: JsonObject; emitted_at: number } }
  | { type: "STATE"; state: StreamStateMessage }
  | { type: "TRACE"; trace: Trace }
  | { type: "CONTROL"; control: ConnectorConfig }
  | { type: "LOG"; log: { level: LogLevel; message: string } };

export type LogLevel = "ERROR" | "WARN" | "INFO" | "DEBUG";

/** What a source is, and which settings it takes. */
export interface ConnectorSpecification {
  documentationUrl: string;
  protocol_version: string;
  supportsIncremental: boolean;
  supported_destination_sync_modes: readonly string[];
  connectionSpecification: JsonObject;
}

/** How a check ended. */
export interface ConnectionStatus {
  status: "SUCCEEDED" | "FAILED";
  message?: string | undefined;
}

/** A stream of the catalog. */
export interface AirbyteStream {
  name: string;
  json_schema: JsonSchema;
  supported_sync_modes: readonly SyncMode[];
  source_defined_cursor?: boolean | undefined;
  default_cursor_field?: readonly string[] | undefined;
  source_defined_primary_key: readonly (readonly string[])[];
  is_resumable: boolean;
}

export type SyncMode = "full_refresh" | "incremental";

/** Names a stream in other messages. */
export interface StreamDescriptor {
  name: string;
}

/** The state of one stream. The platform keeps the last one, whole. */
export interface StreamStateMessage {
  type: "STREAM";
  stream: { stream_descriptor: StreamDescriptor; stream_state: JsonObject };
  /** The records of the stream since its state before. */
  sourceStats: { recordCount: number };
}

export type StreamStatus = "STARTED" | "RUNNING" | "COMPLETE" | "INCOMPLETE";

/** Why a stream waits, or did not end. `quota_reset` is in milliseconds since the epoch. */
export interface StatusReason {
  type: "RATE_LIMITED";
  rate_limited?: { quota_reset: number } | undefined;
}

/** `config_error` stops and asks the user; the platform tries the others again. */
export type FailureType = "config_error" | "transient_error" | "system_error";

/** `emitted_at` is in milliseconds since the epoch. */
export type Trace = { emitted_at: number } & (
  | {
      type: "STREAM_STATUS";
      stream_status: {
        stream_descriptor: StreamDescriptor;
        status: StreamStatus;
        reasons?: readonly StatusReason[] | undefined;
      };
    }
  | { type: "ERROR"; error: TraceError }
  | { type: "ESTIMATE"; estimate: { type: "STREAM"; name: string; row_estimate: number } }
);

/** What went wrong. */
export interface TraceError {
  /** For people. */
  message: string;
  internal_message?: string | undefined;
  /** Of a defect, and of nothing else. */
  stack_trace?: string | undefined;
  failure_type: FailureType;
  stream_descriptor?: StreamDescriptor | undefined;
}

/** Replaces the settings that the platform keeps. */
export interface ConnectorConfig {
  type: "CONNECTOR_CONFIG";
  emitted_at: number;
  connectorConfig: { config: JsonObject };
}
