import { defaultApiVersion, hostOfToken, type GraphHost } from "@tap-instagram/core";

/** What the environment says. */
export interface Settings {
  readonly accessToken: string;
  readonly host: GraphHost;
  readonly baseUrl: string | undefined;
  readonly apiVersion: string;
  readonly appSecret: string | undefined;
  readonly account: string | undefined;
}

/** A flag or a setting that cannot be used. The message says which, and what is wanted. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** @throws UsageError */
export function readSettings(environment: { readonly [name: string]: string | undefined }): Settings {
  const read = (name: string) => environment[`VERIFY_LIVE_${name}`]?.trim() || undefined;
  const accessToken = read("ACCESS_TOKEN");
  if (accessToken === undefined) {
    throw new UsageError(
      "Cannot ask the API: VERIFY_LIVE_ACCESS_TOKEN is not set. Put an access token there, of Facebook Login (EAA…) or Instagram Login (IG…); --dry-run needs none",
    );
  }
  const baseUrl = read("API_URL");
  if (baseUrl !== undefined && !/^https?:\/\/[^\s?#]+$/.test(baseUrl)) {
    throw new UsageError(
      "Cannot use VERIFY_LIVE_API_URL: want an http or https address without a query, such as https://graph.facebook.com",
    );
  }
  const apiVersion = read("API_VERSION") ?? defaultApiVersion;
  if (!/^v\d+\.\d+$/.test(apiVersion)) {
    throw new UsageError(
      `Cannot use VERIFY_LIVE_API_VERSION "${apiVersion}": want a version such as ${defaultApiVersion}`,
    );
  }
  return {
    accessToken,
    host: hostOfToken(accessToken),
    baseUrl,
    apiVersion,
    appSecret: read("APP_SECRET"),
    account: read("ACCOUNT"),
  };
}
