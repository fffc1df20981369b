import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { repositoryPath } from "../../test/commands.ts";

/** What must not get into an image. */
export const secret: string = `EAAG${"secret".repeat(10)}`;

const generated = new Set([".git", ".turbo", ".meltano", "coverage", "dist", "node_modules", "output"]);

/**
 * Copies the repository into a folder, without what is generated, and lays beside the sources what lies about where
 * somebody works: settings with a token, a state, an old build.
 */
export function copyOfRepository(folder: string): string {
  const copy = join(folder, "repository");
  cpSync(repositoryPath("."), copy, { recursive: true, filter: (path) => !generated.has(basename(path)) });
  for (const path of ["config.json", ".env", "packages/tap-instagram/dist/old.js", "output/state.json"]) {
    mkdirSync(join(copy, path, ".."), { recursive: true });
    writeFileSync(join(copy, path), JSON.stringify({ access_token: secret }));
  }
  return copy;
}
