/** One problem in the input of a command. */
export interface Problem {
  /** Where it is: `config.json:page_size`, an environment variable's name, `catalog.json: streams[2].schema`. */
  readonly place: string;
  /** What was found there, and what was wanted. */
  readonly message: string;
}

/**
 * Settings, a catalog or a state cannot be used. A command ends with exit code 1.
 *
 * @example
 * ```ts
 * import { InvalidInputError } from "@tap-instagram/singer";
 * import { defineSettings, parseSettings, setting } from "@tap-instagram/singer/settings";
 *
 * const settings = defineSettings({ pace: setting.integer({ title: "Pace", description: "Posts a second." }) });
 * try {
 *   parseSettings(settings, [{ place: "config.json", values: { pace: "fast" } }]);
 * } catch (error) {
 *   if (!(error instanceof InvalidInputError)) throw error;
 *   for (const { place, message } of error.problems) console.error(`${place}: ${message}`);
 *   // config.json:pace: found "fast", wanted an integer
 * }
 * ```
 */
export class InvalidInputError extends Error {
  override readonly name = "InvalidInputError";
  /** Every problem found, not only the first. */
  readonly problems: readonly Problem[];

  /** What failed, e.g. `Cannot use the settings`. */
  readonly attempt: string;

  constructor(attempt: string, problems: readonly Problem[]) {
    const lines = problems.map(({ place, message }) => `  ${place}: ${message}`);
    super([`${attempt}:`, ...lines].join("\n"));
    this.attempt = attempt;
    this.problems = problems;
  }
}

/**
 * Problems of several inputs, to tell of all of them at once.
 *
 * @example
 * ```ts
 * import process from "node:process";
 * import { InvalidInputError, nodeHost } from "@tap-instagram/singer";
 * import { ProblemList, readJson } from "@tap-instagram/singer/protocol";
 *
 * const found = new ProblemList();
 * const host = nodeHost(process);
 * const [first, second] = ["a.json", "b.json"].map((path) =>
 *   found.collect(() => readJson("Cannot compare the files", path, host)),
 * );
 * if (found.problems.length > 0) throw new InvalidInputError("Cannot compare the files", found.problems);
 * ```
 */
export class ProblemList {
  readonly problems: Problem[] = [];

  /** What `read` gives. Where it throws an InvalidInputError, its problems join the list, and nothing is given. */
  collect<T>(read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      this.problems.push(...error.problems);
      return undefined;
    }
  }
}

/**
 * The command line is wrong. The command prints the message and its usage, and ends with exit code 2.
 *
 * @example
 * ```ts
 * import { defineSubcommand, UsageError } from "@tap-instagram/singer";
 *
 * const copy = defineSubcommand({
 *   summary: "Copy the posts of a blog",
 *   flags: { file: { value: "FILE", help: "To a file" }, folder: { value: "DIR", help: "To a folder" } },
 *   async run({ flags: { file, folder }, print }) {
 *     if (file !== undefined && folder !== undefined) throw new UsageError("--file and --folder exclude each other");
 *     await print(`${file ?? folder ?? "."}`);
 *     return 0;
 *   },
 * });
 * ```
 */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/**
 * The command ends with this exit code, e.g. 3 when a token is no longer valid.
 *
 * @example
 * ```ts
 * import { CommandError } from "@tap-instagram/singer";
 *
 * // For a tap's `sync`, which may throw it from anywhere.
 * function refuse(status: number): void {
 *   if (status !== 401) return;
 *   throw new CommandError("Cannot read posts: the API key is not accepted", {
 *     exitCode: 3,
 *     hint: "Make a new one on your profile page, and set api_key to it",
 *   });
 * }
 * ```
 */
export class CommandError extends Error {
  override readonly name = "CommandError";
  readonly exitCode: number;
  /** What to do next. Printed on the line after the message. */
  readonly hint?: string | undefined;

  constructor(message: string, options: { exitCode: number; hint?: string | undefined; cause?: unknown }) {
    super(message, options);
    this.exitCode = options.exitCode;
    this.hint = options.hint;
  }
}

/**
 * A line of the input is not a Singer message.
 *
 * @example
 * ```ts
 * import { MalformedMessageError, parseMessage } from "@tap-instagram/singer";
 *
 * try {
 *   parseMessage('{"type": "RECORD", "record": {"id": "1"}}');
 * } catch (error) {
 *   if (!(error instanceof MalformedMessageError)) throw error;
 *   console.error(error.message); // Cannot read a RECORD message: "stream" holds nothing, wanted a string
 * }
 * ```
 */
export class MalformedMessageError extends Error {
  override readonly name = "MalformedMessageError";
}
