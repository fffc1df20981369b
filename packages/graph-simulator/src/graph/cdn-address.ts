import type { Call } from "./node.ts";
import { hash32 } from "../random/hash.ts";

const lifetimeMs = 32 * 3_600_000;

/** A signed address on the CDN: it expires, and no two answers give the same one. */
export function cdnAddress(call: Call, name: string, extension: "jpg" | "mp4"): string {
  const expires = Math.floor((call.nowMs + lifetimeMs) / 1000).toString(16);
  const draw = call.simulation.nextNumber();
  const signature = hash32(call.simulation.seed, name, draw).toString(16).padStart(8, "0");
  const host = extension === "jpg" ? "scontent-arn2-1.cdninstagram.com" : "video-arn2-1.cdninstagram.com";
  return `https://${host}/o1/v/${name}_n.${extension}?_nc_ohc=${draw}&oh=00_${signature}&oe=${expires}`;
}
