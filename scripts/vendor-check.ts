/**
 * Holds the names in our tables against those in Meta's own Python SDK, which is generated from the API. 0: they agree.
 * 1: they differ, or the SDK cannot be read. 2: flags.
 */
import process from "node:process";
import { parseArgs } from "node:util";
import { compareNames } from "./vendor/compare.ts";
import { ourTables } from "./vendor/our-tables.ts";
import { newestWheel, pinnedWheel, SdkDownloadError } from "./vendor/sdk/download-sdk.ts";
import { openSdk } from "./vendor/sdk/open-sdk.ts";
import { UnreadableSdkError } from "./vendor/sdk/unreadable-sdk-error.ts";
import { reportFor, textOf, type Report } from "./vendor/report.ts";

const usage = `Usage: npm run vendor:check -- [--sdk FOLDER|WHEEL | --newest] [--json]

Holds the names in our tables against those in Meta's Python SDK (facebook-business).
Without --sdk it downloads the pinned version from PyPI once, with --newest the newest one.
`;

interface Flags {
  sdk?: string | undefined;
  newest: boolean;
  json: boolean;
}

const flags = readFlags();
if (flags !== undefined) {
  const report = await check(flags);
  process.stdout.write(flags.json ? `${JSON.stringify(report, undefined, 2)}\n` : textOf(report));
  process.exitCode = report.ok ? 0 : 1;
}

async function check({ sdk: given, newest }: Flags): Promise<Report> {
  try {
    const sdk = openSdk(given ?? (await (newest ? newestWheel() : pinnedWheel())));
    return reportFor(sdk, compareNames(sdk, ourTables));
  } catch (error) {
    if (!(error instanceof UnreadableSdkError) && !(error instanceof SdkDownloadError)) throw error;
    const problem = { kind: "unreadable", class: "", name: "", message: error.message } as const;
    return { ok: false, sdk: null, names: 0, unserved: 0, problems: [problem] };
  }
}

/** Prints help or what is wrong, and gives nothing then. */
function readFlags(): Flags | undefined {
  try {
    const { values } = parseArgs({
      options: {
        sdk: { type: "string" },
        newest: { type: "boolean", default: false },
        json: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
    if (values.help) process.stdout.write(usage);
    else if (values.sdk === "") refuse("--sdk needs the path of a folder or of a wheel");
    else if (values.sdk !== undefined && values.newest) refuse("--sdk and --newest exclude each other");
    else return values;
  } catch (error) {
    refuse(error instanceof Error ? error.message : String(error));
  }
  return undefined;
}

function refuse(message: string): void {
  process.stderr.write(`${message}\n\n${usage}`);
  process.exitCode = 2;
}
