import type { Field } from "../fields/parse-fields.ts";
import type { Hashtag } from "../world/hashtags.ts";
import type { Account, Comment, Media, Page } from "../world/model.ts";
import type { Host } from "../host.ts";
import type { UsageSubject } from "../quota/usage-subject.ts";
import type { Simulation } from "../simulation.ts";
import type { Grant } from "../tokens/grant.ts";

/** A JSON object on its way out. */
export type Json = Record<string, unknown>;

/** What an edge is asked with, from the query of a request or the modifiers of a field. */
export interface EdgeRequest {
  readonly call: Call;
  readonly parameters: ReadonlyMap<string, string>;
  readonly fields: readonly Field[] | undefined;
  /** The text of the fields, for paging links. */
  readonly fieldsText: string | undefined;
  /** Asked within the fields of another object. */
  readonly nested: boolean;
}

/** undefined does not apply: left out among fields, an empty list on its own. */
export type Edge = (request: EdgeRequest) => Json | undefined;

/** A field's value: undefined is left out; a node is rendered with the fields in braces. */
export type FieldReader = (field: Field, call: Call, nested: boolean) => unknown;

/** An object of the graph: what can be asked of it. */
export interface GraphNode {
  readonly id: string;
  /** Its name in request templates: `{media}`. */
  readonly template: string;
  /** As the nonexisting field error calls it; undefined is left out. */
  readonly typeName: string | undefined;
  readonly defaultFields: readonly string[];
  readonly usage: UsageSubject;
  field(name: string): FieldReader | undefined;
  edge(name: string): Edge | undefined;
}

/** Marks a field's value as another node, to be rendered with the asked fields. */
export class NodeValue {
  readonly node: GraphNode;

  constructor(node: GraphNode) {
    this.node = node;
  }
}

/** Makes nodes of the world's objects. Edges get it with the call: a node does not import another node. */
export interface NodeFactory {
  user(call: Call): GraphNode;
  page(page: Page): GraphNode;
  business(): GraphNode;
  igUser(account: Account): GraphNode;
  /** `/me` of an Instagram token. */
  igMe(account: Account): GraphNode;
  media(media: Media, read: MediaReading): GraphNode;
  comment(comment: Comment): GraphNode;
  hashtag(hashtag: Hashtag): GraphNode;
}

/** How a media was reached: by its own id, through another object, or through business discovery. */
export type MediaReading = "direct" | "indirect" | "discovery";

/** One call of the API: a whole request, or one item of a batch. */
export interface Call {
  readonly simulation: Simulation;
  readonly host: Host;
  readonly method: string;
  /** As it stood in the path; undefined if there was none. */
  readonly askedVersion: string | undefined;
  readonly servedVersion: string;
  /** The path without host and version. */
  readonly path: readonly string[];
  readonly parameters: ReadonlyMap<string, string>;
  readonly token: string;
  readonly grant: Grant;
  readonly nowMs: number;
  /** Base of absolute links: `http://127.0.0.1:4123/graph.facebook.com`. */
  readonly base: string;
  readonly nodes: NodeFactory;
  /** What this call was charged to. */
  readonly charged: UsageSubject[];
  /** Values rendered so far, for "reduce the amount of data". */
  readonly weight: { values: number };
}
