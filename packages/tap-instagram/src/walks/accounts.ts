import type { InstagramAccount } from "@tap-instagram/core";
import type { Walk } from "../sync/stream.ts";

/** Each account once, with the profile that discovery has read: no further request. */
export const accountsWalk: Walk<InstagramAccount> = {
  name: "accounts",
  // oxlint-disable-next-line require-await -- a walk is asynchronous, even one that has nothing to wait for
  async *chunks(_context, { account }) {
    yield account;
  },
};
