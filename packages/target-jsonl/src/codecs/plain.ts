import type { Codec } from "./codec.ts";
import { repairTornTail } from "./torn-tail.ts";

/** JSON Lines as they are. */
export const plainCodec: Codec = {
  extension: ".jsonl",
  encode: (lines) => lines,
  decode: (source) => source,
  repair: repairTornTail,
};
