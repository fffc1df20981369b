import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RunningSimulator } from "@tap-instagram/graph-simulator";
import { describe, expect, onTestFinished, test } from "vitest";
import { catalogOf, now, run, simulated } from "../../test/run.ts";
import { MentionSpool } from "../mentions/mention-spool.ts";
import { streamGroups } from "../registry.ts";

const world = {
  accounts: [
    {
      username: "our.shop",
      posts: { count: 12, reels: 3, polls: 2 },
      stories: 1,
      tags: 3,
      collaborations: 2,
      invites: 1,
      live: true,
      mentions: 1,
      insightDays: 20,
      login: "both",
    },
    { username: "rival.one", posts: 4, stories: 0, page: { granted: false } },
  ],
  hashtags: [{ name: "coffee", recent: 2, top: 1 }],
} as const;

const logins = {
  facebook: {
    insights: "instagram_manage_insights",
    comments: "instagram_manage_comments",
    publishing: "instagram_content_publish",
    events: "instagram_manage_upcoming_events",
  },
  instagram: {
    insights: "instagram_business_manage_insights",
    comments: "instagram_business_manage_comments",
    publishing: "instagram_business_content_publish",
  },
} as const;
type Login = keyof typeof logins;

const streams = streamGroups().flatMap(({ streams: some }) => some);

/** All streams there are, synced with a token of the login. */
function everything(simulator: RunningSimulator, login: Login) {
  const { tokens, instagramUrl } = simulator;
  const access = login === "facebook" ? {} : { access_token: tokens.instagram, api_url: instagramUrl };
  const spool = mkdtempSync(join(tmpdir(), "mentions-"));
  onTestFinished(() => rmSync(spool, { recursive: true, force: true }));
  const mentions = new MentionSpool(spool);
  for (const { id: account, ids } of simulator.world.accounts) {
    for (const id of ids.mentions) mentions.keep({ account, kind: "media", id, toldMs: now });
    for (const id of ids.mentioningComments) mentions.keep({ account, kind: "comment", id, toldMs: now });
  }
  return run(simulator, {
    settings: {
      accounts: ["our.shop"],
      rivals: ["rival.one"],
      hashtags: ["coffee"],
      webhook_spool: spool,
      start_date: "2026-09-18",
      ...access,
    },
    catalog: catalogOf(Object.fromEntries(streams.map(({ name }) => [name, "all"]))),
  });
}

const cases: { readonly [login in Login]: readonly (readonly string[])[] } = {
  facebook: [
    [logins.facebook.insights, logins.facebook.comments],
    [logins.facebook.publishing, logins.facebook.events],
  ],
  instagram: [
    [logins.instagram.insights, logins.instagram.comments],
    [logins.instagram.publishing, logins.instagram.comments],
  ],
};

describe("all streams with a token that lacks half the permissions", () => {
  test.each(["facebook", "instagram"] as const)(
    "of %s Login end with 4, name each missing permission once, and are complete otherwise",
    async (login) => {
      const whole = await everything(await simulated({ world }), login);
      expect(whole.exitCode).toBe(0);
      for (const missing of cases[login]) {
        const simulator = await simulated({ world });
        for (const permission of missing) simulator.change({ revokePermission: permission });
        const { exitCode, log, records } = await everything(simulator, login);
        expect(exitCode).toBe(4);
        const named = log.split("\n").filter((line) => line.startsWith("WARNING Grant the token"));
        expect(
          named.map((line) => missing.find((permission) => line.includes(permission))).toSorted(),
        ).toEqual(missing.toSorted());
        const lackingOf = (permissions: readonly string[] = []) =>
          permissions.filter((permission) => missing.includes(permission));
        const counted = streams.filter(({ name }) => name !== "sync_events");
        const came = counted.map(({ name, permissions }) => {
          const events = records("sync_events").filter(
            ({ stream, ending }) => stream === name && ending === "missing",
          );
          const [why] = lackingOf(permissions?.[login]);
          return {
            name,
            records: records(name).length,
            reasons: [...new Set(events.map(({ reason }) => reason))],
            isWhyTold:
              events.length === 0 ||
              (events.some(({ message }) => String(message).includes(why ?? "?")) &&
                named.some((line) => line.includes(name) && line.includes(why ?? "?"))),
          };
        });
        expect(came).toEqual(
          counted.map(({ name, permissions }) => {
            const { length } = whole.records(name);
            const isRefused = lackingOf(permissions?.[login]).length > 0;
            return {
              name,
              records: isRefused ? 0 : length,
              reasons: isRefused ? ["permission"] : [],
              isWhyTold: true,
            };
          }),
        );
      }
    },
  );
});
