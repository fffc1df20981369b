import type { UsageSubject } from "./usage-subject.ts";

/** How many calls there are before the API says no. */
export interface QuotaOptions {
  /** Calls per Instagram account (and per Page) within 24 hours. Default 240000. */
  readonly callsPerDay?: number | undefined;
  /** Calls on the app and its users within an hour. Default 240000. */
  readonly appCallsPerHour?: number | undefined;
}

/** How much a subject has used. */
export interface UsageReading {
  /** Whole percent; 100 is throttled. */
  readonly percent: number;
  /** Minutes until calls are answered again; 0 if they are. */
  readonly regainMinutes: number;
}

const minuteMs = 60_000;
const dayMinutes = 1_440;
const hourMinutes = 60;
const defaultCalls = 240_000;

const keyOf = (subject: UsageSubject): string =>
  subject.kind === "app" ? "app" : `${subject.kind}:${subject.id}`;

/** Counts calls in sliding windows: 24 hours for accounts and Pages, one hour for the app. */
export class QuotaMeter {
  readonly #options: QuotaOptions;
  /** Calls by subject and minute. */
  readonly #calls = new Map<string, Map<number, number>>();

  constructor(options: QuotaOptions) {
    this.#options = options;
  }

  /** Counts calls; refused ones count as well, which is why calling on makes the wait longer. */
  charge(subject: UsageSubject, nowMs: number, calls = 1): void {
    this.#count(keyOf(subject), nowMs, calls);
  }

  /** Counts a read of something that has a limit of its own. True when it is over the limit of a day. */
  isOver(what: string, mostPerDay: number, nowMs: number): boolean {
    const key = `limited:${what}`;
    this.#count(key, nowMs, 1);
    const today = Math.floor(nowMs / minuteMs) - dayMinutes;
    let used = 0;
    for (const [minute, reads] of this.#calls.get(key) ?? []) if (minute > today) used += reads;
    return used > mostPerDay;
  }

  #count(key: string, nowMs: number, calls: number): void {
    const minutes = this.#calls.get(key) ?? new Map<number, number>();
    const minute = Math.floor(nowMs / minuteMs);
    minutes.set(minute, (minutes.get(minute) ?? 0) + calls);
    this.#calls.set(key, minutes);
  }

  read(subject: UsageSubject, nowMs: number): UsageReading {
    const window = subject.kind === "app" ? hourMinutes : dayMinutes;
    const most =
      (subject.kind === "app" ? this.#options.appCallsPerHour : this.#options.callsPerDay) ?? defaultCalls;
    const minutes = this.#calls.get(keyOf(subject)) ?? new Map<number, number>();
    const current = Math.floor(nowMs / minuteMs);
    let used = 0;
    for (const [minute, calls] of minutes) {
      if (minute <= current - window) minutes.delete(minute);
      else used += calls;
    }
    const percent = most === 0 ? 100 : Math.min(100, Math.floor((used * 100) / most));
    if (used < most) return { percent, regainMinutes: 0 };
    let left = used;
    let regainMinutes = window;
    for (const minute of [...minutes.keys()].toSorted((one, other) => one - other)) {
      left -= minutes.get(minute) ?? 0;
      if (left >= most) continue;
      regainMinutes = minute + window - current;
      break;
    }
    return { percent, regainMinutes: Math.max(1, regainMinutes) };
  }
}
