import { CommandError, type CommandHost } from "@tap-instagram/singer";
import { HiddenLine } from "./hidden-line.ts";

/** No line that is asked for is as long. What comes beyond it is not read. */
const mostLetters = 64 * 1024;

/** What comes on stdin, line by line. On a terminal, nothing that is typed or pasted is shown. */
export class LineInput {
  readonly #host: Pick<CommandHost, "stdin" | "stderr">;
  readonly #decoder = new TextDecoder();
  #chunks: AsyncIterator<Uint8Array> | undefined;
  #rest = "";

  constructor(host: Pick<CommandHost, "stdin" | "stderr">) {
    this.#host = host;
  }

  /** Whether a person sits at a terminal. */
  get isTerminal(): boolean {
    return this.#host.stdin.isTTY === true;
  }

  /**
   * The next line that is not empty, trimmed; `undefined` at the end of the input.
   *
   * @param prompt what a person at a terminal is asked.
   * @throws CommandError with exit code 130 for Ctrl-C at a terminal.
   */
  async line(prompt: string): Promise<string | undefined> {
    return this.isTerminal ? this.#hiddenLine(prompt) : this.#plainLine();
  }

  /** All that comes until the end, trimmed, or more than a token can have; from a terminal, one line. */
  async all(prompt: string): Promise<string> {
    if (this.isTerminal) return (await this.line(prompt)) ?? "";
    while (await this.#more());
    return this.#rest.trim();
  }

  /** Lets the input go. */
  close(): void {
    this.#host.stdin.destroy();
  }

  async #plainLine(): Promise<string | undefined> {
    for (;;) {
      const end = this.#rest.search(/[\r\n]/);
      if (end === -1) {
        if (await this.#more()) continue;
        const last = this.#rest.trim();
        this.#rest = "";
        return last === "" ? undefined : last;
      }
      const line = this.#rest.slice(0, end).trim();
      this.#rest = this.#rest.slice(end + 1);
      if (line !== "") return line;
    }
  }

  /** Keys come one by one then, which also lifts the limit of a terminal's line: 1,024 letters on some systems. */
  async #hiddenLine(prompt: string): Promise<string | undefined> {
    const { stdin, stderr } = this.#host;
    stdin.setRawMode?.(true);
    try {
      await stderr.write(prompt);
      for (;;) {
        const line = new HiddenLine();
        let end = line.take(this.#rest);
        while (end === undefined) {
          this.#rest = "";
          if (!(await this.#more())) return undefined;
          end = line.take(this.#rest);
        }
        this.#rest = end.rest;
        if (end.by === "interrupt") throw new CommandError("Stopped. Nothing was written", { exitCode: 130 });
        if (end.by === "end") return undefined;
        if (line.text.trim() !== "") return line.text.trim();
      }
    } finally {
      stdin.setRawMode?.(false);
      await stderr.write("\n");
    }
  }

  async #more(): Promise<boolean> {
    if (this.#rest.length > mostLetters) return false;
    this.#chunks ??= this.#host.stdin[Symbol.asyncIterator]();
    const next = await this.#chunks.next();
    if (next.done === true) return false;
    this.#rest += this.#decoder.decode(next.value, { stream: true });
    return true;
  }
}
