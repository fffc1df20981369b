import process from "node:process";
import { x } from "tinyexec";
import type { Stage } from "./stage.ts";

/**
 * Has pip build a wheel, in an environment of its own that lasts as long as the build.
 *
 * @param epoch - seconds since 1970 that every file of the wheel bears.
 */
export async function buildWheel(stage: Stage, out: string, epoch: string): Promise<void> {
  const python = process.platform === "win32" ? "python" : "python3";
  const args = [
    "-m",
    "pip",
    "wheel",
    "--quiet",
    "--no-deps",
    "--no-cache-dir",
    "--wheel-dir",
    out,
    stage.folder,
  ];
  const env = {
    PACKAGE_VERSION: stage.version,
    SOURCE_DATE_EPOCH: epoch,
    PIP_DISABLE_PIP_VERSION_CHECK: "1",
  };
  await x(python, args, { throwOnError: true, nodeOptions: { env } });
}

/** The time of the last commit, so that the same sources give the same bytes; 1980 outside a repository. */
export async function sourceDateEpoch(repository: string): Promise<string> {
  const given = process.env["SOURCE_DATE_EPOCH"];
  if (given !== undefined) return given;
  const earliestOfZip = "315532800";
  try {
    const { stdout } = await x("git", ["log", "-1", "--format=%ct"], { nodeOptions: { cwd: repository } });
    return stdout.trim() || earliestOfZip;
  } catch {
    return earliestOfZip;
  }
}
