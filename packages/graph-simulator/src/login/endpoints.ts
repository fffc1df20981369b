import { GraphError } from "../errors/graph-error.ts";
import { invalidParameter, permissionDenied } from "../errors/refusals.ts";
import {
  badClientSecret,
  badSignature,
  noActiveToken,
  sessionKeyInvalid,
  tokenOfOtherApp,
  tooYoungToRefresh,
} from "../errors/token-refusals.ts";
import type { Json } from "../graph/node.ts";
import type { Host } from "../host.ts";
import type { Simulation } from "../simulation.ts";
import { authenticate, tokenFault } from "../tokens/authenticate.ts";
import { isAble, type Grant } from "../tokens/grant.ts";
import { checkFacebookApp, redeemFacebookCode } from "./authorization-code.ts";

/** A request to one of the paths that make or look into tokens. */
export interface TokenRequest {
  readonly host: Host;
  readonly path: readonly string[];
  readonly parameters: ReadonlyMap<string, string>;
  readonly token: string | undefined;
  readonly simulation: Simulation;
  readonly nowMs: number;
}

const dayMs = 86_400_000;

function required(request: TokenRequest, name: string): string {
  const value = request.parameters.get(name);
  if (value === undefined || value === "") throw invalidParameter(`The parameter ${name} is required`);
  return value;
}

function judge(request: TokenRequest, token: string): Grant {
  const { host, nowMs, simulation } = request;
  return authenticate(token, { host, nowMs, calendar: simulation.world.calendar, book: simulation.book });
}

function issued(grant: Grant, { nowMs, simulation }: TokenRequest): Json {
  const expiresAt = simulation.behaviour.expiresIn ? grant.expiresAt : undefined;
  return {
    access_token: grant.token,
    token_type: "bearer",
    expires_in: expiresAt === undefined ? undefined : Math.floor((expiresAt - nowMs) / 1000),
  };
}

/** `/oauth/access_token`, by GET or POST: a code, or with `grant_type=fb_exchange_token` another token. */
function exchangeFacebook(request: TokenRequest): unknown {
  const { parameters, simulation } = request;
  const { book } = simulation;
  if (parameters.has("code")) return issued(redeemFacebookCode(parameters, simulation), request);
  const type = required(request, "grant_type");
  if (type !== "fb_exchange_token") throw invalidParameter(`Invalid grant_type: ${type}`);
  checkFacebookApp(parameters, simulation);
  const grant = judge(request, required(request, "fb_exchange_token"));
  return issued(book.prolong(grant, request.nowMs), request);
}

/** `GET /access_token?grant_type=ig_exchange_token`: only short-lived tokens. */
function exchangeInstagram(request: TokenRequest): unknown {
  const { book } = request.simulation;
  const type = required(request, "grant_type");
  if (type !== "ig_exchange_token") throw invalidParameter(`Invalid grant_type: ${type}`);
  if (required(request, "client_secret") !== book.tokens.instagramAppSecret) throw badClientSecret();
  const grant = judge(request, request.token ?? "");
  if (!grant.shortLived) throw sessionKeyInvalid();
  return issued(book.prolong(grant, request.nowMs), request);
}

/** `GET /refresh_access_token`: a long-lived token of at least a day. */
function refreshInstagram(request: TokenRequest): unknown {
  const type = required(request, "grant_type");
  if (type !== "ig_refresh_token") throw invalidParameter(`Invalid grant_type: ${type}`);
  const grant = judge(request, request.token ?? "");
  if (!isAble(grant, "basic")) throw permissionDenied();
  if (grant.shortLived || request.nowMs - grant.issuedAt < dayMs) throw tooYoungToRefresh();
  const renewed = request.simulation.book.prolong(grant, request.nowMs);
  return { ...issued(renewed, request), permissions: [...renewed.scopes].join(",") };
}

function typeName(grant: Grant): string {
  return grant.kind === "instagram" ? "USER" : grant.kind.toUpperCase();
}

/** Whether the person let the app see the Page. */
function isTicked(grant: Grant, pageId: string | undefined, { simulation }: TokenRequest): boolean {
  if (grant.kind !== "user" || pageId === undefined) return true;
  return simulation.world.page(pageId)?.granted === true && grant.pageIds?.has(pageId) !== false;
}

function seconds(epochMs: number | undefined): number {
  return epochMs === undefined ? 0 : Math.floor(epochMs / 1000);
}

/** `GET /debug_token`: a bad token is described, not refused. */
function debugToken(request: TokenRequest): unknown {
  const { book, world } = request.simulation;
  const asker = request.token;
  if (asker === undefined || asker === "") throw noActiveToken();
  if (asker !== `${book.tokens.appId}|${book.tokens.appSecret}`) {
    if (/^\d+\|/.test(asker)) throw badSignature();
    judge(request, asker);
  }
  const token = required(request, "input_token");
  const grant = book.find(token);
  if (grant?.isOfOtherApp === true) throw tokenOfOtherApp();
  const { host, nowMs } = request;
  const fault = tokenFault(token, { host, nowMs, calendar: world.calendar, book });
  const error =
    fault instanceof GraphError
      ? {
          code: fault.details.code,
          message: fault.details.message,
          subcode: fault.details.subcode,
        }
      : undefined;
  if (grant === undefined || (error !== undefined && fault?.details.subcode === undefined)) {
    return { data: { error, is_valid: false, scopes: [] } };
  }
  const reachable = world.accounts.filter((account) =>
    grant.accountId === undefined
      ? account.reachableBy.facebook && isTicked(grant, account.pageId, request)
      : grant.accountId === account.id,
  );
  return {
    data: {
      app_id: book.tokens.appId,
      type: typeName(grant),
      application: "Simulated app",
      expires_at: seconds(grant.expiresAt),
      data_access_expires_at: seconds(grant.dataAccessExpiresAt ?? grant.issuedAt + 90 * dayMs),
      error,
      is_valid: error === undefined,
      issued_at: seconds(grant.issuedAt),
      scopes: [...grant.scopes],
      granular_scopes: [...grant.scopes]
        .filter((scope) => scope.startsWith("instagram"))
        .map((scope) => ({ scope, target_ids: reachable.map(({ id }) => id) })),
      user_id: grant.userId,
    },
  };
}

/** The answer of a token endpoint, or undefined if the path is none. */
export function tokenEndpoint(request: TokenRequest): unknown {
  const path = request.path.join("/");
  if (path === "debug_token") return debugToken(request);
  if (request.host === "facebook")
    return path === "oauth/access_token" ? exchangeFacebook(request) : undefined;
  if (path === "access_token") return exchangeInstagram(request);
  return path === "refresh_access_token" ? refreshInstagram(request) : undefined;
}
