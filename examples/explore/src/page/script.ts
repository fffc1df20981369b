import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** The script that draws the plots, with the plotting library, as one text that may stand between script tags. */
export async function bundledScript(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("../browser/draw.ts", import.meta.url))],
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
  });
  // In a string or a pattern of the script, `\/` is `/`.
  return (outputFiles[0]?.text ?? "").replaceAll(/<\/(?=script)/gi, "<\\/").replaceAll("<!--", "\\x3c!--");
}
