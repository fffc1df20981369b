import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { repositoryPath } from "../../test/commands.ts";
import { linkInstalled } from "./link-installed.ts";
import { npm, publishedPackages, type PublishedPackage } from "./npm.ts";

/** What a manifest of this repository may hold. */
interface Manifest {
  name: string;
  version: string;
  dependencies?: { [name: string]: string } | undefined;
  devDependencies?: { [name: string]: string } | undefined;
}

const signature = ["-c", "user.name=Rehearsal", "-c", "user.email=rehearsal@localhost"];

/** Whether this is a checkout with a commit, and not an unpacked archive. */
export const isCheckout: boolean = existsSync(repositoryPath(".git"));

/** A clone of this repository's last commit, with its own dependencies, to try a release in. */
export class RepositoryClone {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async create(folder: string): Promise<RepositoryClone> {
    execFileSync("git", ["clone", "--quiet", "--no-hardlinks", repositoryPath("."), folder]);
    const clone = new RepositoryClone(folder);
    // A name of its own for what it began with: the checkout of a pull request has no branch.
    clone.git("checkout", "--quiet", "-B", "main");
    if (!linkInstalled(repositoryPath("."), folder))
      await npm(["ci", "--prefer-offline", "--no-audit", "--no-fund"], { cwd: folder });
    return clone;
  }

  git(...args: readonly string[]): string {
    return execFileSync("git", [...signature, ...args], { cwd: this.folder, encoding: "utf8" }).trim();
  }

  /** Commits everything there is; returns the commit. */
  commit(message: string): string {
    this.git("add", "--all");
    this.git("commit", "--quiet", "--no-verify", "--message", message);
    return this.git("rev-parse", "HEAD");
  }

  /** Goes back to a commit; what is not in the repository, such as node_modules, stays. */
  reset(commit: string): void {
    this.git("reset", "--quiet", "--hard", commit);
    this.git("clean", "--quiet", "--force", "-d");
  }

  /** Runs a script of the package.json. @throws with what it wrote when it fails. */
  run(script: string, ...flags: readonly string[]): Promise<string> {
    const env = { CI: "true", TURBO_TELEMETRY_DISABLED: "1" };
    return npm(["run", "--silent", script, "--", ...flags], { cwd: this.folder, env });
  }

  changeset(...args: readonly string[]): void {
    const script = join(this.folder, "node_modules/@changesets/cli/bin.js");
    execFileSync(process.execPath, [script, ...args], { cwd: this.folder, stdio: "ignore" });
  }

  /** Describes a change of packages, as `npm run changeset` would. */
  describeChange(name: string, packages: { readonly [name: string]: "patch" | "minor" }): void {
    const front = Object.entries(packages).map(([one, bump]) => `${JSON.stringify(one)}: ${bump}\n`);
    writeFileSync(
      join(this.folder, `.changeset/${name}.md`),
      `---\n${front.join("")}---\n\nA change, of ${name}.\n`,
    );
  }

  /** The changesets that wait for a release. */
  pending(): string[] {
    const names = readdirSync(join(this.folder, ".changeset"));
    return names
      .filter((name) => name.endsWith(".md") && name !== "README.md")
      .map((name) => this.read(`.changeset/${name}`));
  }

  packages(): PublishedPackage[] {
    return publishedPackages(this.folder);
  }

  versions(): { [name: string]: string } {
    return Object.fromEntries(this.packages().map(({ name, version }) => [name, version]));
  }

  /** The versions that the next release counts from. A prerelease that is under way ends; it began with them. */
  leavePrerelease(): { [name: string]: string } {
    const versions = this.versions();
    if (!existsSync(join(this.folder, ".changeset/pre.json"))) return versions;
    this.changeset("pre", "exit");
    const { initialVersions }: { initialVersions: { [name: string]: string } } = JSON.parse(
      this.read(".changeset/pre.json"),
    );
    return Object.fromEntries(Object.keys(versions).map((name) => [name, initialVersions[name] ?? "0.0.0"]));
  }

  /** The manifests of all workspaces, those too that are not published. */
  manifests(): Manifest[] {
    const folders = this.packages().map(({ path }) => path);
    const others = ["bench", "e2e", "examples/explore", "test-tools", "verify-live"].map((name) =>
      join(this.folder, name),
    );
    return [...folders, ...others].map((path) =>
      JSON.parse(readFileSync(join(path, "package.json"), "utf8")),
    );
  }

  read(path: string): string {
    return readFileSync(join(this.folder, path), "utf8");
  }
}
