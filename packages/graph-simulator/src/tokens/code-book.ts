import type { Host } from "../host.ts";
import { word } from "../random/hash.ts";

/** What a person granted on a login page. */
export interface Consent {
  readonly host: Host;
  /** What the page was given; undefined for a code that takes any. */
  readonly redirectUri: string | undefined;
  readonly scopes: readonly string[];
  /** The account that logged in with Instagram. */
  readonly accountId?: string | undefined;
  /** The Pages that were ticked with Facebook; undefined is all of them. */
  readonly pageIds?: ReadonlySet<string> | undefined;
}

/** Why a code gives no token. */
export type BadCode = "unknown" | "expired" | "redirect" | "used";

interface Ticket {
  readonly consent: Consent;
  readonly expiresAt: number;
  isUsed: boolean;
}

/** Facebook's codes last ten minutes, Instagram's an hour. */
const lifeMs: Readonly<Record<Host, number>> = { facebook: 600_000, instagram: 3_600_000 };

/** The authorization codes that the login pages gave. Each is good once. */
export class CodeBook {
  readonly #seed: number;
  readonly #tickets = new Map<string, Ticket>();

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** A new code for what was granted; a given one stays valid. */
  issue(consent: Consent, nowMs: number, given?: string): string {
    const code = given ?? `AQ${word(60, this.#seed, "code", consent.host, this.#tickets.size)}`;
    const expiresAt = given === undefined ? nowMs + lifeMs[consent.host] : Number.POSITIVE_INFINITY;
    this.#tickets.set(code, { consent, expiresAt, isUsed: false });
    return code;
  }

  /** What was granted for a code, once; or why it gives nothing. */
  redeem(host: Host, code: string, redirectUri: string | undefined, nowMs: number): Consent | BadCode {
    const ticket = this.#tickets.get(code);
    if (ticket === undefined || ticket.consent.host !== host) return "unknown";
    if (ticket.isUsed) return "used";
    if (ticket.expiresAt <= nowMs) return "expired";
    const wanted = ticket.consent.redirectUri;
    if (wanted !== undefined && wanted !== redirectUri) return "redirect";
    ticket.isUsed = true;
    return ticket.consent;
  }
}
