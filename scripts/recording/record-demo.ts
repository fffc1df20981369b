/**
 * Runs the demo on a real terminal, and writes what it showed as docs/demo.svg. Needs Linux with `script` (util-linux) and
 * built packages. Run it after the demo, or what the tap shows of a run, has changed.
 */
import { writeFileSync } from "node:fs";
import process from "node:process";
import { repositoryRoot } from "./paths.ts";
import { recordDemo } from "./record.ts";
import { renderRecording } from "./render.ts";
import { screensOf } from "./screens.ts";

const screens = await screensOf(await recordDemo());
const svg = renderRecording(screens);
writeFileSync(`${repositoryRoot}docs/demo.svg`, svg);
process.stdout.write(`docs/demo.svg: ${screens.length} screens, ${Math.ceil(svg.length / 1024)} kB\n`);
