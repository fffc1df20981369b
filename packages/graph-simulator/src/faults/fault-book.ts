import { unit } from "../random/hash.ts";
import type { FaultMatch } from "./fault-match.ts";
import { appliesTo, type FaultAnswer, type FaultRule } from "./fault-rule.ts";
import { fits, type FaultSubject } from "./fits.ts";

interface Entry {
  readonly rule: FaultRule;
  readonly number: number;
  fitted: number;
  fired: number;
}

/** The rules in force, and how often each has fitted. */
export class FaultBook {
  readonly #seed: number;
  #entries: Entry[] = [];
  #added = 0;

  constructor(seed: number) {
    this.#seed = seed;
  }

  add(rule: FaultRule): void {
    this.#added += 1;
    this.#entries.push({ rule, number: this.#added, fitted: 0, fired: 0 });
  }

  clear(): void {
    this.#entries = [];
  }

  /** The answer of the first rule that wants this one; undefined leaves it alone. */
  answerTo(subject: FaultSubject): FaultAnswer | undefined {
    for (const entry of this.#entries) {
      const { match = {}, answer } = entry.rule;
      if (!appliesTo(answer, subject.target) || !fits(match, subject)) continue;
      entry.fitted += 1;
      if (this.#isDue(entry, match)) {
        entry.fired += 1;
        return answer;
      }
    }
    return undefined;
  }

  #isDue({ number, fitted, fired }: Entry, match: FaultMatch): boolean {
    if (match.nth !== undefined && fitted !== match.nth) return false;
    if (match.every !== undefined && fitted % match.every !== 0) return false;
    if (match.times !== undefined && fired >= match.times) return false;
    return match.probability === undefined || unit(this.#seed, "fault", number, fitted) < match.probability;
  }
}
