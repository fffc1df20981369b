import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { WorldSpec } from "@tap-instagram/graph-simulator";
import { createTapInstagram } from "tap-instagram";
import { expect, test } from "vitest";
import { servedEdges } from "../../../scripts/vendor/tables/served-edges.ts";
import { daysAgo } from "../days-ago.ts";
import { temporaryFolder } from "../processes.ts";
import { simulatorHere } from "../simulator-here.ts";
import { tapHere } from "../tap-here.ts";

/** A request, or an item of one, as the simulator logs it. */
interface Asked {
  template: string;
  query: { [parameter: string]: string };
  items?: Asked[] | undefined;
}

const posts = { count: 8, reels: 2, carousels: 2 };
const world: WorldSpec = {
  accounts: [{ login: "both", followers: 900, tags: 2, stories: 2, collaborations: 2, invites: 1, posts }],
  hashtags: [{ name: "coffee", recent: 60, top: 3 }],
};

test("the edges that we say we serve are those that syncs ask for, with their parameters", async () => {
  const folder = temporaryFolder();
  const file = (name: string, content: unknown) => {
    const path = join(folder, name);
    writeFileSync(path, JSON.stringify(content));
    return path;
  };
  const simulator = await simulatorHere({ world });
  const truth = await simulator.admin<{ accounts: { ids: { media: string[] } }[] }>("world");
  const [post = ""] = truth.accounts[0]?.ids.media ?? [];
  const config = file("config.json", {
    start_date: daysAgo(20),
    poll_media_ids: [post],
    prompt_media_ids: [post],
    hashtags: ["coffee"],
  });
  const instagram = {
    TAP_INSTAGRAM_API_URL: simulator.instagramUrl,
    TAP_INSTAGRAM_ACCESS_TOKEN: simulator.tokens.instagram,
  };
  for (const catalog of [file("all.json", everyStream()), file("posts.json", postsSince())]) {
    for (const env of [simulator.tapEnv, instagram]) {
      const args = ["--config", config, "--config", "ENV", "--catalog", catalog];
      expect(await tapHere(args, env)).toMatchObject({ code: 0 });
    }
  }
  const { entries } = await simulator.admin<{ entries: Asked[] }>("requests");
  expect(edgesIn(entries.flatMap((entry) => [entry, ...(entry.items ?? [])]))).toEqual(declaredEdges());
});

/** A catalog that selects every column of every stream. */
function everyStream(): { streams: unknown[] } {
  const streams = createTapInstagram().streams();
  return {
    streams: streams.map(({ name, schema }) => ({
      tap_stream_id: name,
      stream: name,
      schema,
      metadata: [[], ...Object.keys(schema.properties ?? {}).map((column) => ["properties", column])].map(
        (breadcrumb) => ({ breadcrumb, metadata: { selected: true } }),
      ),
    })),
  };
}

/** A catalog of posts and tags, of which only those after the start date are wanted. */
function postsSince(): { streams: unknown[] } {
  const metadata = {
    selected: true,
    "replication-method": "INCREMENTAL",
    "replication-key": "timestamp",
  };
  return {
    streams: ["media", "tags"].map((stream) => ({
      tap_stream_id: stream,
      stream,
      schema: {},
      metadata: [{ breadcrumb: [], metadata }],
    })),
  };
}

interface Edges {
  [nodeAndEdge: string]: string[];
}

/** The edges of nodes that we know, with the parameters that they were asked for with. */
function edgesIn(asked: readonly Asked[]): Edges {
  const general = new Set(["fields", "limit", "after", "ids"]);
  const edges: Edges = {};
  for (const { template, query } of asked) {
    const [, node, edge] = template.replace("{story}", "{media}").split("/");
    if (edge === undefined || !servedEdges.some((served) => served.node === node)) continue;
    const parameters = Object.keys(query).filter((name) => !general.has(name));
    const known = edges[`${node}/${edge}`] ?? [];
    edges[`${node}/${edge}`] = [...new Set([...known, ...parameters])].toSorted();
  }
  return edges;
}

function declaredEdges(): Edges {
  const asked = servedEdges.filter(({ isNested }) => !isNested);
  return Object.fromEntries(
    asked.map(({ node, name, parameters }) => [`${node}/${name}`, [...parameters].toSorted()]),
  );
}
