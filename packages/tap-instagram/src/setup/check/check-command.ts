import { diagnose, type Diagnosis, type PermissionUse } from "@tap-instagram/core/diagnosis";
import { hostOfToken, type GraphHost } from "@tap-instagram/core";
import { defineSubcommand, type StreamDeclaration, type Subcommand } from "@tap-instagram/singer";
import { readSelection } from "@tap-instagram/singer/protocol";
import type { Ports } from "../../client/client.ts";
import { settings } from "../../settings/definitions.ts";
import type { Settings } from "../../settings/settings.ts";
import { diagnosisOptions } from "../diagnosis/diagnosis-options.ts";
import { exitCodeOfDiagnosis } from "../diagnosis/exit-code.ts";
import { findSettings } from "../diagnosis/settings-found.ts";
import { stepLines } from "../diagnosis/step-lines.ts";
import { terminalJson } from "../diagnosis/terminal-text.ts";
import { checkDocument } from "./check-document.ts";

/** What the check knows of streams. */
export interface CheckedStreams {
  declarations(settings: Partial<Settings>): readonly StreamDeclaration[];
  /** What the selected ones, and those that could be selected, take beside the permissions of every sync. */
  uses(
    settings: Partial<Settings>,
    login: GraphHost,
    selected: ReadonlySet<string>,
  ): readonly PermissionUse[];
}

/** `tap-instagram check`. */
export function checkCommandOf(ports: Ports, streams: CheckedStreams): Subcommand {
  return defineSubcommand({
    summary: "Find out whether settings and token work, and what to do if they do not",
    description:
      "Looks at the settings, the API, the token, its permissions, the accounts, their insights and the quota. " +
      "For each problem it says how to solve it and where to click. It only reads, never waits, and takes at most " +
      "8 API calls and 3 for each of the first 20 accounts. Exit codes: 0 all is well, maybe with warnings; " +
      "1 settings; 3 token, permission or account; 4 only some accounts or streams, or no answer; 5 quota.",
    settings,
    flags: {
      catalog: {
        value: "FILE",
        isInput: true,
        help: "The catalog of your sync: says which of its streams lack a permission (default: the usual streams)",
      },
      json: { help: "Print one JSON document" },
    },
    examples: [
      { line: "tap-instagram check --config config.json", does: "a line for each step" },
      {
        line: "tap-instagram check --config config.json --catalog catalog.json",
        does: "and whether the token may read the selected streams",
      },
      { line: "tap-instagram check --config ENV --json", does: "a document for scripts" },
    ],
    async run(run) {
      const { flags, configs, host, logger, print, signal } = run;
      const found = findSettings(run);
      const known = "settings" in found ? found.settings : {};
      const selected = readSelection(flags.catalog, {
        streams: streams.declarations(known),
        host,
        onWarning: (text) => logger.warning(text),
      });
      const chosen =
        "settings" in found ? { only: found.settings.accounts, except: found.settings.exclude_accounts } : {};
      const how = diagnosisOptions(found, configs, ports, signal);
      const login = how.client.host ?? hostOfToken(how.client.accessToken);
      const uses = streams.uses(known, login, new Set(selected.map(({ name }) => name)));
      const options = { ...how, ...chosen, uses };
      if (flags.json) {
        const diagnosis = await diagnose(options);
        await print(terminalJson(checkDocument(diagnosis), 2));
        return exitCodeOfDiagnosis(diagnosis);
      }
      // A person sees each step as it is known.
      let printed: Promise<void> = Promise.resolve();
      const diagnosis = await diagnose({
        ...options,
        onStep: (step) => {
          printed = printed.then(() => print(stepLines(step).join("\n")));
        },
      });
      await printed;
      await print(lastLine(diagnosis));
      return exitCodeOfDiagnosis(diagnosis);
    },
  });
}

function lastLine({ steps, calls }: Diagnosis): string {
  const count = (status: "failed" | "warning"): number =>
    steps.filter((step) => step.status === status).length;
  const [failures, warnings] = [count("failed"), count("warning")];
  const cost = calls === 1 ? "1 API call" : `${calls} API calls`;
  if (failures === 0 && warnings === 0) return `All is well (${cost})`;
  const found = [
    failures === 0 ? "" : failures === 1 ? "1 problem" : `${failures} problems`,
    warnings === 0 ? "" : warnings === 1 ? "1 warning" : `${warnings} warnings`,
  ].filter((text) => text !== "");
  return `${found.join(" and ")} (${cost})`;
}
