import { randomUUID } from "node:crypto";
import type { JsonObject, RunStart } from "@tap-instagram/singer";
import type { Ports } from "../../client/client.ts";
import type { RunFacts, WrittenDataset } from "../facts/run-facts.ts";
import { redacted } from "../redacted.ts";
import { endEvent, startEvent, type LineageRun } from "./lineage-event.ts";
import { receiverOf, secretsOf, type Receiver } from "./receiver.ts";

/** What it takes of a run that begins. */
interface Surroundings extends Pick<RunStart, "env" | "redact" | "hide" | "now"> {
  readonly warn: (text: string) => void;
}

/**
 * Tells a lineage service of a run, as OpenLineage has it. What it cannot deliver, it warns of: the run goes on.
 * https://openlineage.io/docs/spec/object-model
 */
export class Lineage {
  readonly #start: Surroundings;
  readonly #run: LineageRun;
  readonly #receiver: Receiver | undefined;
  #sending: Promise<void> = Promise.resolve();

  constructor(start: Surroundings, ports: Ports) {
    const { env, warn, hide, now } = start;
    this.#start = start;
    this.#run = { id: randomUUID(), env };
    hide(secretsOf(env));
    try {
      this.#receiver = receiverOf(env, ports);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      warn(`Cannot send lineage events: ${error.message}. The sync goes on without them`);
    }
    this.#send(startEvent(this.#run, now()));
  }

  /** Resolves when everything is delivered, or given up. */
  async ended(facts: RunFacts, written: readonly WrittenDataset[]): Promise<void> {
    this.#send(endEvent(this.#run, facts, written));
    await this.#sending;
  }

  /** One after the other: a service may refuse the end of a run that it does not know. */
  #send(event: JsonObject): void {
    const receiver = this.#receiver;
    if (!receiver) return;
    this.#sending = this.#deliver(receiver, event, this.#sending);
  }

  async #deliver(receiver: Receiver, event: JsonObject, earlier: Promise<void>): Promise<void> {
    const { warn, redact } = this.#start;
    await earlier;
    try {
      await receiver.send(redacted(event, redact));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const type = JSON.stringify(event["eventType"]);
      warn(
        `Cannot send the lineage event ${type} to ${receiver.place}: ${reason}. This changes nothing of the sync`,
      );
    }
  }
}
