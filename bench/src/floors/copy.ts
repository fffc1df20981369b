/** The floor of a target: copies its input into a file. */
import { createWriteStream } from "node:fs";
import process from "node:process";
import { pipeline } from "node:stream/promises";

const [path = ""] = process.argv.slice(2);
await pipeline(process.stdin, createWriteStream(path));
