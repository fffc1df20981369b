import type { Simulation } from "../simulation.ts";

/** Something that happens while the simulator runs. */
export type WorldChange =
  /** Gone from every list and from its own id; `keepListed` leaves it in the lists. */
  | { readonly deleteMedia: string; readonly keepListed?: boolean | undefined }
  /** Refused from now on, by media or by user insights. */
  | { readonly removeMetric: string; readonly from: "media" | "user" }
  /** Taken from one token, or from all. */
  | { readonly revokePermission: string; readonly token?: string | undefined }
  /** Expires now. */
  | { readonly expireToken: string }
  /** Moves the clock on. */
  | { readonly advanceMs: number };

function grantOf(
  token: string,
  simulation: Simulation,
): { expiresAt: number | undefined; scopes: Set<string> } {
  const { book } = simulation;
  const named = Object.entries(book.tokens).find(([name]) => name === token)?.[1];
  const grant = book.find(typeof named === "string" ? named : token);
  if (grant === undefined) {
    throw new RangeError(
      "Cannot change the token: it is none of this simulator's; give its value or its name, such as user",
    );
  }
  return grant;
}

/** Makes it so; throws a RangeError for what does not exist. */
export function applyChange(
  change: WorldChange,
  simulation: Simulation,
  advance: (ms: number) => void,
): void {
  const { world, book } = simulation;
  if ("deleteMedia" in change) {
    if (world.media(change.deleteMedia, simulation.now()) === undefined) {
      throw new RangeError(`Cannot delete media "${change.deleteMedia}": no media has this id`);
    }
    world.deleted.add(change.deleteMedia);
    if (change.keepListed !== true) world.unlisted.add(change.deleteMedia);
  } else if ("removeMetric" in change) {
    world.removedMetrics[change.from].add(change.removeMetric);
  } else if ("revokePermission" in change) {
    const grants = change.token === undefined ? [...book.all()] : [grantOf(change.token, simulation)];
    for (const grant of grants) grant.scopes.delete(change.revokePermission);
  } else if ("expireToken" in change) {
    grantOf(change.expireToken, simulation).expiresAt = simulation.now();
  } else {
    advance(change.advanceMs);
  }
}
