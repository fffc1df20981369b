import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { MentionKind } from "@tap-instagram/core/edges";
import * as v from "valibot";
import { InvalidInputError } from "@tap-instagram/singer";
import { makeFolder } from "../files/make-folder.ts";
import { codeOf, isMissing, replaceFile } from "../files/replace-file.ts";

/** A mention that a webhook told of. What it says is read by its id. */
export interface Mention {
  /** Id of the Instagram account that is mentioned. */
  readonly account: string;
  readonly kind: MentionKind;
  /** Id of the post, or of the comment. */
  readonly id: string;
  /** When the webhook was sent, in milliseconds since the epoch. */
  readonly toldMs: number;
}

/** What waits, and the files that cannot be read. */
export interface Waiting {
  readonly mentions: readonly Mention[];
  readonly broken: readonly string[];
}

const digits = /^\d+$/;
const content = v.object({ told_ms: v.number() });

/**
 * Mentions that wait for a sync, in the folder `mentions` of a spool: a file for each, below its account and kind. It
 * stays until a sync has a state that says that its record was delivered.
 */
export class MentionSpool {
  readonly #path: string;
  readonly #isReadOnly: boolean;

  /**
   * Looks before a run whether the spool can be read. One that is not there yet holds nothing.
   *
   * @throws InvalidInputError
   */
  check(): void {
    try {
      namesIn(this.#path);
    } catch (error) {
      const message = `found ${this.#path}, which cannot be read as a folder (${String(codeOf(error))}), wanted the folder of tap-instagram receive --spool`;
      throw new InvalidInputError("Cannot read mentions", [{ place: "webhook_spool", message }]);
    }
  }

  /** @param options.isReadOnly Nothing is let go: for trials and dry runs. Default false. */
  constructor(path: string, { isReadOnly = false }: { isReadOnly?: boolean | undefined } = {}) {
    this.#path = path;
    this.#isReadOnly = isReadOnly;
  }

  /**
   * Stores a mention, which outlives a crash once this has returned. One that is there already is stored once.
   *
   * @throws Error of the system; RangeError for what is not an id.
   */
  keep({ account, kind, id, toldMs }: Mention): void {
    const folder = this.#folderOf(account, kind);
    makeFolder(folder, 0o700);
    replaceFile(this.#fileOf(account, kind, id), `${JSON.stringify({ told_ms: toldMs })}\n`);
  }

  /** What waits for an account, the oldest first. @throws Error of the system. */
  waiting(account: string, kind: MentionKind): Waiting {
    const folder = this.#folderOf(account, kind);
    const mentions: Mention[] = [];
    const broken: string[] = [];
    for (const name of namesIn(folder)) {
      const id = name.replace(/\.json$/, "");
      if (id === name || !digits.test(id)) continue;
      const toldMs = toldIn(join(folder, name));
      if (toldMs === undefined) broken.push(join(folder, name));
      else mentions.push({ account, kind, id, toldMs });
    }
    return { mentions: mentions.toSorted((one, other) => one.toldMs - other.toldMs), broken };
  }

  /** Lets go of mentions by their ids. @throws Error of the system. */
  letGo(account: string, kind: MentionKind, ids: readonly string[]): void {
    if (this.#isReadOnly) return;
    for (const id of ids) rmSync(this.#fileOf(account, kind, id), { force: true });
  }

  #folderOf(account: string, kind: MentionKind): string {
    if (!digits.test(account)) throw new RangeError(`Cannot keep mentions of "${account}": want an id`);
    return join(this.#path, "mentions", account, kind);
  }

  #fileOf(account: string, kind: MentionKind, id: string): string {
    if (!digits.test(id)) throw new RangeError(`Cannot keep the mention "${id}": want an id`);
    return join(this.#folderOf(account, kind), `${id}.json`);
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

function toldIn(path: string): number | undefined {
  try {
    const parsed = v.safeParse(content, JSON.parse(readFileSync(path, "utf8")));
    return parsed.success ? parsed.output.told_ms : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
