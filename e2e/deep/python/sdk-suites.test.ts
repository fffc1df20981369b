import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, inject, test } from "vitest";
import { built } from "../../test/commands.ts";
import { daysAgo } from "../../test/days-ago.ts";
import { run, simulatorProcess, succeed, temporaryFolder } from "../../test/processes.ts";
import { commandIn, sharedEnvironment, hasPosixPython } from "../../machines/python.ts";
import { sharedFolder } from "../shared-folder.ts";

const suites = fileURLToPath(new URL("sdk/", import.meta.url));

interface KnownAccount {
  readonly id: string;
  readonly username: string;
  readonly ids: {
    readonly media: readonly string[];
    readonly mentions: readonly string[];
    readonly mentioningComments: readonly string[];
  };
}

/** What a webhook says of the posts and comments that mention an account. */
function mentionsOf({ id, ids: { mentions, mentioningComments } }: KnownAccount): object {
  const values = mentions.flatMap((media, position) => [
    { media_id: media },
    { media_id: media, comment_id: mentioningComments[position] },
  ]);
  const changes = values.map((value) => ({ field: "mentions", value }));
  return { object: "instagram", entry: [{ id, time: Math.floor(Date.now() / 1000), changes }] };
}

describe.skipIf(!hasPosixPython)(
  "Meltano's Singer SDK (needs python3 with venv on Linux or macOS)",
  { timeout: 240_000 },
  () => {
    const folder = sharedFolder();

    test("finds nothing wrong with the tap and the target by its standard tests", async () => {
      const environment = await sharedEnvironment(inject("shared"), "sdk", ["singer-sdk[testing]==0.54.9"]);
      const simulator = await simulatorProcess();
      const { accounts } = await simulator.admin<{
        accounts: KnownAccount[];
      }>("world");
      const output = join(temporaryFolder(), "rows");
      const spool = join(temporaryFolder(), "spool");
      await succeed(process.execPath, [built.tap, "webhook", "--mentions", spool], {
        input: accounts.map((account) => `${JSON.stringify(mentionsOf(account))}\n`).join(""),
      });
      const { code, stdout, stderr } = await run(
        commandIn(environment, "python"),
        ["-m", "pytest", "--quiet", "-p", "no:cacheprovider", "--tb=short", suites],
        {
          cwd: folder,
          env: {
            TAP_COMMAND: JSON.stringify([process.execPath, built.tap]),
            TARGET_COMMAND: JSON.stringify([process.execPath, built.target]),
            TAP_CONFIG: JSON.stringify({
              access_token: simulator.tokens["user"],
              api_url: simulator.url,
              start_date: daysAgo(40),
              rivals: accounts.slice(0, 1).map(({ username }) => username),
              hashtags: ["lumencykel"],
              webhook_spool: spool,
              prompt_media_ids: accounts.flatMap(({ ids }) => ids.media),
            }),
            TARGET_CONFIG: JSON.stringify({ destination_path: output }),
          },
        },
      );
      expect({ code, report: code === 0 ? "" : `${stdout}\n${stderr}` }).toEqual({ code: 0, report: "" });
      const [, passed] = /(\d+) passed/.exec(stdout) ?? [];
      // 4 of the tap, 6 of each of its streams, some of their columns, 17 of the target, and the rows of its streams.
      expect(Number(passed)).toBeGreaterThan(100);
      expect(stdout).not.toMatch(/\d+ (failed|skipped)/);
    });
  },
);
