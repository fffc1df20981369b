/** Ids of nodes; those of comments on Facebook have two parts. */
const nodeId = /^\d+(?:[_-]\d+)*$/;

const safeSegment = /^[\w.-]+$/;

/** Whether a text is the id of a node: any other can mean another path, such as `../me` or `1?fields=`. */
export function isNodeId(text: string): boolean {
  return nodeId.test(text);
}

/** Whether a path below the version leads where it reads: no parameters, no anchor, no way up. */
export function isSafePath(path: string): boolean {
  return path === "" || path.split("/").every(isSafeSegment);
}

function isSafeSegment(segment: string): boolean {
  return safeSegment.test(segment) && !/^\.+$/.test(segment);
}
