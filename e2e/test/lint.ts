import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import process from "node:process";
import { repositoryPath } from "./commands.ts";

interface Diagnostic {
  /** The rule, e.g. `eslint(no-var)`. */
  code: string;
  filename: string;
  message: string;
  /** What to do about it. */
  help?: string | undefined;
}

/** What the lint of this repository says of files that it does not hold: `rule: message help`, by their path. */
function lint(sources: Readonly<Record<string, string>>): (path: string) => readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), "tap-instagram-lint-"));
  try {
    for (const shared of [".oxlintrc.json", "lint"])
      cpSync(repositoryPath(shared), join(folder, shared), { recursive: true });
    symlinkSync(repositoryPath("node_modules"), join(folder, "node_modules"));
    for (const [path, source] of Object.entries(sources)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), source);
    }
    const oxlint = repositoryPath("node_modules/oxlint/bin/oxlint");
    const { stdout, stderr } = spawnSync(
      process.execPath,
      [oxlint, "--format=json", ...Object.keys(sources)],
      {
        cwd: folder,
        encoding: "utf8",
      },
    );
    if (!stdout.startsWith("{")) throw new Error(`The lint did not run: ${stdout}${stderr}`);
    const { diagnostics }: { diagnostics: Diagnostic[] } = JSON.parse(stdout);
    return (path) =>
      diagnostics
        .filter(({ filename }) => filename.replaceAll("\\", "/") === path)
        .map(({ code, message, help = "" }) => `${code}: ${message} ${help}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What a rule refuses, and what it does not. */
export interface Case {
  readonly claim: string;
  /** Where the file would be. */
  readonly path: string;
  readonly refused: string;
  readonly accepted: string;
  /** What the lint says of the one, and not of the other. */
  readonly says: string;
}

/** What the lint says of a case and of other files. */
export interface Verdicts {
  readonly of: (one: Case) => { refused: readonly string[]; accepted: readonly string[] };
  /** What it says of one of the other files, by its path. */
  readonly said: (path: string) => readonly string[];
}

/** Lints all cases and some other files in one run, as each start of the lint takes most of a second. */
export function lintCases(cases: readonly Case[], others: Readonly<Record<string, string>> = {}): Verdicts {
  const paths = new Map(
    cases.map((one, index) => [
      one,
      {
        refused: one.path.replace(/\.ts$/, `-${index}-refused.ts`),
        accepted: one.path.replace(/\.ts$/, `-${index}-accepted.ts`),
      },
    ]),
  );
  const ofCases = Object.fromEntries(
    [...paths].flatMap(([one, { refused, accepted }]) => [
      [refused, one.refused],
      [accepted, one.accepted],
    ]),
  );
  const said = lint({ ...others, ...ofCases });
  return {
    of: (one) => {
      const { refused = "", accepted = "" } = paths.get(one) ?? {};
      return { refused: said(refused), accepted: said(accepted) };
    },
    said,
  };
}
