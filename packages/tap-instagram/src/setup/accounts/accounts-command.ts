import { decidingFailure, listAccounts, type Diagnosis, type PageRow } from "@tap-instagram/core/diagnosis";
import { defineSubcommand, type Subcommand } from "@tap-instagram/singer";
import type { Ports } from "../../client/client.ts";
import { settings } from "../../settings/definitions.ts";
import { accountDocument } from "../diagnosis/account-document.ts";
import { diagnosisOptions } from "../diagnosis/diagnosis-options.ts";
import { exitCodeOfDiagnosis } from "../diagnosis/exit-code.ts";
import { findSettings } from "../diagnosis/settings-found.ts";
import { stepLines } from "../diagnosis/step-lines.ts";
import { terminalJson, terminalText } from "../diagnosis/terminal-text.ts";
import { accountsTable } from "./accounts-table.ts";

const linkedAccounts = "https://www.facebook.com/help/1148909221857370";

/** `tap-instagram accounts`. */
export function accountsCommandOf(ports: Ports): Subcommand {
  return defineSubcommand({
    summary: "List the accounts that the token reads",
    description:
      "Lists every account that the token reads, whatever the setting accounts says, and a line to paste into " +
      "that setting. Names the Facebook Pages without an account. It only reads, and takes at most 5 API calls and " +
      "1 for each of the first 20 accounts. Exit codes: 0 there are accounts; 3 there is none; others as with check.",
    settings,
    flags: { json: { help: "Print one JSON document" } },
    examples: [
      { line: "tap-instagram accounts --config config.json", does: "a table" },
      { line: "tap-instagram accounts --config ENV --json", does: "a document for scripts" },
    ],
    async run(run) {
      const { flags, configs, host, print, signal } = run;
      const diagnosis = await listAccounts(diagnosisOptions(findSettings(run), configs, ports, signal));
      const { accounts, pagesWithoutAccount } = diagnosis;
      if (flags.json) {
        const document = {
          accounts: accounts.map(accountDocument),
          pages_without_account: pagesWithoutAccount.map(({ id, name }) => ({ id, name })),
        };
        await print(terminalJson(document, 2));
      } else if (accounts.length > 0) await print(textOf(diagnosis).join("\n"));
      const failure = decidingFailure(diagnosis);
      if (failure !== undefined) await host.stderr.write(`${stepLines(failure).join("\n")}\n`);
      return exitCodeOfDiagnosis(diagnosis);
    },
  });
}

function textOf({ accounts, pagesWithoutAccount }: Diagnosis): string[] {
  const ids = JSON.stringify(accounts.map(({ id }) => id)).replaceAll(",", ", ");
  return [
    ...accountsTable(accounts),
    "",
    "To sync only some of them, put this line into the settings and take out the others:",
    `"accounts": ${ids}`,
    ...pagesText(pagesWithoutAccount),
  ];
}

function pagesText(pages: readonly PageRow[]): string[] {
  if (pages.length === 0) return [];
  return [
    "",
    "These Facebook Pages show no professional Instagram account. Either none is linked (Page > Settings > Linked accounts),",
    `or it was not ticked in the login. ${linkedAccounts}`,
    ...pages.map(({ id, name }) => terminalText(`  ${id}  ${name ?? "-"}`)),
  ];
}
