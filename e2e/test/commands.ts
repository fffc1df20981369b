import { fileURLToPath } from "node:url";

const root = new URL("../../", import.meta.url);

/** A path in the repository. */
export function repositoryPath(path: string): string {
  return fileURLToPath(new URL(path, root));
}

/** The built command of a package: what an installed user runs. */
export const built = {
  tap: repositoryPath("packages/tap-instagram/dist/cli.js"),
  airbyte: repositoryPath("packages/airbyte-source-instagram/dist/cli.js"),
  target: repositoryPath("packages/target-jsonl/dist/cli.js"),
  simulator: repositoryPath("packages/graph-simulator/dist/cli.js"),
};
