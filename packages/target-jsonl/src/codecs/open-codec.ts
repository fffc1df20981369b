import { InvalidInputError } from "@tap-instagram/singer";
import type { Codec } from "./codec.ts";
import { gzipCodec } from "./gzip.ts";
import { plainCodec } from "./plain.ts";
import { zstdCodec } from "./zstd.ts";

/** @throws InvalidInputError when this runtime has no such compression. */
export function openCodec(compression: "none" | "gzip" | "zstd"): Codec {
  if (compression === "none") return plainCodec;
  if (compression === "gzip") return gzipCodec;
  const codec = zstdCodec();
  if (codec !== undefined) return codec;
  throw new InvalidInputError("Cannot use the settings", [
    {
      place: "compression",
      message: "found zstd, which needs Node 22.15 or later: use gzip, or a newer Node",
    },
  ]);
}
