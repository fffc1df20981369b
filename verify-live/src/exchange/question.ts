import type { GraphError, GraphNode, NodeOutcome, Params } from "@tap-instagram/core";
import type { Exchange } from "./recorder.ts";

/** Who asks, where it is not the owner of the token. */
export type Stranger =
  | "with a made-up token"
  | "without a token"
  | "with a wrong app secret"
  | "with an unknown version";

/** One GET. */
export interface Question {
  /** As in the client's requests. */
  readonly node?: string | undefined;
  readonly edge?: string | undefined;
  readonly params?: Params | undefined;
  readonly as?: Stranger | undefined;
  /** A missing permission is one of the answers the question is about. */
  readonly permissionAside?: true | undefined;
}

/** What the API said, and what the client made of it. */
export type Reply =
  | { readonly ok: true; readonly exchange: Exchange; readonly body: GraphNode }
  | { readonly ok: false; readonly exchange: Exchange; readonly error: GraphError };

/** What a batch came to: its own answer first, then those of the requests that took its place if it was refused. */
export interface BatchReply {
  readonly exchanges: readonly Exchange[];
  readonly outcomes: readonly NodeOutcome[];
}
