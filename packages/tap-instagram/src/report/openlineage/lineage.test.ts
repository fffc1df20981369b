import { existsSync, readFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { AccountSpec } from "@tap-instagram/graph-simulator";
import { describe, expect, onTestFinished, test } from "vitest";
import { folderOfTest } from "../../../test/documents.ts";
import { catalogOf, run, simulated, type RunOptions } from "../../../test/run.ts";

const shop: AccountSpec = { username: "one.shop", posts: { count: 30, reels: 0 }, stories: 0 };
const catalog = catalogOf({ media: ["timestamp"], users: ["username"] });

interface Received {
  readonly url: string | undefined;
  readonly authorization: string | undefined;
  readonly event: ReturnType<typeof JSON.parse>;
}

/** A lineage service that answers with a status. */
async function receiver(status: number, headers: Record<string, string> = {}, onEvent?: () => void) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const take = async () => {
      const { authorization } = request.headers;
      received.push({ url: request.url, authorization, event: JSON.parse(await textOf(request)) });
      onEvent?.();
      response.writeHead(status, headers).end();
    };
    void take();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  onTestFinished(() => {
    server.close();
  });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a server on a port has one
  const { port } = server.address() as AddressInfo;
  return { received, url: `http://127.0.0.1:${port}` };
}

/** Nothing listens there any more. */
async function unusedAddress(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a server on a port has one
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => {
    server.close(resolve);
  });
  return `http://127.0.0.1:${port}`;
}

/** A name of this machine that stands for more than one address on most. */
async function severalAddresses(): Promise<string> {
  return (await unusedAddress()).replace("127.0.0.1", "localhost");
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return text;
}

async function runTold(hostEnv: RunOptions["hostEnv"], options: RunOptions = {}) {
  const simulator = await simulated({ world: { accounts: [shop] } });
  return run(simulator, { catalog, ...options, hostEnv });
}

describe("OPENLINEAGE_URL", () => {
  test("gets START, then COMPLETE with the columns and the number of records of each stream", async () => {
    const { url, received } = await receiver(201);
    const { exitCode, records } = await runTold({ OPENLINEAGE_URL: url, OPENLINEAGE_NAMESPACE: "shop" });
    expect(exitCode).toBe(0);
    expect(received.map(({ url: path, event }) => [path, event.eventType])).toEqual([
      ["/api/v1/lineage", "START"],
      ["/api/v1/lineage", "COMPLETE"],
    ]);
    const [start, complete] = received.map(({ event }) => event);
    expect(start.run.runId).toBe(complete.run.runId);
    expect(complete.job).toMatchObject({ namespace: "shop", name: "tap-instagram" });
    expect(complete.inputs).toEqual([
      { namespace: "instagram", name: "users" },
      { namespace: "instagram", name: "media" },
    ]);
    for (const { name, facets, outputFacets } of complete.outputs) {
      expect(outputFacets.outputStatistics.rowCount).toBe(records(name).length);
      const columns = facets.schema.fields.map((field: { name: string }) => field.name);
      expect(columns.toSorted()).toEqual(Object.keys(records(name)[0] ?? {}).toSorted());
    }
    const media = complete.outputs.find(({ name }: { name: string }) => name === "media");
    expect(media.facets.schema.fields).toContainEqual(
      expect.objectContaining({ name: "timestamp", type: "date-time", description: expect.any(String) }),
    );
  });

  test("gets streams and columns as the target sees them, and what is read under its own name", async () => {
    const { url, received } = await receiver(200);
    const maps = { users: { __alias__: "people", handle: "hmac_sha256(username)", username: null } };
    const { exitCode } = await runTold(
      { OPENLINEAGE_URL: url },
      { settings: { stream_maps: maps, stream_maps_hash_key: "a key of at least 16 characters" } },
    );
    expect(exitCode).toBe(0);
    const complete = received.at(-1)?.event;
    expect(complete.inputs).toContainEqual({ namespace: "instagram", name: "users" });
    const people = complete.outputs.find(({ name }: { name: string }) => name === "people");
    const columns = people.facets.schema.fields.map((field: { name: string }) => field.name);
    expect(columns).toContain("handle");
    expect(columns).not.toContain("username");
    expect(people.outputFacets.outputStatistics.rowCount).toBe(1);
  });

  test("gets FAIL with the reason, where something is missing and where the run fails as a whole", async () => {
    const { url, received } = await receiver(200);
    await runTold({ OPENLINEAGE_URL: url }, { settings: { accounts: ["one.shop", "other.shop"] } });
    await runTold({ OPENLINEAGE_URL: url }, { settings: { start_date: "soon" } });
    const failures = received.flatMap(({ event }) => (event.eventType === "FAIL" ? [event] : []));
    expect(failures.map(({ run: { facets } }) => facets.errorMessage.message)).toEqual([
      expect.stringMatching(/^1 of \d+ expected things is missing \(exit code 4\)/),
      expect.stringMatching(/start_date[^]*\(exit code 1\)$/),
    ]);
    expect(failures[0].outputs[1].outputFacets.outputStatistics.rowCount).toBe(30);
    expect(failures[1].outputs).toEqual([]);
  });

  test("gets ABORT where a signal stops the run", async () => {
    const { url, received } = await receiver(200);
    await runTold({ OPENLINEAGE_URL: url }, { onStdout: (_, host) => host.send("SIGTERM") });
    expect(received.map(({ event }) => event.eventType)).toEqual(["START", "ABORT"]);
  });

  test("gets the end of the run when its files are there", async () => {
    const path = join(folderOfTest(), "summary.json");
    const seen: boolean[] = [];
    const { url } = await receiver(200, {}, () => seen.push(existsSync(path)));
    await runTold({ OPENLINEAGE_URL: url }, { args: ["--summary", path] });
    expect(seen).toEqual([false, true]);
  });

  test("gets the key as a bearer token, and the run that started this one", async () => {
    const { url, received } = await receiver(200);
    const runId = "01920000-0000-7000-8000-000000000001";
    await runTold({
      OPENLINEAGE_URL: `${url}/base`,
      OPENLINEAGE_ENDPOINT: "v2/events?kind=run",
      OPENLINEAGE_API_KEY: "k3y-of-the-service",
      OPENLINEAGE_PARENT_ID: `air/flow/dag.task/${runId}`,
    });
    expect(received[0]).toMatchObject({
      url: "/base/v2/events?kind=run",
      authorization: "Bearer k3y-of-the-service",
      event: {
        run: { facets: { parent: { run: { runId }, job: { namespace: "air/flow", name: "dag.task" } } } },
      },
    });
  });

  test("may be a file: it gets a line for each event, and no token", async () => {
    const path = join(folderOfTest(), "events.jsonl");
    const secret = "EAAwildSecret987654321";
    const env = { OPENLINEAGE_URL: pathToFileURL(path).href };
    await runTold(env);
    await runTold(env, { settings: { access_token: secret, start_date: secret } });
    const text = readFileSync(path, "utf8");
    const types = text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line).eventType);
    expect(types).toEqual(["START", "COMPLETE", "START", "FAIL"]);
    expect(text).not.toContain("wildSecret");
  });
});

describe("a lineage service that fails", () => {
  test.each([
    ["refuses", async () => (await receiver(500)).url, "the server answers with HTTP status 500"],
    ["is not there", unusedAddress, "ECONNREFUSED"],
    ["is no address", async () => "kafka:9092", "OPENLINEAGE_URL is not an address that begins with"],
    ["is not there under any of its addresses", severalAddresses, "ECONNREFUSED"],
    ["is a file in no folder", async () => "file:///none/none.jsonl", "none.jsonl: there is no such folder"],
    ["is a file of another machine", async () => "file://lineage.jsonl", "write it as file:///folder/"],
    ["has a password with a bare %", async () => "http://me:50%@127.0.0.1:9", "write it as %25"],
  ])("because it %s, is told and changes nothing of the run", async (_, address, says) => {
    const { exitCode, log, records } = await runTold({ OPENLINEAGE_URL: await address() });
    expect(exitCode).toBe(0);
    expect(records("media")).toHaveLength(30);
    expect(log).toMatch(/WARNING Cannot send (the lineage event "START" to|lineage events)/);
    expect(log).toContain(says);
  });

  test.each(["http://", "mailto:me", "//:"])("because its endpoint is %s, is told", async (endpoint) => {
    const { url, received } = await receiver(200);
    const env = { OPENLINEAGE_URL: url, OPENLINEAGE_ENDPOINT: endpoint };
    const { exitCode, log, records } = await runTold(env);
    expect({ exitCode, records: records("media").length }).toEqual({ exitCode: 0, records: 30 });
    expect(log).toContain("WARNING Cannot send lineage events: OPENLINEAGE_ENDPOINT is not a path such as");
    expect(received).toEqual([]);
  });

  test("by sending elsewhere does not get the key there", async () => {
    const other = await receiver(200);
    const { url } = await receiver(307, { location: `${other.url}/api/v1/lineage` });
    const { log } = await runTold({ OPENLINEAGE_URL: url, OPENLINEAGE_API_KEY: "k3y-of-the-service" });
    expect(other.received).toEqual([]);
    expect(log).toContain('Cannot send the lineage event "COMPLETE"');
  });

  test("is named without what is secret of its address", async () => {
    const { log } = await runTold({ OPENLINEAGE_URL: "http://me:s3cretword@127.0.0.1:9/a?sig=abcdefghi" });
    expect(log).toContain("to http://127.0.0.1:9/a/api/v1/lineage:");
    expect(log).not.toMatch(/s3cretword|abcdefghi/);
  });

  test("is not asked where OPENLINEAGE_DISABLED says so", async () => {
    const { url, received } = await receiver(200);
    await runTold({ OPENLINEAGE_URL: url, OPENLINEAGE_DISABLED: "true" });
    expect(received).toEqual([]);
  });
});
