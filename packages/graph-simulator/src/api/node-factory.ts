import type { Host } from "../host.ts";
import { businessNode } from "../nodes/business-node.ts";
import { commentNode } from "../nodes/comment-node.ts";
import { facebookUserNode } from "../nodes/facebook-user-node.ts";
import { hashtagNode } from "../nodes/hashtag-node.ts";
import { igUserNode, instagramHostUserNode } from "../nodes/ig-user-node.ts";
import { mediaNode } from "../nodes/media-node.ts";
import { pageNode } from "../nodes/page-node.ts";
import type { NodeFactory } from "../graph/node.ts";

/** Nodes as a host shows them. */
export function nodeFactory(host: Host, businessId: string): NodeFactory {
  return {
    user: facebookUserNode,
    page: pageNode,
    business: () => businessNode(businessId),
    igUser: (account) => (host === "facebook" ? igUserNode(account) : instagramHostUserNode(account, false)),
    igMe: (account) => instagramHostUserNode(account, true),
    media: mediaNode,
    comment: commentNode,
    hashtag: hashtagNode,
  };
}
