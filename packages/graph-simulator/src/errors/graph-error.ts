/** Everything a Graph error body can say, before a host gives it its accent. */
export interface GraphErrorDetails {
  /** HTTP status. */
  readonly status: number;
  readonly message: string;
  readonly type: string;
  readonly code: number;
  readonly subcode?: number;
  readonly isTransient?: boolean;
  readonly userTitle?: string;
  readonly userMessage?: string;
  readonly data?: unknown;
  /** The same refusal in the words of graph.instagram.com, where they differ by more than the prefix. */
  readonly instagramMessage?: string;
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
      ...(details.data === undefined ? {} : { error_data: details.data }),
      ...(details.subcode === undefined ? {} : { error_subcode: details.subcode }),
      ...(details.isTransient === undefined ? {} : { is_transient: details.isTransient }),
      ...(details.userTitle === undefined ? {} : { error_user_title: details.userTitle }),
      ...(details.userMessage === undefined ? {} : { error_user_msg: details.userMessage }),
      fbtrace_id: traceId,
    },
  };
}
