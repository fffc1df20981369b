import { expect, onTestFinished, test } from "vitest";
import { startSimulator } from "../index.ts";

async function started() {
  const simulator = await startSimulator({
    now: () => Date.UTC(2026, 8, 21, 19),
    world: { accounts: [{ username: "shop", login: "both", posts: 1, mentions: 2 }] },
  });
  onTestFinished(() => simulator.close());
  const [account] = simulator.world.accounts;
  if (!account) throw new Error("The world has no account");
  const ask = async (fields: string, host: "facebook" | "instagram" = "facebook") => {
    const [base, token] =
      host === "facebook"
        ? [simulator.url, simulator.tokens.user]
        : [simulator.instagramUrl, simulator.tokens.instagram];
    const address = `${base}/v25.0/${account.id}?fields=${encodeURIComponent(fields)}`;
    return (await fetch(address, { headers: { authorization: `Bearer ${token}` } })).json();
  };
  return { simulator, account, ask };
}

test("posts and comments of others that mention an account are shown by their ids", async () => {
  const { account, ask } = await started();
  const [media = ""] = account.ids.mentions;
  const [comment = ""] = account.ids.mentioningComments;
  expect(await ask(`mentioned_media.media_id(${media}){username,media_type}`)).toEqual({
    mentioned_media: { username: "someone.else", media_type: expect.any(String), id: media },
    id: account.id,
  });
  expect(await ask(`mentioned_comment.comment_id(${comment}){text,media{id}}`)).toEqual({
    mentioned_comment: { text: expect.stringMatching(/^@shop /), media: { id: media }, id: comment },
    id: account.id,
  });
});

test("they are refused by their own address, by the other host, when they are gone, and without the permission", async () => {
  const { simulator, account, ask } = await started();
  const [media = "", other = ""] = account.ids.mentions;
  const headers = { authorization: `Bearer ${simulator.tokens.user}` };
  const direct = await (await fetch(`${simulator.url}/v25.0/${media}`, { headers })).json();
  expect(direct.error).toMatchObject({ code: 100, error_subcode: 33 });
  const field = `mentioned_media.media_id(${media}){id}`;
  expect((await ask(field, "instagram")).error.message).toContain("nonexisting field (mentioned_media)");
  expect((await ask("mentioned_media{id}")).error).toMatchObject({ code: 100 });
  expect((await ask("mentioned_media.media_id(1790){id}")).error).toMatchObject({ error_subcode: 33 });
  simulator.change({ deleteMedia: other });
  expect((await ask(`mentioned_media.media_id(${other}){id}`)).error).toMatchObject({ error_subcode: 33 });
  simulator.change({ revokePermission: "instagram_manage_comments" });
  expect((await ask(field)).error).toMatchObject({ code: 10 });
});
