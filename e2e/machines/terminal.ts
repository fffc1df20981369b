import { spawnSync } from "node:child_process";
import process from "node:process";

/** Whether commands can run with a terminal of their own: `script` of util-linux, which is on every Linux. */
export const hasScript = process.platform === "linux" && spawnSync("script", ["--version"]).status === 0;
