import type { StreamDeclaration, TapDefinition } from "../index.ts";
import { defineSettings, setting } from "../settings.ts";
import { readPosts } from "./blog-api.examples.ts";

const settings = defineSettings({
  api_key: setting.text({ title: "API key", description: "Your key.", required: true, secret: true }),
});

const posts: StreamDeclaration = {
  name: "posts",
  keyProperties: ["id"],
  replicationMethod: "INCREMENTAL",
  replicationKey: "published_at",
  schema: {
    type: "object",
    properties: {
      id: { type: ["string"] },
      published_at: { type: ["string", "null"], format: "date-time" },
      title: { type: ["string", "null"] },
    },
  },
};

export const tap: TapDefinition<typeof settings> = {
  name: "tap-blog",
  version: "1.0.0",
  description: "Reads the posts of a blog.",
  capabilities: ["catalog", "state", "discover", "about", "test", "structured-logging"],
  settings,
  streams: () => [posts],
  async sync({ settings: { api_key: key }, streams, bookmarks, output, signal }) {
    for (const stream of streams) {
      const at = { stream: stream.name, context: {}, replicationKey: "published_at" };
      for await (const post of readPosts(key, bookmarks.get(at))) {
        if (signal.aborted) return 0;
        await output.record(stream, post);
        bookmarks.advance(at, post.published_at);
      }
      await output.state();
    }
    return 0;
  },
};
