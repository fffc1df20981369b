import * as v from "valibot";
import { lenient } from "../../envelope.ts";
import { instantOrNever } from "./instant.ts";

/** A token as the API hands it out. */
export interface LoginToken {
  accessToken: string;
  /** When it ends, in milliseconds since the epoch; `null` where the API does not say: never, or not soon. */
  expiresAtMs: number | null;
  /** The permissions it holds; `null` where the API does not say, which on the Facebook host is always. */
  scopes: readonly string[] | null;
  /** The Instagram account, as exact digits; `null` where the API does not say. */
  userId: string | null;
}

/** What a header can carry, and some 200 letters: whatever else comes is not written to anybody's settings. */
const tokenShape = /^[\x21-\x7e]{1,4096}$/;

const numberOrText = lenient(v.union([v.number(), v.string()]));

const tokenBody = v.object({
  access_token: v.pipe(v.string(), v.regex(tokenShape, "Expected a token")),
  expires_in: numberOrText,
  permissions: lenient(v.union([v.string(), v.array(v.string())])),
  user_id: numberOrText,
});

/** The answer of every exchange and renewal: flat, or in a list of one below `data`. */
export function loginToken(nowMs: () => number): v.GenericSchema<unknown, LoginToken> {
  return v.pipe(
    v.union([
      tokenBody,
      v.pipe(
        v.object({ data: v.tuple([tokenBody]) }),
        v.transform(({ data: [body] }) => body),
      ),
    ]),
    v.transform((body): LoginToken => {
      const lifeSeconds = Number(body.expires_in ?? 0);
      return {
        accessToken: body.access_token,
        expiresAtMs: lifeSeconds > 0 ? instantOrNever(nowMs() + lifeSeconds * 1000) : null,
        scopes: body.permissions === undefined ? null : scopesOf(body.permissions),
        userId: body.user_id === undefined ? null : String(body.user_id),
      };
    }),
  );
}

function scopesOf(permissions: string | readonly string[]): string[] {
  const names = typeof permissions === "string" ? permissions.split(/[\s,]+/) : permissions;
  return names.filter((name) => name !== "");
}
