import { describe, expect, test } from "vitest";
import { collect } from "../../test/simulated.ts";
import { scriptedServer, type ScriptedAnswer } from "../../test/scripted-server.ts";
import { createGraphClient } from "./client.ts";
import { NotFoundError } from "./errors/errors.ts";

const gone: ScriptedAnswer = {
  status: 400,
  body: { error: { code: 100, error_subcode: 33, message: "Unsupported get request." } },
};

function unlinked(ids: readonly string[], after?: string): ScriptedAnswer {
  return { body: { data: ids.map((id) => ({ id })), paging: { cursors: { before: "B", after } } } };
}

async function pagesOf(script: Parameters<typeof scriptedServer>[0]) {
  const { url, requests } = await scriptedServer(script);
  const graph = createGraphClient({ accessToken: "EAAtest", baseUrl: url });
  return {
    requests,
    read: (options: Partial<Parameters<typeof graph.pages>[0]>) =>
      collect(graph.pages({ path: "1/tags", params: {}, budget: "app", pageSize: 2, ...options })),
  };
}

describe("an edge that gives cursors and no links", () => {
  test.each([
    ["an empty page", { body: { data: [] } }],
    ["a page without a cursor", unlinked(["3"])],
    ["a page with the cursor that led to it", unlinked(["3"], "C2")],
  ])("ends at %s", async (_, last) => {
    const { read, requests } = await pagesOf([unlinked(["1", "2"], "C1"), unlinked(["4"], "C2"), last]);
    const ids = (await read({ cursorsOnly: true })).flat().map(({ id }) => id);
    expect(ids.slice(0, 3)).toEqual(["1", "2", "4"]);
    expect(requests.map(({ query }) => query.get("after"))).toEqual([null, "C1", "C2"]);
  });

  test("is one page for whoever does not say so", async () => {
    const { read } = await pagesOf([unlinked(["1", "2"], "C1")]);
    expect(await read({})).toHaveLength(1);
  });
});

test("a plan decides page by page what is asked, and whether a refusal is the end", async () => {
  const { read, requests } = await pagesOf([unlinked(["1"], "C1"), gone, unlinked(["2"], "C2"), gone]);
  const seen: unknown[] = [];
  const reading = read({
    cursorsOnly: true,
    params: { since: 5, fields: "id" },
    plan: {
      ask: (largest) => ({ params: { fields: `id,f${seen.length}` }, pageSize: largest - seen.length }),
      refused: ({ kind }) => seen.push(kind) < 3,
      answered: (nodes) => seen.push(nodes),
    },
  });
  await expect(reading).rejects.toBeInstanceOf(NotFoundError);
  expect(seen).toEqual([1, "not-found", 1, "not-found"]);
  expect(requests.map(({ query }) => [query.get("fields"), query.get("limit"), query.get("since")])).toEqual([
    ["id,f0", "2", "5"],
    ["id,f1", "1", "5"],
    ["id,f2", "0", "5"],
    ["id,f3", "-1", "5"],
  ]);
});
