import type { GraphHost } from "@tap-instagram/core";
import type { Logger } from "@tap-instagram/singer";
import { isoInstant } from "../../diagnosis/iso-instant.ts";
import { checkCommand } from "../../advice/setup-commands.ts";
import type { ConfigFile } from "../config-file/config-file.ts";
import type { FinishedLogin } from "../report.ts";
import { vendorNames } from "../roads/road.ts";
import type { ReadableAccounts } from "./readable-accounts.ts";

/** A token that works, and what is known about it. */
export interface NewToken {
  readonly login: GraphHost;
  readonly accessToken: string;
  /** `null` for never, or unknown. */
  readonly expiresAtMs: number | null;
  readonly reads: ReadableAccounts;
}

/** What goes into the settings file beside the token. */
export interface AppToStore {
  readonly appId: string | undefined;
  /** Kept up to date where the file has it already; never added. */
  readonly appSecret: string | undefined;
}

/**
 * Writes a token to the settings file, and says what became of it.
 *
 * @param app `undefined` for a renewal, which changes the token alone.
 * @throws InvalidInputError if the file cannot be written.
 */
export function storeToken(
  token: NewToken,
  app: AppToStore | undefined,
  file: ConfigFile,
  logger: Pick<Logger, "warning">,
): FinishedLogin {
  const { login, accessToken, expiresAtMs, reads } = token;
  const end = isoInstant(expiresAtMs);
  const renewed = [["access_token", accessToken]] as const;
  const wasOpen = file.write(
    app === undefined ? renewed : [...renewed, ["login", login], ["app_id", app.appId]],
    [
      ["app_secret", app?.appSecret],
      ["token_expires_at", end],
    ],
  );
  if (wasOpen)
    logger.warning(`Other users of this machine could read ${file.name}. From now on only its owner can`);
  if (reads.problem !== undefined) logger.warning(`The token works, but reads no account: ${reads.problem}`);
  const { accounts } = reads;
  const names = accounts.map(({ id, username }) => (username === null ? id : `${username} (${id})`));
  return {
    login,
    config: file.name,
    expiresAtMs,
    accounts,
    lines: [
      `${app === undefined ? "Renewed the token" : `Logged in with ${vendorNames[login]}`}. ${file.name} has the new token${end === null ? "" : `, which ends at ${end}`}.`,
      accounts.length === 0
        ? "It reads no account yet."
        : `It reads ${accounts.length === 1 ? "1 account" : `${accounts.length} accounts`}: ${names.slice(0, 20).join(", ")}${names.length > 20 ? " and more" : ""}.`,
      ...(app === undefined ? [] : [`Next: ${checkCommand({ configs: [file.name] })}`]),
    ],
  };
}
