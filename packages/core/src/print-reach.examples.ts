import {
  createGraphClient,
  createMediaInsightsReader,
  discoverAccounts,
  readMedia,
  type GraphClientOptions,
  type MediaInsightsOutcome,
} from "./index.ts";

/** The example of the README. A test runs it, and holds the README to it. */
export async function printReach(
  options: GraphClientOptions,
  print: (permalink: unknown, outcome: MediaInsightsOutcome | undefined) => void,
): Promise<void> {
  // #region readme
  const graph = createGraphClient(options);
  const insights = createMediaInsightsReader(graph, { metrics: ["reach"] });
  const { accounts } = await discoverAccounts(graph);
  for (const account of accounts) {
    for await (const posts of readMedia(graph, account, {
      fields: ["permalink", "media_type", "media_product_type"],
    })) {
      const outcomes = await insights.read(account, posts);
      posts.forEach((post, index) => print(post["permalink"], outcomes[index]));
    }
  }
  // #endregion readme
}
