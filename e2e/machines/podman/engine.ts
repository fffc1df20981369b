import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { run, start, succeed, type Ended, type Running } from "../../test/processes.ts";
import { install, isRoot, mayInstall } from "../debian/install.ts";

/** Podman with storage, containers and networks of its own, which go with it. */
export class Engine {
  readonly #folder: string;
  readonly #hadNamespaces: boolean;
  /** With it, every Podman started is this one. */
  readonly env: Record<string, string>;

  constructor(parts: Parts) {
    this.#folder = mkdtempSync(join(tmpdir(), "podman-"));
    this.#hadNamespaces = mountsBelow(namespaces).length > 0;
    this.env = configuration(this.#folder, parts);
  }

  /** Runs a command of Podman's to its end. */
  run(args: readonly string[]): Promise<Ended> {
    return run("podman", args, { env: this.env });
  }

  /** The same, for one that has to succeed; returns what it printed. */
  succeed(args: readonly string[]): Promise<string> {
    return succeed("podman", args, { env: this.env });
  }

  /** Starts one that does not outlive the test. */
  start(args: readonly string[]): Running {
    return start("podman", args, { env: this.env });
  }

  /** Builds an image from local ones, in the network of this machine. */
  build(args: readonly string[]): Promise<string> {
    return this.succeed(["build", ...buildFlags, ...args]);
  }

  /** Ends every container, and removes all there is. */
  async stop(): Promise<void> {
    await this.succeed(["rm", "--all", "--force", "--time", "0"]);
    await this.succeed(["network", "prune", "--force"]);
    const mounts = [...mountsBelow(this.#folder), ...(this.#hadNamespaces ? [] : mountsBelow(namespaces))];
    for (const mount of mounts.toReversed()) await succeed("umount", [mount]);
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** What a Podman works with, of which not all work everywhere. */
export interface Parts {
  readonly driver: "overlay" | "vfs";
  readonly runtime: "runc" | "crun";
}

/** Flags of a build that needs no registry of images and no network of its own. */
export const buildFlags: readonly string[] = ["--isolation=chroot", "--network=host", "--pull=never"];

/** Where Podman keeps the network namespaces of containers, as a mount that it leaves behind. */
const namespaces = "/run/netns";

/**
 * Finds the parts with which Podman can run containers here, in a network of their own. It takes root and Debian's
 * packages, of which the images are made; where those may be installed, what is missing of Podman is.
 */
export async function findParts(): Promise<Parts | undefined> {
  if (!isRoot() || !(await isThere("apt-get"))) return undefined;
  const found = await firstThatRuns();
  if (found !== undefined || !mayInstall()) return found;
  try {
    await install(["podman", "runc", "netavark", "aardvark-dns", "iptables"]);
  } catch {
    return undefined;
  }
  return firstThatRuns();
}

async function firstThatRuns(): Promise<Parts | undefined> {
  if (!(await isThere("podman"))) return undefined;
  for (const runtime of ["runc", "crun"] as const) {
    if (!(await isThere(runtime))) continue;
    for (const driver of ["overlay", "vfs"] as const)
      if (await canRun({ driver, runtime })) return { driver, runtime };
  }
  return undefined;
}

async function canRun(parts: Parts): Promise<boolean> {
  const root = mkdtempSync(join(tmpdir(), "container-"));
  const engine = new Engine(parts);
  try {
    await copyCommand("/bin/true", root);
    const { code } = await engine.run(["run", "--rm", "--rootfs", root, "/bin/true"]);
    return code === 0;
  } finally {
    await engine.stop();
    rmSync(root, { recursive: true, force: true });
  }
}

async function isThere(command: string): Promise<boolean> {
  return run(command, ["--version"]).then(
    ({ code }) => code === 0,
    () => false,
  );
}

/** Copies a command into a root file system, with the libraries it loads. */
async function copyCommand(command: string, root: string): Promise<void> {
  const libraries = (await succeed("ldd", [command])).match(/\/\S+/g) ?? [];
  for (const path of [command, ...libraries]) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    cpSync(realpathSync(path), join(root, path));
  }
}

/**
 * Writes the configuration of a Podman that shares nothing. Its limits are such that any root may set them; its folders
 * lie where its own helpers, which are told of the storage alone, look for them.
 */
function configuration(folder: string, { driver, runtime }: Parts): Record<string, string> {
  const containers = `
    [containers]
    default_ulimits = ["nofile=1024:1024", "nproc=4096:4096"]
    [engine]
    runtime = "${runtime}"
    cgroup_manager = "cgroupfs"
    events_logger = "file"
    lock_type = "file"
    static_dir = "${folder}/storage/libpod"
    tmp_dir = "${folder}/tmp"
    volume_path = "${folder}/storage/volumes"
    [network]
    network_backend = "netavark"
    network_config_dir = "${folder}/networks"
  `;
  const storage = `
    [storage]
    driver = "${driver}"
    graphroot = "${folder}/storage"
    runroot = "${folder}/run"
  `;
  const paths = {
    CONTAINERS_CONF: join(folder, "containers.conf"),
    CONTAINERS_STORAGE_CONF: join(folder, "storage.conf"),
  };
  writeFileSync(paths.CONTAINERS_CONF, containers);
  writeFileSync(paths.CONTAINERS_STORAGE_CONF, storage);
  return paths;
}

/** The mounts at a folder and in it, in the order they were made. */
function mountsBelow(folder: string): string[] {
  const targets = readFileSync("/proc/mounts", "utf8")
    .split("\n")
    .map((line) => line.split(" ")[1] ?? "");
  return targets.filter((target) => target === folder || target.startsWith(`${folder}/`));
}
