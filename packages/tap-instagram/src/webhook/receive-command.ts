import { resolve } from "node:path";
import { CommandError, defineSubcommand, InvalidInputError, type Subcommand } from "@tap-instagram/singer";
import { problemText } from "../files/problem-text.ts";
import { settings } from "../settings/definitions.ts";
import { serveWebhooks } from "./server/webhook-server.ts";
import { Spool } from "./spool.ts";

/** How often what was drained long ago is let go. */
const forgetEveryMs = 60 * 60_000;

/** `tap-instagram receive`. */
export const receiveCommand: Subcommand = defineSubcommand({
  summary: "Receive webhooks about expired stories, comments and mentions",
  description:
    "A small server for the webhooks of your app. It confirms the subscription with webhook_verify_token, checks the " +
    "signature of every request with app_secret, stores each body once in the spool, and answers 200 when it is on " +
    "the disk. What waits in the spool is bounded: a full one answers 503, and Meta sends again for 36 hours. Meta wants https: put a proxy with a certificate before it. tap-instagram webhook --spool reads what " +
    "it stored. It needs no token and asks the API nothing. Stop it with SIGTERM.",
  settings,
  flags: {
    spool: { value: "FOLDER", help: "Where bodies are stored (default: spool)" },
    host: { value: "ADDRESS", help: "The address to listen on (default: 127.0.0.1)" },
    port: {
      value: "NUMBER",
      integer: { minimum: 0, maximum: 65_535 },
      help: "The port to listen on, 0 for any (default: 8080)",
    },
    "spool-megabytes": {
      value: "NUMBER",
      integer: { minimum: 1, maximum: 1_000_000 },
      help: "The most that may wait to be read; further webhooks are answered with 503 (default: 256)",
    },
    path: { value: "PATH", help: "The path of the callback URL (default: /webhook)" },
  },
  examples: [
    { line: "tap-instagram receive --config config.json --spool spool", does: "receive until it is stopped" },
    { line: "tap-instagram webhook --spool spool | target-jsonl", does: "deliver what has come, every hour" },
  ],
  async run(run) {
    const { flags, host, logger, signal } = run;
    const { spool: folder = "spool", host: address = "127.0.0.1", port = 8080, path = "/webhook" } = flags;
    const { "spool-megabytes": megabytes = 256 } = flags;
    const found = run.readPartialSettings(run.configs, { names: ["app_secret", "webhook_verify_token"] });
    const { app_secret: appSecret, webhook_verify_token: verifyToken } = found;
    if (appSecret === undefined)
      throw new InvalidInputError("Cannot receive webhooks", [
        {
          place: "app_secret",
          message:
            "not set, but without it anybody could send figures. Set it to the secret of the app that has the webhook (App settings > Basic)",
        },
      ]);
    if (verifyToken === undefined)
      logger.warning("webhook_verify_token is not set: a new subscription cannot be confirmed");
    const place = resolve(host.cwd(), folder);
    const spool = await Spool.open(place, { now: () => host.now(), mostBytes: megabytes * 1e6 }).catch(
      (error: unknown) => {
        throw new CommandError(`Cannot use the spool ${place}: ${problemText(error)}`, {
          exitCode: 1,
          hint: "Let this user write there, or choose another --spool",
        });
      },
    );
    await spool.forgetOld();
    const options = { host: address, port, path, appSecret, verifyToken, spool, logger };
    const server = await serveWebhooks(options).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      throw new CommandError(`Cannot listen on ${address}, port ${port}: ${reason}`, {
        exitCode: 1,
        hint: "Choose another --port or --host",
      });
    });
    logger.info(`Listening on http://${address}:${server.port}${path}, storing in ${place}`);
    const timer = setInterval(() => {
      spool.forgetOld().catch((error: unknown) => logger.warning(`Cannot tidy the spool: ${String(error)}`));
    }, forgetEveryMs);
    await stopped(signal);
    clearInterval(timer);
    await server.close();
    return 0;
  },
});

function stopped(signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    if (signal.aborted) done();
    else signal.addEventListener("abort", () => done(), { once: true });
  });
}
