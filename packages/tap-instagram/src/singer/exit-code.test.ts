import type { FaultRule, RunningSimulator } from "@tap-instagram/graph-simulator";
import type { JsonObject, JsonValue } from "@tap-instagram/singer";
import { describe, expect, test } from "vitest";
import { catalogOf, run, simulated, type RunOptions } from "../../test/run.ts";

const world = { accounts: [{ posts: 3, stories: 1, login: "both" as const }] };
const everything = catalogOf({
  users: ["username"],
  media: ["caption"],
  media_insights: ["reach", "follows"],
});
const link = /https:\/\/\S+/;

/** A state that came in, with an account that the world does not have. */
const stateGiven = {
  bookmarks: {
    user_insights: {
      partitions: [
        {
          context: { business_account_id: "17841400000000999" },
          replication_key: "date",
          replication_key_value: "2026-05-01T07:00:00Z",
        },
      ],
    },
  },
};

interface Case {
  readonly faults?: readonly FaultRule[] | undefined;
  readonly settings?: ((simulator: RunningSimulator) => NonNullable<RunOptions["settings"]>) | undefined;
  readonly catalog?: RunOptions["catalog"] | undefined;
  readonly world?: Parameters<typeof simulated>[0] | undefined;
  readonly exit: number;
  /** What the log says. */
  readonly says: RegExp;
  /** What it does not say. */
  readonly notSays?: RegExp | undefined;
  /** How many requests reach the API at most. */
  readonly requests?: number | undefined;
}

function answered(status: number, body: JsonValue, headers: { [name: string]: string } = {}): FaultRule {
  return { answer: { status, headers, body } };
}

function refused(error: JsonObject & { code: number; message: string }, status = 400): FaultRule {
  return answered(status, { error: { type: "OAuthException", ...error } });
}

function of(template: string, { answer }: FaultRule): FaultRule {
  return { match: { template }, answer };
}

const instagram = ({ tokens, instagramUrl }: RunningSimulator) => ({
  access_token: tokens.instagram,
  api_url: `${instagramUrl}/`,
  login: "instagram",
});
const impatient = { max_retries: 1 };
const pageOfPlainText = answered(404, "<html><body>404 Not Found</body></html>", {
  "content-type": "text/html",
});
const unsupported = refused({ code: 100, message: "Unsupported request - method type: get" });
const deactivated = "API access deactivated. To reactivate, go to the app dashboard.";

const cases: { [label: string]: Case } = {
  "a token that has expired": {
    faults: [refused({ code: 190, error_subcode: 463, message: "Session has expired" })],
    exit: 3,
    says: /expired.*Make a new access token/s,
    requests: 2,
  },
  "a token that ends while the run reads": {
    faults: [of("/{ig-user}/media", refused({ code: 190, error_subcode: 460, message: "Password changed" }))],
    exit: 3,
    says: /changed the password/,
  },
  "a permission that is missing for everything": {
    faults: [refused({ code: 10, message: "(#10) Application does not have permission for this action" })],
    exit: 3,
    says: /Grant the token/,
  },
  "a permission that is missing for the only stream": {
    settings: ({ tokens }) => ({ access_token: tokens.withoutInsights }),
    catalog: catalogOf({ media_insights: ["reach", "follows"] }),
    exit: 3,
    says: /instagram_manage_insights/,
  },
  "no account behind the token": {
    world: { world: { accounts: [], pagesWithoutAccount: 2 } },
    exit: 3,
    says: /Business or Creator/,
  },
  "an account of the Instagram host that is refused as a whole": {
    faults: [unsupported],
    settings: instagram,
    exit: 3,
    says: /Business or Creator/,
    requests: 2,
  },
  "an account that the settings name and nobody can see, alone": {
    settings: () => ({ accounts: ["nobody.here"] }),
    exit: 3,
    says: /Account nobody\.here cannot be read/,
  },
  "API access that is deactivated, under HTTP 200": {
    faults: [refused({ code: 200, message: deactivated }, 200)],
    exit: 3,
    says: /developers\.facebook\.com\/apps/,
    notSays: /pages_show_list|Grant the token/,
    requests: 3,
  },
  "API access that is blocked while the run reads": {
    faults: [of("/{ig-user}/media", refused({ code: 200, message: "API access blocked." }))],
    exit: 3,
    says: /developers\.facebook\.com\/apps/,
    notSays: /Grant the token/,
  },
  ...Object.fromEntries(
    Object.entries({
      media_insights: "/{media}/insights",
      comments: "/{media}/comments",
      user_insights: "/{ig-user}/insights",
      user_lifetime_insights: "/{ig-user}/insights",
    }).map(([stream, template]): [string, Case] => [
      `API access that is deactivated when only ${stream} is left to read`,
      {
        faults: [{ match: { template }, answer: refused({ code: 200, message: deactivated }).answer }],
        catalog: catalogOf({ users: ["username"], [stream]: "all" }),
        exit: 3,
        says: /CRITICAL .*developers\.facebook\.com\/apps/,
        notSays: /Grant the token/,
      },
    ]),
  ),
  "an app that lacks the capability": {
    faults: [
      refused({ code: 3, message: "(#3) Application does not have the capability to make this API call." }),
    ],
    exit: 3,
    says: /App Review.*developers\.facebook\.com\/apps/s,
    notSays: /Grant the token/,
  },
  "an app that lacks the capability for the only stream": {
    faults: [
      of(
        "/{ig-user}/media",
        refused({ code: 3, message: "(#3) Application does not have the capability to make this API call." }),
      ),
    ],
    catalog: catalogOf({ media: ["caption"] }),
    exit: 3,
    says: /App Review.*developers\.facebook\.com\/apps/s,
    notSays: /Grant the token/,
  },
  "a login server's own form of a refusal": {
    faults: [
      answered(400, {
        error_type: "OAuthException",
        code: 400,
        error_message: "Your activity off Meta technologies is currently turned off.",
      }),
    ],
    exit: 3,
    says: /currently turned off/,
    requests: 3,
  },
  "an outage": {
    faults: [refused({ code: 2, message: "Service temporarily unavailable" }, 503)],
    settings: () => impatient,
    exit: 4,
    says: /Service temporarily unavailable/,
    notSays: /new access token/i,
  },
  "an outage of the only stream": {
    faults: [of("/{ig-user}/media", refused({ code: 1, message: "An unknown error occurred" }, 500))],
    settings: () => impatient,
    catalog: catalogOf({ media: ["caption"] }),
    exit: 4,
    says: /Run again later/,
  },
  "a list that goes in circles, the only stream": {
    faults: [
      of(
        "/{ig-user}/media",
        answered(200, {
          data: [{ id: "1" }],
          paging: { cursors: { after: "S" }, next: "https://x/?after=S" },
        }),
      ),
    ],
    catalog: catalogOf({ media: ["caption"] }),
    exit: 4,
    says: /same pages again and again/,
  },
  "a misuse of the only stream": {
    faults: [of("/{ig-user}/media", refused({ code: 100, message: "(#100) Something about a parameter" }))],
    catalog: catalogOf({ media: ["caption"] }),
    exit: 4,
    says: /Something about a parameter/,
  },
  "a list of stories that is not there, the only stream": {
    faults: [
      of(
        "/{ig-user}/stories",
        refused({ code: 100, error_subcode: 33, message: "Unsupported get request." }),
      ),
    ],
    catalog: catalogOf({ stories: ["permalink"] }),
    exit: 4,
    says: /Unsupported get request/,
  },
  "a list of media that the Instagram host does not know, the only stream": {
    faults: [of("/{ig-user}/media", unsupported)],
    settings: instagram,
    catalog: catalogOf({ media: ["caption"] }),
    exit: 4,
    says: /Unsupported request/,
  },
  "no network": {
    settings: () => ({ api_url: "http://127.0.0.1:1/", ...impatient }),
    exit: 4,
    says: /No connection to 127\.0\.0\.1.*start the server there.*This is not an outage of the API.*Put that right/s,
    notSays: /access token|Run again later/i,
  },
  "a page of a proxy in place of an answer": {
    faults: [pageOfPlainText],
    exit: 4,
    says: /proxy or a firewall.*Put that right/s,
    notSays: /new access token|Run again later/i,
    requests: 3,
  },
  "a page with the status 200 in place of an answer": {
    faults: [answered(200, "<!doctype html><title>Log in</title>", { "content-type": "text/html" })],
    settings: () => impatient,
    exit: 4,
    says: /proxy or a firewall.*address of the API is wrong.*Put that right/s,
    notSays: /Run again later/,
  },
  "a page of an overloaded server": {
    faults: [answered(502, "<html>Bad Gateway</html>", { "content-type": "text/html" })],
    settings: () => impatient,
    exit: 4,
    says: /Run again later/,
    notSays: /Put that right/,
  },
  "an error in one text": {
    faults: [answered(403, { error: "Forbidden", message: "Access denied by policy" })],
    exit: 4,
    says: /Forbidden: Access denied by policy/,
    requests: 4,
  },
  "a quota that is used up": {
    faults: [refused({ code: 4, message: "(#4) Application request limit reached" })],
    settings: () => ({ max_wait_minutes: 0 }),
    exit: 5,
    says: /quota/i,
    requests: 3,
  },
};

describe("a run ends with the exit code of what is to be done, says it, and gives its state back", () => {
  test.each(Object.entries(cases))("%s", async (_, { exit, says, notSays, requests, ...given }) => {
    const simulator = await simulated({ world, ...given.world });
    for (const fault of given.faults ?? []) simulator.faults.add(fault);
    const result = await run(simulator, {
      catalog: given.catalog ?? everything,
      settings: given.settings?.(simulator),
      state: stateGiven,
    });
    expect(result.log).toMatch(says);
    if (notSays) expect(result.log).not.toMatch(notSays);
    expect(result.exitCode).toBe(exit);
    // What needs a person has a page that tells more.
    if (exit === 3) expect(result.log).toMatch(link);
    expect(result.finalState()).toMatchObject(stateGiven);
    if (requests !== undefined)
      expect(
        Object.values(simulator.requests().byEndpoint).reduce((sum, count) => sum + count, 0),
      ).toBeLessThanOrEqual(requests);
  });
});
