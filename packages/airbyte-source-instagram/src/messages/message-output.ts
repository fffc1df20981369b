import { OutputSink } from "@tap-instagram/singer/protocol";
import type { CommandHost } from "@tap-instagram/singer";
import { lineOf } from "./line.ts";
import type {
  AirbyteMessage,
  StatusReason,
  StreamStatus,
  TraceError,
  LogLevel,
  StreamStateMessage,
} from "./messages.ts";

/** A reader that takes nothing for so long after a stop does not read. */
const unreadForMs = 5000;

/** Writes messages to stdout, one a line. Every method resolves when there is room for more. */
export class MessageOutput {
  readonly #sink: OutputSink;
  readonly #now: () => number;
  #errors = 0;

  /** @param onClosed Called once, when the reader is gone. */
  constructor({ stdout, now }: Pick<CommandHost, "stdout" | "now">, onClosed: () => void) {
    this.#sink = new OutputSink(stdout, onClosed);
    this.#now = now;
  }

  /** How many errors were written. */
  get errors(): number {
    return this.#errors;
  }

  write(message: AirbyteMessage): Promise<void> {
    return this.#sink.line(lineOf(message));
  }

  state(state: StreamStateMessage): Promise<void> {
    return this.write({ type: "STATE", state });
  }

  status(name: string, status: StreamStatus, reasons?: readonly StatusReason[]): Promise<void> {
    return this.write({
      type: "TRACE",
      trace: {
        type: "STREAM_STATUS",
        emitted_at: this.#now(),
        stream_status: { stream_descriptor: { name }, status, reasons },
      },
    });
  }

  error(error: TraceError): Promise<void> {
    this.#errors += 1;
    return this.write({ type: "TRACE", trace: { type: "ERROR", emitted_at: this.#now(), error } });
  }

  /** A failure to write shows at the next message. */
  log(level: LogLevel, message: string): void {
    this.write({ type: "LOG", log: { level, message } }).catch(() => undefined);
  }

  /** Milliseconds since the epoch. */
  now(): number {
    return this.#now();
  }

  flush(): Promise<void> {
    return this.#sink.flush();
  }

  /** From now on, a reader that does not read counts as gone. */
  hurry(): void {
    this.#sink.abandonAfter(unreadForMs);
  }
}
