import { defineSubcommand, type Subcommand } from "@tap-instagram/singer";
import { discovered } from "../catalog/discovered.ts";
import { offeredStreams } from "../catalog/streams.ts";
import { commandFlags, required } from "../session/flags.ts";
import { inSession } from "../session/session.ts";
import { readConfig } from "../settings/read-config.ts";

/** `discover`: the streams. It asks the API nothing; the settings may add streams. */
export const discoverCommand: Subcommand = defineSubcommand({
  summary: "List the streams, as one CATALOG message",
  flags: commandFlags,
  async run(run) {
    const path = required("discover", "config", run.flags.config);
    return inSession(run, run.flags.debug, async (session) => {
      const { settings } = readConfig(path, session);
      const streams = offeredStreams(settings).map(discovered);
      await session.output.write({ type: "CATALOG", catalog: { streams } });
      return 0;
    });
  },
});
