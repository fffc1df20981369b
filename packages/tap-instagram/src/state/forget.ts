import { defineSubcommand, InvalidInputError, UsageError, type Subcommand } from "@tap-instagram/singer";
import { readStateFile, splitState } from "@tap-instagram/singer/state";
import { migrateState } from "./migration.ts";
import { withoutPartitions } from "./without-partitions.ts";

/** `tap-instagram state forget`. */
export const stateForget: Subcommand = defineSubcommand({
  summary: "Let an account go that the token no longer sees",
  description:
    "Prints the state without the account and its bookmarks: the next sync does not miss it. " +
    "If the token sees the account again, it is synced from the start date.",
  flags: {
    account: { value: "ID", help: "The id of the account, as the log names it" },
  },
  positionals: { name: "FILE", help: "A state, or the STATE line of a sync" },
  examples: [
    {
      line: "tap-instagram state forget --account 17841400000000001 state.json > next-state.json",
      does: "the state without the account",
    },
  ],
  async run({ flags: { account }, positionals: [path = ""], host, print }) {
    if (account === undefined) throw new UsageError("The command state forget needs --account");
    const state = readStateFile(path, { host, migrate: migrateState }).toJSON();
    const parts = splitState(state, ({ context }) =>
      context["business_account_id"] === account ? "forgotten" : "kept",
    );
    if (!parts["forgotten"]) {
      throw new InvalidInputError("Cannot forget the account", [
        {
          place: path,
          message: `has no account ${account}. Its accounts are the values of business_account_id`,
        },
      ]);
    }
    await print(JSON.stringify(parts["kept"] ?? withoutPartitions(parts["forgotten"])));
    return 0;
  },
});
