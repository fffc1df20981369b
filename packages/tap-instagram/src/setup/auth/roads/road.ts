import type { Clock, GraphHost } from "@tap-instagram/core";
import type { CodeGrant } from "@tap-instagram/core/login";
import type { CommandHost } from "@tap-instagram/singer";
import type { FinishedLogin, AuthReport } from "../report.ts";
import type { LineInput } from "../typed/line-input.ts";

/** A login that a person is to do, by either road. */
export interface LoginTask {
  readonly login: GraphHost;
  readonly appId: string;
  readonly scopes: readonly string[];
  readonly apiVersion: string | undefined;
  readonly loginUrl: string | undefined;
  /** The settings file, as the person named it. */
  readonly config: string;
  readonly timeoutSeconds: number;
  readonly report: AuthReport;
  readonly input: LineInput;
  readonly host: CommandHost;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  hide(secrets: readonly string[]): void;
  /** Makes a token of the code, and writes it. */
  finish(grant: CodeGrant): Promise<FinishedLogin>;
}

/** How the code comes back: to a page of this machine, or by the hand of the person. */
export type Road =
  | { readonly by: "loopback"; readonly port: number; readonly callbackPath: string }
  | { readonly by: "paste"; readonly redirectUri: string };

/** What people call the vendor of a login. */
export const vendorNames: Record<GraphHost, string> = { facebook: "Facebook", instagram: "Instagram" };
