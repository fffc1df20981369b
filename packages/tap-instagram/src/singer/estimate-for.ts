import type { InstagramAccount } from "@tap-instagram/core";
import { estimateCalls } from "../dry-run/estimate-calls.ts";
import type { TapWatch } from "../report/tap-watch.ts";

/** Tells a person who watches how many calls there will be. Without an estimate, the lines do without the time that is left. */
export async function estimateFor(
  live: NonNullable<TapWatch["live"]>,
  request: Parameters<typeof estimateCalls>[0] & { readonly callsSoFar: number },
  accounts: readonly InstagramAccount[],
): Promise<void> {
  live.accountsFound(accounts.length);
  try {
    live.estimated(request.callsSoFar + (await estimateCalls(request, accounts)));
  } catch {
    // A stop; or the figures that the estimate makes up lead where those of the API do not.
  }
}
