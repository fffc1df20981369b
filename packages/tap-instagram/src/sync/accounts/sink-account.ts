import type { InstagramAccount } from "@tap-instagram/core";
import type { SinkAccount } from "../sink.ts";

/** What a sink is told of an account. */
export function asSinkAccount({ id, profile }: InstagramAccount): SinkAccount {
  const count = profile["media_count"];
  return { id, mediaCount: typeof count === "number" ? count : undefined };
}
