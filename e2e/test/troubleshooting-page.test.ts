import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { GraphErrorReason } from "@tap-instagram/core";
import { expect, test } from "vitest";
import type { ErrorRule } from "../../packages/core/src/graph/errors/table/error-rule.ts";
import { errorTable, type TableReason } from "../../packages/core/src/graph/errors/table/error-table.ts";
import { reasons, type LackEnding } from "../../packages/tap-instagram/src/book/reasons.ts";
import { repositoryPath } from "./commands.ts";
import { oneLine, pageText, sections, tableRows } from "./how-to/markdown.ts";

const page = pageText("troubleshooting");
const places = sections(page, 3);

const expired = "The access token has expired";
const invalid = "The access token is not valid";
const password = "The user changed the password";
const check = "The user must log in at facebook.com once and pass the check there";
const code = "A code works once: log in again";
const redirect = "The redirect URL must be identical to the one of the login page";
const otherApp = "The token comes from another app than this app id and secret";
const appLimit = "Application request limit reached";
const accountLimit = "There have been too many calls from this Instagram account";
const shape = "The answer is not of the expected shape";
const fault = "An unknown error occurred";
const silence = "The API does not answer at all: no request was answered in time";
const metrics = "The API refuses these metrics";
const gone = "Unsupported get request. Object with ID does not exist";
const noUser = "Cannot find User";
const wrong = "The request itself is wrong";
const redirected = "The answer redirects";
const fewer = "not enough viewers for the media to show insights";

/** The headings under which a reason has its place. A new reason does not compile without one. */
const placesOf: { readonly [reason in GraphErrorReason]: readonly string[] } = {
  expired: [expired],
  invalid: [invalid],
  missing: [invalid],
  http: [invalid, fault, appLimit],
  "app-removed": ["The user removed the app"],
  "password-changed": [password],
  "logged-out": [password],
  checkpoint: [check],
  unconfirmed: [check],
  "wrong-token-type": ["This request needs a Page access token"],
  "appsecret-proof": [
    "The app requires a proof of its secret (appsecret_proof): use the secret of the app that made the token",
  ],
  "login-refused": ["The login of the person who made the token is refused"],
  "app-secret-wrong": ["The app secret does not belong to this app"],
  "app-id-wrong": ["No app has this id"],
  "code-used": [code],
  "code-expired": [code],
  "redirect-wrong": [redirect],
  "token-of-other-app": [otherApp],
  signature: [otherApp],
  "already-long-lived": ["The token is long-lived already, or not whole: it is used as it is"],
  "app-blocked": ["Meta has blocked the app"],
  "app-in-development": ["The app is in development mode, and this person has no role in it"],
  "app-not-reviewed": ["Meta has not approved the app for this"],
  "app-lacks-capability": ["The app may not make this call"],
  "permission-missing": ["Grant the token"],
  "action-blocked": ["Instagram blocked this action for the account; waiting does not help"],
  "app-quota": [appLimit],
  "user-quota": [appLimit],
  "page-quota": [appLimit],
  "custom-quota": [accountLimit],
  "account-quota": [accountLimit],
  "business-quota": [accountLimit],
  "hashtag-quota": ["An account can query 30 different hashtags in 7 days"],
  "policy-block": ["You have been blocked from using this feature"],
  "quota-exhausted": [
    "The quota of … is used up for about another 50 minutes, and all waits together may take 60 minutes",
  ],
  "no-network": ["No connection to"],
  "wrong-proxy": ["The value of HTTPS_PROXY is not the address of an HTTP proxy"],
  certificate: ["The certificate of … is not trusted"],
  network: ["ECONNRESET"],
  timeout: ["No answer within 60 seconds"],
  "no-answer": [silence],
  "given-up": [silence],
  "too-long": ["The answer is longer than the 64 MiB allowed"],
  redirected: [redirected],
  "not-json": [redirected],
  "unexpected-shape": [shape],
  misplaced: [shape],
  "aborted-item": [shape],
  server: [fault],
  "repeated-cursor": ["the API gives the same pages again and again, or only empty ones"],
  "too-much-data": ["Please reduce the amount of data you're asking for"],
  fatal: [metrics],
  "wrong-media-type": [metrics],
  retired: [metrics],
  unknown: [metrics, wrong],
  incompatible: [metrics],
  "metric-type": [metrics],
  period: [metrics],
  history: [metrics],
  "business-discovery-only": [metrics],
  "video-only": [metrics],
  "too-few-viewers": [fewer],
  "before-conversion": [
    "The media was posted before the most recent time that the user's account was converted to a business account",
  ],
  "not-visible": [gone],
  "no-such-id": [gone],
  "no-such-user": [noUser],
  "no-such-hashtag": [noUser],
  "unknown-path": ["Unknown path components"],
  "wrong-request": [wrong],
  "unsupported-method": [wrong],
  "wrong-path": [wrong],
  "end-of-list": ["After cursor specified exceeds the max limit"],
};

test.each(Object.entries(placesOf))("%s has its place on the page", (_, headings) => {
  expect([...places.keys()]).toEqual(expect.arrayContaining([...headings]));
});

/** The words of a place that stand for a message: its heading, and each text in backticks. */
function messagesAt(reason: TableReason): { text: string; messages: string[] } {
  const parts = placesOf[reason].map((heading) => [heading, oneLine(places.get(heading) ?? "")] as const);
  const quoted = parts.flatMap(([, text]) =>
    [...text.matchAll(/`([^`]+)`/g)].map(([, message = ""]) => message),
  );
  return { text: parts.flat().join(" "), messages: [...placesOf[reason], ...quoted] };
}

/** Whether the words that people see of a refusal are there: what to do, else the API's words, else its code. */
function isTold({
  hint,
  text,
  codes,
  codeRange,
  statuses,
  statusRange,
  isTransient,
  reason,
}: ErrorRule<TableReason>): boolean {
  const at = messagesAt(reason);
  if (hint !== undefined) {
    const [first = hint] = hint.split(/\. (?=[A-Z])/);
    return at.text.includes(first);
  }
  if (text !== undefined) return at.messages.some((message) => text.test(message));
  const numbers = [...(codes ?? []), ...(codeRange ?? []), ...(statuses ?? []), ...(statusRange ?? [])];
  return (
    isTransient === true ||
    numbers.every((number) => new RegExp(String.raw`(?<![\d/])${number}(?!\d)`).test(at.text))
  );
}

test.each(errorTable.map((rule, row) => ({ ...rule, row })))(
  "row $row of the error table ($reason) is told in words that people see",
  (rule) => {
    expect(isTold(rule)).toBe(true);
  },
);

const endings: { readonly [ending in LackEnding]: string } = {
  unavailable: "Unavailable: the API does not have it",
  pending: "Pending: the next run asks again",
  missing: "Missing: run again, or act",
};

test.each(Object.entries(endings))(
  "what is %s has its row in the words of the log, and no other row",
  (ending, heading) => {
    const words = tableRows(places.get(heading) ?? "").map(([text = ""]) => text);
    const known = Object.values(reasons).flatMap((reason) => (reason.ending === ending ? [reason.text] : []));
    // Reasons that share their words are told apart by their ending alone.
    expect(new Set(words)).toEqual(new Set(known));
  },
);

/** Everything that our packages can say. */
const sources = ["core", "singer", "tap-instagram"].flatMap((name) => {
  const folder = repositoryPath(`packages/${name}/src`);
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return files.flatMap((file) =>
    /(?<!\.test)\.ts$/.test(file) ? [readFileSync(join(folder, file), "utf8")] : [],
  );
});

/** The parts of the page whose headings are words of ours. */
const parts = ["Permissions and accounts", "Settings, catalog and state", "Webhooks"];
const ours = parts.flatMap((part) => headingsBelow(part));

test.each(ours)("the packages say: %s", (heading) => {
  // Where the page has an ellipsis, or a text is put together, each piece is there.
  const pieces = heading
    .split(/…|, (?=wanted)/)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== "");
  expect(pieces.length).toBeGreaterThan(0);
  expect(pieces.filter((piece) => !sources.some((source) => source.includes(piece)))).toEqual([]);
});

function headingsBelow(part: string): string[] {
  const [, text = ""] = page.split(`\n## ${part}\n`);
  const [own = ""] = text.split("\n## ");
  return [...own.matchAll(/^### (.+)$/gm)].map(([, heading = ""]) => heading);
}
