import { defineSubcommand, type Subcommand } from "@tap-instagram/singer";
import { commandFlags } from "../session/flags.ts";
import { inSession } from "../session/session.ts";
import { specification } from "./specification.ts";

/** `spec`: what the source is, and which settings it takes. */
export const specCommand: Subcommand = defineSubcommand({
  summary: "Print the settings, as one SPEC message",
  flags: { debug: commandFlags.debug },
  run: (run) =>
    inSession(run, run.flags.debug, async ({ output }) => {
      await output.write({ type: "SPEC", spec: specification() });
      return 0;
    }),
});
