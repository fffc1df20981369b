import { describe, expect, test } from "vitest";
import { diagnosed, wordsOf } from "../../../test/diagnosed.ts";
import { simulated } from "../../../test/simulated.ts";
import type { PermissionUse } from "./context.ts";
import { decidingFailure } from "./diagnosis.ts";

const publishing = "instagram_content_publish";
const uses: readonly PermissionUse[] = [
  { name: "limit", permissions: [publishing], isChosen: true },
  { name: "drafts", permissions: ["pages_show_list", publishing], isChosen: true },
  { name: "comments", permissions: ["instagram_manage_comments"], isChosen: false },
  { name: "mentions", permissions: ["instagram_manage_comments"], isChosen: false },
];

async function looked(missing: readonly string[], options: Parameters<typeof diagnosed>[1] = {}) {
  const simulator = await simulated({ world: "tiny" });
  for (const permission of missing) simulator.change({ revokePermission: permission });
  const before = await diagnosed(simulator, { ...options, uses: undefined });
  simulator.clearRequests();
  const diagnosis = await diagnosed(simulator, { uses, ...options });
  const steps = diagnosis.steps.filter(({ id }) => id === "permissions");
  return { diagnosis, steps, callsBefore: before.calls };
}

describe("the look at permissions", () => {
  test.each(["with the app's credentials", "without them"])(
    "names once what is missing for what is to be read, and mentions the rest, at no further call, %s",
    async (how) => {
      const app = how === "without them" ? { app: undefined } : {};
      const { diagnosis, steps, callsBefore } = await looked([publishing, "instagram_manage_comments"], app);
      expect(steps.map(({ status, code }) => [status, code])).toEqual([
        ["ok", null],
        ["failed", "permission-missing"],
        ["ok", null],
      ]);
      expect(wordsOf(steps[1])).toMatch(
        /permission instagram_content_publish\. It is needed for limit, drafts/,
      );
      expect(steps[1]).toMatchObject({ concern: "some", fix: expect.stringContaining(publishing) });
      expect(steps[2]?.message).toMatch(/instagram_manage_comments\. .*not selected.* comments, mentions$/);
      expect(decidingFailure(diagnosis)).toBe(steps[1]);
      expect(diagnosis.calls).toBe(callsBefore);
    },
  );

  test("decides nothing where no account can be read at all", async () => {
    const simulator = await simulated({ world: { accounts: [] } });
    simulator.change({ revokePermission: publishing });
    const diagnosis = await diagnosed(simulator, { uses });
    const failures = diagnosis.steps.filter(({ status }) => status === "failed");
    expect(failures.map(({ code, concern }) => [code, concern])).toEqual([
      ["permission-missing", "some"],
      ["no-pages", "access"],
    ]);
    expect(decidingFailure(diagnosis)).toBe(failures[1]);
  });

  test("says nothing of permissions that the token has, nor twice of required ones", async () => {
    expect((await looked([])).steps.map(({ status }) => status)).toEqual(["ok"]);
    const { steps } = await looked(["pages_show_list"]);
    expect(steps.filter(({ message }) => message.includes("pages_show_list"))).toHaveLength(1);
  });

  test("tells what may be missing where the permissions cannot be known", async () => {
    const simulator = await simulated({ world: "tiny" });
    const { instagram, pages } = simulator.tokens;
    const wanted = [{ name: "limit", permissions: ["a_permission"], isChosen: false }];
    for (const accessToken of [instagram, Object.values(pages)[0] ?? ""]) {
      const { steps } = await diagnosed(simulator, { client: { accessToken }, app: undefined, uses: wanted });
      const told = steps.filter(({ id }) => id === "permissions");
      expect(told.map(({ status }) => status)).toEqual(["skipped", "skipped"]);
      expect(told[1]?.message).toMatch(/a_permission for limit/);
    }
  });
});
