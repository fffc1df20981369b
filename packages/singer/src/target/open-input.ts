import { accessSync, closeSync, constants, createReadStream, openSync, statSync, writeSync } from "node:fs";
import { resolve } from "node:path";
import { InvalidInputError } from "../errors.ts";
import type { HostInput } from "../host/host.ts";
import { preview } from "../json/json.ts";
import { isSecretLikePath } from "../json/shown.ts";

/**
 * Opens the file of `--input`, once: the writer of a FIFO notices every reader that goes away.
 *
 * @throws InvalidInputError when there is no such file, when it may not be read, and for a folder.
 */
export function openInput(path: string, cwd: string): HostInput {
  const file = resolve(cwd, path);
  const refuse = (message: string): never => {
    throw new InvalidInputError("Cannot read the input", [
      { place: isSecretLikePath(path) ? `a name of ${path.length} characters` : preview(path), message },
    ]);
  };
  try {
    const stats = statSync(file);
    if (stats.isDirectory()) return refuse("this is a folder, wanted a file");
    if (!stats.isFIFO()) return createReadStream(file, { fd: openSync(file, "r") });
    accessSync(file, constants.R_OK);
  } catch (error) {
    if (error instanceof InvalidInputError) throw error;
    return refuse("there is no such file, or this user may not read it");
  }
  return openFifo(file);
}

/** Opening a FIFO waits for a writer, and reading for its bytes: both in a thread that only a writer can wake. */
function openFifo(file: string): HostInput {
  const stream = createReadStream(file);
  let isOpen = true;
  stream.once("close", () => {
    isOpen = false;
  });
  return {
    [Symbol.asyncIterator]: () => stream[Symbol.asyncIterator](),
    destroy: () => {
      if (isOpen) wakeReader(file);
      stream.destroy();
    },
  };
}

/** Node does not exit while a thread waits: gives it a byte, which is not used. */
function wakeReader(file: string): void {
  try {
    const writer = openSync(file, constants.O_WRONLY | constants.O_NONBLOCK);
    try {
      writeSync(writer, "\n");
    } finally {
      closeSync(writer);
    }
  } catch {
    // Nothing reads there any more.
  }
}
