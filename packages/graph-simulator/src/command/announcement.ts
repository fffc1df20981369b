import type { WorldTruth } from "../admin/world-truth.ts";
import type { RunningSimulator } from "../simulator.ts";

/** The line for people. */
export function humanLine({ url }: RunningSimulator, { totals }: WorldTruth): string {
  const { users, media } = totals;
  return `Simulating ${users} ${users === 1 ? "account" : "accounts"} with ${media} ${media === 1 ? "post" : "posts"} at ${url}; stop with Ctrl-C\n`;
}

/** The line for programs. */
export function jsonLine(simulator: RunningSimulator, { accounts }: WorldTruth): string {
  const { url, instagramUrl, instagramApiUrl, loginUrl, adminUrl, tokens } = simulator;
  const line = {
    url,
    instagramUrl,
    instagramApiUrl,
    loginUrl,
    adminUrl,
    token: tokens.user,
    instagramToken: tokens.instagram,
    appId: tokens.appId,
    appSecret: tokens.appSecret,
    instagramAppId: tokens.instagramAppId,
    instagramAppSecret: tokens.instagramAppSecret,
    accounts: accounts.map(({ id, username, pageId, reachableBy }) => ({
      id,
      username,
      pageId,
      reachableBy,
    })),
    tokens,
  };
  return `${JSON.stringify(line)}\n`;
}
