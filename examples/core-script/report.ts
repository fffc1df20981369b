/**
 * The ten most seen posts of every account, by reach.
 *
 *     ACCESS_TOKEN=… npx tsx report.ts
 */
import process from "node:process";
import {
  createGraphClient,
  createMediaInsightsReader,
  discoverAccounts,
  GraphError,
  readMedia,
} from "@tap-instagram/core";

const graph = createGraphClient({
  accessToken: process.env["ACCESS_TOKEN"] ?? "",
  baseUrl: process.env["API_URL"],
});

try {
  const insights = createMediaInsightsReader(graph, { metrics: ["reach", "saved"] });
  const { accounts } = await discoverAccounts(graph);
  for (const account of accounts) {
    const seen: { reach: number; saved: number; address: string }[] = [];
    const fields = ["permalink", "media_type", "media_product_type"];
    for await (const posts of readMedia(graph, account, { fields })) {
      const outcomes = await insights.read(account, posts);
      for (const [index, outcome] of outcomes.entries()) {
        if (!outcome.ok) continue;
        const { reach, saved } = outcome.figures.values;
        seen.push({ reach: reach ?? 0, saved: saved ?? 0, address: String(posts[index]?.["permalink"]) });
      }
    }
    print(`\n${account.username}: ${seen.length} posts with figures`);
    for (const { reach, saved, address } of seen.toSorted((a, b) => b.reach - a.reach).slice(0, 10)) {
      print(`${String(reach).padStart(9)} reached ${String(saved).padStart(6)} saved  ${address}`);
    }
  }
} catch (error) {
  if (!(error instanceof GraphError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
