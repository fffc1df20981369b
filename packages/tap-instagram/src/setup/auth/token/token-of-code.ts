import type { GraphHost } from "@tap-instagram/core";
import type { AppCredentials, CodeGrant } from "@tap-instagram/core/login";
import type { Settings } from "../../../settings/settings.ts";
import type { AuthRun } from "../auth-run.ts";
import type { ConfigFile } from "../config-file/config-file.ts";
import type { FinishedLogin } from "../report.ts";
import { graphOf, loginClientFor } from "./clients.ts";
import { readableAccounts } from "./readable-accounts.ts";
import { storeToken } from "./store-token.ts";

/** Where a token goes, and the app that makes it. */
export interface TokenDestination {
  readonly login: GraphHost;
  readonly app: AppCredentials;
  readonly settings: Partial<Settings>;
  readonly file: ConfigFile;
}

/**
 * Makes a long-lived token of a code, tries it, and writes it.
 *
 * @throws LoginError, GraphError, NoInstagramAccountError, InvalidInputError; the signal's reason when aborted.
 */
export async function tokenOfCode(
  grant: CodeGrant,
  { login, app, settings, file }: TokenDestination,
  { ports, signal, hide, logger }: AuthRun,
): Promise<FinishedLogin> {
  const clients = { login, settings, app, ports };
  const client = loginClientFor(clients);
  const short = await client.exchangeCode(grant, signal);
  hide([short.accessToken]);
  const { accessToken, expiresAtMs } = await client.lengthenToken(short, signal);
  hide([accessToken]);
  const reads = await readableAccounts(graphOf(accessToken, clients), signal);
  signal.throwIfAborted();
  return storeToken({ login, accessToken, expiresAtMs, reads }, app, file, logger);
}
