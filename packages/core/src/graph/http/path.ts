/** Where a request goes, below the version. Neither: the root, for batches. */
export interface GraphPath {
  /** Id of a node, or the word that the API has for one: `17841400000000001`, `me`, `debug_token`. */
  node?: string | undefined;
  /** Edge of the node, such as `media`. Without a node, it is the edge of the nodes in the parameter `ids`. */
  edge?: string | undefined;
}

/** Ids of nodes; those of comments on Facebook have two parts. */
const nodeId = /^\d+(?:[_-]\d+)*$/;

const safeSegment = /^[\w.-]+$/;

/** Whether a text is the id of a node: any other can mean another path, such as `../me` or `1?fields=`. */
export function isNodeId(text: string): boolean {
  return nodeId.test(text);
}

/** Whether a path leads where it reads: no parameters, no anchor, no way up. */
export function isSafePath(path: GraphPath): boolean {
  return segmentsOf(path).every(isSafeSegment);
}

/** `17841400000000001/media` */
export function textOfPath(path: GraphPath): string {
  return segmentsOf(path).join("/");
}

/** The same without the id, for errors, logs and metrics: `{id}/media`. */
export function templateOf({ node, edge }: GraphPath): string {
  const isWord = node === undefined || (isSafeSegment(node) && !isNodeId(node));
  return textOfPath({ node: isWord ? node : "{id}", edge });
}

function segmentsOf({ node, edge }: GraphPath): string[] {
  return [node, edge].filter((segment) => segment !== undefined);
}

function isSafeSegment(segment: string): boolean {
  return safeSegment.test(segment) && !/^\.+$/.test(segment);
}
