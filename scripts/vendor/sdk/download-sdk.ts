import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { promisify } from "node:util";
import { pinnedSdk } from "./pinned-sdk.ts";
import { UnreadableSdkError } from "./unreadable-sdk-error.ts";

/** PyPI did not give the SDK. */
export class SdkDownloadError extends Error {
  override readonly name = "SdkDownloadError";
}

const run = promisify(execFile);

/**
 * The wheel of the pinned version, from the cache or from PyPI.
 *
 * @throws SdkDownloadError; UnreadableSdkError for another wheel than the pinned one.
 */
export async function pinnedWheel(cache: string = cacheFolder()): Promise<string> {
  const folder = join(cache, `facebook-business-${pinnedSdk.version}`);
  const wheel = wheelIn(folder) ?? (await download(`facebook-business==${pinnedSdk.version}`, folder));
  const found = createHash("sha256").update(readFileSync(wheel)).digest("hex");
  if (found === pinnedSdk.sha256) return wheel;
  rmSync(folder, { recursive: true, force: true });
  throw new UnreadableSdkError(
    `The wheel of facebook-business ${pinnedSdk.version} has the SHA-256 ${found}, wanted ${pinnedSdk.sha256}. Do not use it`,
  );
}

/**
 * The wheel of PyPI's newest version, downloaded anew.
 *
 * @throws SdkDownloadError
 */
export async function newestWheel(cache: string = cacheFolder()): Promise<string> {
  return download("facebook-business", join(cache, "facebook-business-newest"));
}

/** Downloads beside the folder and puts it into place whole, so that no half of a file is ever taken for one. */
async function download(requirement: string, folder: string): Promise<string> {
  const parent = join(folder, "..");
  mkdirSync(parent, { recursive: true });
  const work = mkdtempSync(join(parent, "download-"));
  try {
    await pip(requirement, work);
    rmSync(folder, { recursive: true, force: true });
    renameSync(work, folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  const wheel = wheelIn(folder);
  if (wheel === undefined) throw new SdkDownloadError(`pip downloaded no wheel of ${requirement}`);
  return wheel;
}

async function pip(requirement: string, folder: string): Promise<void> {
  const python = process.platform === "win32" ? "python" : "python3";
  // Wheels alone: from sources, pip would run what it has downloaded.
  const args = [
    "--quiet",
    "--no-deps",
    "--only-binary=:all:",
    "--retries=1",
    "--timeout=15",
    `--dest=${folder}`,
  ];
  try {
    await run(python, ["-m", "pip", "download", ...args, requirement], {
      env: { ...process.env, PIP_DISABLE_PIP_VERSION_CHECK: "1" },
    });
  } catch (error) {
    throw new SdkDownloadError(
      `Cannot download ${requirement} from PyPI: ${lastLineOf(error)}. Check the network, or give the SDK yourself: npm run vendor:check -- --sdk FOLDER|WHEEL`,
    );
  }
}

function wheelIn(folder: string): string | undefined {
  try {
    const name = readdirSync(folder).find((file) => file.endsWith(".whl"));
    return name === undefined ? undefined : join(folder, name);
  } catch {
    return undefined;
  }
}

function lastLineOf(error: unknown): string {
  const text = error instanceof Error && "stderr" in error ? String(error.stderr) : String(error);
  return text.trim().split("\n").at(-1) ?? "";
}

function cacheFolder(): string {
  const { XDG_CACHE_HOME: xdg, LOCALAPPDATA: windows } = process.env;
  return join(xdg || windows || join(homedir(), ".cache"), "tap-instagram");
}
