import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import type { StartOptions } from "test-tools/processes";
import { built } from "./commands.ts";
import { start, temporaryFolder, type Running } from "./processes.ts";

/** A line of sh that runs these words, whatever is in them. */
function lineOf(words: readonly string[]): string {
  return words.map((word) => `'${word.replaceAll("'", String.raw`'\''`)}'`).join(" ");
}

/** Starts a command on a terminal, which the test types on. Needs Linux with `script`. */
export function startOnTerminal(words: readonly string[], options?: StartOptions): Running {
  const args = ["--quiet", "--return", "--flush", "--command", lineOf(words), "/dev/null"];
  return start("script", args, { ...options, stdio: ["pipe", "pipe", "pipe"] });
}

/** A command of a few lines of sh. */
export function script(folder: string, name: string, ...lines: readonly string[]): string {
  const path = join(folder, name);
  writeFileSync(path, ["#!/bin/sh", ...lines, ""].join("\n"));
  chmodSync(path, 0o755);
  return path;
}

/** The commands that a person has after the installation, in a folder of their own. */
export function installed(): { readonly folder: string; readonly tap: string; readonly target: string } {
  const folder = temporaryFolder();
  const command = (name: string, path: string) =>
    script(folder, name, `exec ${lineOf([process.execPath, path])} "$@"`);
  return {
    folder,
    tap: command("tap-instagram", built.tap),
    target: command("target-jsonl", built.target),
  };
}
