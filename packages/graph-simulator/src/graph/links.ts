import { newestVersion } from "./versions.ts";
import type { Call } from "./node.ts";

/** An absolute link back to the API. As the real ones do, it carries the token. */
export function link(call: Call, path: string, parameters: Iterable<readonly [string, string]>): string {
  const versions = {
    asked: call.askedVersion ?? call.servedVersion,
    served: call.servedVersion,
    newest: newestVersion,
  };
  const version = versions[call.simulation.behaviour.pagingVersion];
  const query = new URLSearchParams([["access_token", call.token]]);
  for (const [name, value] of parameters) query.set(name, value);
  return `${call.base}/${version}/${path}?${query.toString()}`;
}
