import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { repositoryPath } from "../../test/commands.ts";
import { succeed } from "../../test/processes.ts";
import { unpackDebian } from "../debian/unpack.ts";
import type { Engine } from "./engine.ts";

/** What the real images bring that is needed here. */
const slim = [
  "base-files",
  "bash",
  "coreutils",
  "dash",
  "findutils",
  "grep",
  "libstdc++6",
  "python3-venv",
  "util-linux",
];
/** Pinned, so that a release of theirs is no surprise here. */
const npm = [`node-linux-${process.arch}@24.21.0`, "npm@11.19.1"];

/** The local images, by the arguments and variables under which the Containerfiles and the compose file take them. */
export const standIns = {
  NODE: "docker.io/library/node:24-slim",
  PYTHON: "docker.io/library/python:3.12-slim",
  POSTGRES_IMAGE: "docker.io/library/postgres:17",
} as const;

/** Flags of a build that begins with them: their digests are not those of the real images. */
export const standInFlags: readonly string[] = [
  `--build-arg=NODE=${standIns.NODE}`,
  `--build-arg=PYTHON=${standIns.PYTHON}`,
];

/** Makes local images in place of those the Containerfiles and the compose file begin with. No registry is asked. */
export async function buildStandIns(engine: Engine, folder: string): Promise<void> {
  cpSync(repositoryPath("e2e/machines/podman/stand-ins"), folder, { recursive: true });
  await Promise.all([
    unpackDebian([
      { folder: join(folder, "slim"), packages: slim },
      { folder: join(folder, "postgres"), packages: ["postgresql"] },
    ]),
    installNode(join(folder, "node")),
  ]);
  settle(join(folder, "slim"));
  const env = registryVariables().map((variable) => `--env=${variable}`);
  const build = (target: string, tag: string) =>
    engine.build(["--target", target, "--tag", tag, ...env, folder]);
  // The first makes the layer that all lie on.
  await build("node", standIns.NODE);
  await Promise.all([build("python", standIns.PYTHON), build("postgres", standIns.POSTGRES_IMAGE)]);
}

/** Lays out Node and npm as below /usr/local of the official image. */
async function installNode(folder: string): Promise<void> {
  const modules = join(folder, "lib");
  mkdirSync(modules, { recursive: true });
  await succeed("npm", ["install", "--prefix", modules, "--no-audit", "--no-fund", "--no-save", ...npm]);
  mkdirSync(join(folder, "bin"));
  renameSync(join(modules, `node_modules/node-linux-${process.arch}/bin/node`), join(folder, "bin/node"));
  rmSync(join(modules, `node_modules/node-linux-${process.arch}`), { recursive: true });
  for (const name of ["npm", "npx"])
    symlinkSync(`../lib/node_modules/npm/bin/${name}-cli.js`, join(folder, "bin", name));
}

/** Does what the packages' scripts would, and gives it what this machine says about package registries. */
function settle(root: string): void {
  mkdirSync(join(root, "etc/ssl/certs"), { recursive: true });
  writeFileSync(join(root, "etc/passwd"), "root:x:0:0:root:/root:/bin/bash\n");
  writeFileSync(join(root, "etc/group"), "root:x:0:\n");
  writeFileSync(join(root, "etc/ssl/certs/ca-certificates.crt"), trustedCertificates());
  mkdirSync(join(root, "root/.config/pip"), { recursive: true });
  for (const [from, to] of [
    ["/etc/pip.conf", "etc/pip.conf"],
    [join(homedir(), ".config/pip/pip.conf"), "root/.config/pip/pip.conf"],
    [join(homedir(), ".npmrc"), "root/.npmrc"],
  ] as const)
    if (existsSync(from)) cpSync(from, join(root, to));
}

function trustedCertificates(): string {
  const variables = ["SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS", "PIP_CERT"].map(
    (name) => process.env[name] ?? "",
  );
  const paths = new Set(["/etc/ssl/certs/ca-certificates.crt", ...variables]);
  return [...paths].map((path) => (existsSync(path) ? readFileSync(path, "utf8") : "")).join("\n");
}

/** Variables of this process that choose a registry. */
function registryVariables(): string[] {
  const name = /^(npm_config_registry|pip_(extra_)?index_url|uv_(default_)?index(_url)?)$/i;
  return Object.entries(process.env).flatMap(([key, value]) => (name.test(key) ? `${key}=${value}` : []));
}
