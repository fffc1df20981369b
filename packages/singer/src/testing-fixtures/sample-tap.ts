import * as v from "valibot";
import { CommandError, defineSubcommand, type StreamDeclaration, type TapDefinition } from "../index.ts";
import { defineSettings, setting } from "../settings.ts";

export const sampleSettings = defineSettings({
  access_token: setting.text({
    title: "Token",
    description: "The key to the door.",
    required: true,
    secret: true,
  }),
  accounts: setting.list({
    title: "Accounts",
    description: "Which accounts to read.",
    aliases: ["ig_user_ids"],
  }),
  page_size: setting.integer({
    title: "Page size",
    description: "Records per page.",
    default: 100,
    minimum: 1,
    maximum: 100,
  }),
  login: setting.choice({
    title: "Login",
    description: "How to log in.",
    options: ["auto", "facebook"],
    labels: { auto: "Whatever fits" },
    default: "auto",
  }),
  start_date: setting.dateTime({
    title: "Start",
    description: "The first day.",
    defaultDescription: "two years ago",
  }),
  verbose: setting.boolean({ title: "Verbose", description: "Say | more.", default: false }),
  reports: setting.objects({
    title: "Reports",
    description: "Reports of your own.",
    item: v.object({ name: v.string(), days: v.optional(v.number(), 1) }),
  }),
  behaviour: setting.text({ title: "Behaviour", description: "What the sample does.", default: "" }),
});

export const sampleStreams: readonly StreamDeclaration[] = [
  {
    name: "media",
    description: "Posts.",
    schema: {
      type: "object",
      properties: {
        id: { type: ["string"] },
        caption: { type: ["string", "null"] },
        date: { type: ["string", "null"], format: "date-time" },
        owner: {
          type: ["object", "null"],
          properties: {
            id: { type: ["string", "null"] },
            tags: { type: ["array", "null"], items: { type: "string" } },
          },
        },
      },
    },
    keyProperties: ["id"],
    replicationMethod: "INCREMENTAL",
    replicationKey: "date",
  },
  {
    name: "users",
    schema: { type: "object", properties: { id: { type: ["string"] }, name: { type: ["string", "null"] } } },
    keyProperties: ["id"],
    replicationMethod: "FULL_TABLE",
    forced: true,
  },
];

/** A tap of two streams that does what its `behaviour` setting says. */
export const sampleTap: TapDefinition<typeof sampleSettings> = {
  name: "tap-sample",
  version: "1.2.3",
  description: "Reads samples.",
  settings: sampleSettings,
  capabilities: [
    "catalog",
    "state",
    "discover",
    "about",
    "test",
    "schema-flattening",
    "activate-version",
    "stream-maps",
  ],
  streams: () => sampleStreams,
  checkSettings: ({ accounts }) =>
    accounts?.includes("nobody") === true
      ? [{ place: "accounts", message: 'nobody is there, not even "nobody"' }]
      : [],
  subcommands: {
    state: {
      summary: "States of several runs",
      subcommands: {
        merge: defineSubcommand({ summary: "Merge states", run: async () => 0 }),
      },
    },
  },
  async sync({ settings, streams, bookmarks, output, logger, signal, progress }) {
    const { behaviour, access_token: token } = settings;
    logger.info(`Token ${token}, at ${encodeURIComponent(token)}`);
    if (behaviour === "fail at once")
      throw new CommandError("The token is no longer valid", { exitCode: 3, hint: "Get a new one" });
    if (behaviour === "exit 3") return 3;
    for (const stream of streams) {
      await output.schema(stream);
      const at = { stream: stream.name, context: { account: "1" }, replicationKey: "date" };
      const count = behaviour.startsWith("endless") ? Infinity : behaviour === "nothing" ? 0 : 3;
      for (let index = 1; index <= count; index += 1) {
        if (signal.aborted) {
          if (behaviour === "endless, throws") throw new Error("aborted in the middle");
          return 4;
        }
        progress({ stream: stream.name, records: index });
        const date = `2026-01-0${Math.min(index, 9)}T00:00:00Z`;
        await output.record(stream, {
          id: `${stream.name}-${index}`,
          date,
          caption: "nul \u0000 lone \ud800 end",
          name: "n",
          owner: { id: "o", tags: ["a"] },
          secret_field: "no",
        });
        if (stream.replicationMethod === "INCREMENTAL") bookmarks.advance(at, date);
        if (output.isFull(stream)) break;
        if (behaviour === "break") throw new Error("the wire broke");
        if (behaviour === "fail later") throw new CommandError("Quota gone", { exitCode: 5 });
        if (behaviour.startsWith("endless") && index % 50 === 0) {
          await output.state();
          await new Promise((resolve) => setTimeout(resolve, 1));
        }
      }
      if (stream.replicationMethod === "FULL_TABLE") bookmarks.touch(stream.name);
      await output.activateVersion(stream);
      await output.state();
    }
    return behaviour === "partly" ? 4 : 0;
  },
};
