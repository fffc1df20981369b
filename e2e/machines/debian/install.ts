import { existsSync } from "node:fs";
import { succeed } from "../../test/processes.ts";

const aptGet = "/usr/bin/apt-get";

/** Whether this process may do everything. */
export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** Whether this is a machine where everything runs as root for a test and then goes, as in CI, with Debian's packages. */
export function mayInstall(): boolean {
  return process.env["CI"] !== undefined && isRoot() && existsSync(aptGet);
}

/** Installs packages of Debian. Test files run side by side, and apt does not wait for another one. */
export async function install(packages: readonly string[]): Promise<void> {
  const command = `apt-get update --quiet && apt-get install --yes --no-install-recommends ${packages.join(" ")}`;
  await succeed("flock", [aptGet, "sh", "-c", command], { env: { DEBIAN_FRONTEND: "noninteractive" } });
}
