import type { Language } from "../world/spec/spec.ts";

/** Everything a Graph error body can say, before a host gives it its accent. */
export interface GraphErrorDetails {
  /** HTTP status. */
  readonly status: number;
  readonly message: string;
  readonly type: string;
  readonly code: number;
  readonly subcode?: number | undefined;
  readonly isTransient?: boolean | undefined;
  readonly userTitle?: string | undefined;
  readonly userMessage?: string | undefined;
  readonly data?: unknown;
  /** The same refusal in the words of graph.instagram.com, where they differ by more than the prefix. */
  readonly instagramMessage?: string | undefined;
  /** The same sentence in other languages. */
  readonly translations?: Partial<Record<Language, string>> | undefined;
}

/** A refusal on its way to the client. */
export class GraphError extends Error {
  override readonly name = "GraphError";
  readonly details: GraphErrorDetails;

  constructor(details: GraphErrorDetails) {
    super(details.message);
    this.details = details;
  }
}

/** The JSON object under `error`, in the key order of recorded answers. */
export function errorBody(details: GraphErrorDetails, traceId: string): { error: Record<string, unknown> } {
  return {
    error: {
      message: details.message,
      type: details.type,
      code: details.code,
      error_data: details.data,
      error_subcode: details.subcode,
      is_transient: details.isTransient,
      error_user_title: details.userTitle,
      error_user_msg: details.userMessage,
      fbtrace_id: traceId,
    },
  };
}
