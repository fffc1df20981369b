import { statSync } from "node:fs";
import { resolve } from "node:path";
import { isSecretLikePath } from "../json/shown.ts";
import type { CommandHost } from "./host.ts";
import { readFifo } from "./read-file-or-fifo.ts";
import { StopControl } from "./stop-control.ts";

/** A writer is told to be late after this time. */
const lateMs = 1000;

/**
 * Reads the FIFOs among some files, for those who read the files later. A wait in the thread of the command would hear no
 * signal; here, a signal ends it.
 *
 * @param tell Receives a line for people.
 * @returns the exit code after a signal.
 */
export async function readFifos(
  paths: readonly string[],
  host: CommandHost,
  tell: (text: string) => void,
): Promise<number | undefined> {
  const { fifos } = host;
  const places = [...new Set(paths.map((path) => resolve(host.cwd(), path)))].filter(isFifo);
  if (fifos === undefined || places.length === 0) return undefined;
  const stop = new StopControl();
  const unlisten = stop.listen(host, (signal) =>
    tell(`${signal} received while waiting for a FIFO (named pipe): stopped, nothing was begun`),
  );
  try {
    for (const place of places) {
      const name = isSecretLikePath(place) ? "a file" : place;
      const late = setTimeout(
        () => tell(`Waiting for what writes into ${name}, which is a FIFO (named pipe)`),
        lateMs,
      );
      const text = await textOf(place, stop.signal).finally(() => clearTimeout(late));
      if (stop.exitCode !== undefined) return stop.exitCode;
      fifos.set(place, text);
    }
    return undefined;
  } finally {
    unlisten();
  }
}

/** Gives the text, or throws why there is none, where the file is wanted: problems of all files are told together. */
async function textOf(place: string, signal: AbortSignal): Promise<() => string> {
  try {
    const text = await readFifo(place, signal);
    return () => text;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

function isFifo(path: string): boolean {
  try {
    return statSync(path).isFIFO();
  } catch {
    // What is wrong with it is told where it is read.
    return false;
  }
}
