import { count, flag, word, type Declarations } from "./declaration.ts";

/** Accounts and media, as each host shows them. */
export interface NodeBehaviour {
  /** `/me` on graph.instagram.com: a flat object or `{"data":[…]}`. Default `flat`. */
  readonly meShape: "flat" | "wrapped";
  /** The app-scoped id of an account in a path. Default `refuse`. */
  readonly appScopedIdInPath: "refuse" | "serve";
  /** An id graph.instagram.com does not know. Default `unsupported`. */
  readonly unknownIdOnInstagramHost: "unsupported" | "no-such-object";
  /** `account_type` as live answers spell it (`MEDIA_CREATOR`), or as the documentation does. Default `live`. */
  readonly accountTypeSpelling: "live" | "documented";
  /** Empty profile fields: left out or `""`. Default `absent`. */
  readonly emptyProfileFields: "absent" | "empty-string";
  /** Profile fields of graph.facebook.com, asked on graph.instagram.com. Default `refuse`. */
  readonly facebookProfileFieldsOnInstagramHost: "refuse" | "omit" | "serve";
  /** `caption` and `media_product_type` on graph.instagram.com. Default `serve`. */
  readonly captionOnInstagramHost: "serve" | "omit";
  /** `ig_id` of accounts and media on graph.facebook.com. Default `serve`. */
  readonly igId: "serve" | "refuse";
  /** Media fields that only Meta's SDK names: `has_poll`, `audio_id` and others. Default `serve`. */
  readonly unrecordedMediaFields: "serve" | "refuse";
  /** `config.quota_total` of content_publishing_limit. Default 50. */
  readonly publishingQuota: number;
  /** The address of a post of others that the account is a collaborator of. Default `no-such-object`. */
  readonly collaborativeNode: "no-such-object" | "permission";
  /** What poll_attachment answers for a post without a poll. Default `data-null`. */
  readonly withoutPoll: "data-null" | "empty";
  /** Whether content_publishing_limit wants the permission to publish. Default true. */
  readonly publishingNeedsPermission: boolean;
}

export const nodeBehaviour: Declarations<NodeBehaviour> = {
  meShape: word("flat", "wrapped"),
  appScopedIdInPath: word("refuse", "serve"),
  unknownIdOnInstagramHost: word("unsupported", "no-such-object"),
  accountTypeSpelling: word("live", "documented"),
  emptyProfileFields: word("absent", "empty-string"),
  facebookProfileFieldsOnInstagramHost: word("refuse", "omit", "serve"),
  captionOnInstagramHost: word("serve", "omit"),
  igId: word("serve", "refuse"),
  unrecordedMediaFields: word("serve", "refuse"),
  publishingQuota: count(50),
  collaborativeNode: word("no-such-object", "permission"),
  withoutPoll: word("data-null", "empty"),
  publishingNeedsPermission: flag(true),
};
