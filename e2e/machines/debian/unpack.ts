import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { succeed } from "../../test/processes.ts";

/** A root file system, or what is to lie over the one before. */
export interface Layer {
  readonly folder: string;
  readonly packages: readonly string[];
}

/** What needs hundreds of megabytes, and is not missed in a container that lives for a minute. */
const heavy = /^(libllvm|libz3|perl|libperl|locales|libc-l10n|usrmerge)/;

/**
 * Unpacks packages of Debian, with all they need, from where this machine has its own. Nothing of them is run, and the
 * machine stays as it is.
 */
export async function unpackDebian(layers: readonly Layer[]): Promise<void> {
  const work = mkdtempSync(join(tmpdir(), "debian-"));
  try {
    const apt = await privateApt(work);
    const packages: string[] = [];
    for (const layer of layers) {
      packages.push(...layer.packages);
      // What is there already is in the layers before.
      const before = new Set(archivesIn(work));
      await apt(["install", "--download-only", ...packages]);
      mkdirSync(layer.folder, { recursive: true });
      for (const file of archivesIn(work).filter((name) => !before.has(name) && !heavy.test(name)))
        await succeed("dpkg-deb", ["--extract", join(work, "archives", file), layer.folder]);
      for (const reading of ["doc", "locale", "man"])
        rmSync(join(layer.folder, "usr/share", reading), { recursive: true, force: true });
    }
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** An apt-get for a machine on which nothing is installed yet, with lists and archives below a folder. */
async function privateApt(work: string): Promise<(args: readonly string[]) => Promise<string>> {
  for (const folder of ["lists/partial", "archives/partial"])
    mkdirSync(join(work, folder), { recursive: true });
  writeFileSync(join(work, "status"), "");
  const options = {
    "APT::Install-Recommends": "false",
    "APT::Sandbox::User": "root",
    "Debug::NoLocking": "true",
    "Dir::Cache::archives": join(work, "archives"),
    // Some images of Debian keep none, and each command reads all lists anew.
    "Dir::Cache::pkgcache": join(work, "packages.bin"),
    "Dir::State::lists": join(work, "lists"),
    "Dir::State::status": join(work, "status"),
  };
  const flags = Object.entries(options).flatMap(([name, value]) => ["--option", `${name}=${value}`]);
  const apt = (args: readonly string[]) => succeed("apt-get", [...flags, "--quiet", "--yes", ...args]);
  await apt(["update"]);
  return apt;
}

function archivesIn(work: string): string[] {
  return readdirSync(join(work, "archives")).filter((name) => name.endsWith(".deb"));
}
