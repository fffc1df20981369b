import { execFile } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { promisify } from "node:util";

const execute = promisify(execFile);

/** The npm that runs this, as its own file: on Windows the command is a script, which cannot be started by its name. */
const npmFile: string | undefined = process.env["npm_execpath"];
const viaNode: boolean = npmFile?.endsWith(".js") === true;

interface NpmOptions {
  cwd: string;
  env?: Record<string, string | undefined> | undefined;
}

/** Runs npm; returns what it printed. @throws with the end of all it wrote when it fails. */
export async function npm(args: readonly string[], { cwd, env }: NpmOptions): Promise<string> {
  const [command, first] = viaNode && npmFile !== undefined ? [process.execPath, [npmFile]] : ["npm", []];
  const running = execute(command, [...first, ...args], {
    cwd,
    env: { ...process.env, ...env },
    maxBuffer: 64 * 1024 * 1024,
  });
  try {
    return (await running).stdout;
  } catch (error) {
    const { stdout = "", stderr = "" }: { stdout?: string | undefined; stderr?: string | undefined } =
      Object(error);
    const written = [stdout, stderr].map((text) => text.slice(-4000)).join("\n");
    throw new Error(`npm ${args.join(" ")} failed:\n${written}`, { cause: error });
  }
}

/** A package of a repository that is published. */
export interface PublishedPackage {
  readonly name: string;
  readonly version: string;
  /** Where it lies. */
  readonly path: string;
}

/** The packages below `packages/`, each of which is published. */
export function publishedPackages(repository: string): PublishedPackage[] {
  return readdirSync(join(repository, "packages")).map((folder) => {
    const path = join(repository, "packages", folder);
    const { name, version }: PublishedPackage = JSON.parse(readFileSync(join(path, "package.json"), "utf8"));
    return { name, version, path };
  });
}

/** Packs the built packages as publishing does; returns the tarballs by the packages' names. */
export async function pack(repository: string, into: string): Promise<Map<string, string>> {
  mkdirSync(into, { recursive: true });
  const packages = publishedPackages(repository);
  const paths = packages.map(({ path }) => path);
  await npm(["pack", "--pack-destination", into, ...paths], { cwd: repository });
  return new Map(
    packages.map(({ name, version }) => [
      name,
      join(into, `${name.replace("@", "").replace("/", "-")}-${version}.tgz`),
    ]),
  );
}

/** Installs packages into a new and empty project; `more` goes into its package.json. */
export async function install(folder: string, packages: readonly string[], more: object = {}): Promise<void> {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, type: "module", ...more }));
  await npm(["install", "--no-audit", "--no-fund", ...packages], { cwd: folder });
}
