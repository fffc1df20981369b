import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { repositoryPath } from "../commands.ts";

/** The links of a file to places in the repository that are not there: `quota.md#gone`. */
export function brokenLinks(file: string): string[] {
  const text = readFileSync(repositoryPath(file), "utf8").replaceAll(/^```[^]*?^```$/gm, "");
  const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => target);
  return targets.filter((target) => !target.includes("://") && !leadsSomewhere(file, target));
}

function leadsSomewhere(file: string, target: string): boolean {
  const [path = "", anchor] = target.split("#");
  const at = path === "" ? file : join(dirname(file), path);
  if (!existsSync(repositoryPath(at))) return false;
  if (anchor === undefined) return true;
  const page = at.endsWith(".md") ? at : join(at, "README.md");
  return anchorsOf(readFileSync(repositoryPath(page), "utf8")).includes(anchor);
}

/** As GitHub makes them of headings. */
function anchorsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1")
      .replaceAll(/[^\p{L}\p{N}\-_ ]/gu, "")
      .replaceAll(" ", "-"),
  );
}
