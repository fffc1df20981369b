import { build } from "esbuild";

/** A command as one file of JavaScript. */
export interface Bundle {
  readonly code: Uint8Array;
  /** The files it is made of, relative to the repository. */
  readonly inputs: readonly string[];
}

/**
 * Bundles the command of a package from its sources. The same sources give the same bytes: no path of this machine
 * and no time is in them.
 */
export async function bundleCommand(repository: string, packageFolder: string): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: repository,
    entryPoints: [`packages/${packageFolder}/src/cli.ts`],
    outfile: "cli.mjs",
    bundle: true,
    // Loaded where a proxy is set and Node has no support of its own; the wheels and the image bring a Node that has.
    external: ["undici"],
    platform: "node",
    format: "esm",
    target: "node22",
    // Of ofetch the form that uses the runtime's own fetch.
    conditions: ["@tap-instagram/source", "wintercg"],
    // Minified, target-jsonl takes 20 MB more memory; see docs/decisions/0009.
    minify: packageFolder !== "target-jsonl",
    charset: "utf8",
    legalComments: "none",
    write: false,
    metafile: true,
    logLevel: "error",
  });
  const [file] = outputFiles;
  if (!file) throw new Error(`esbuild made no file of packages/${packageFolder}`);
  return { code: file.contents, inputs: Object.keys(metafile.inputs) };
}
