/** Something that an executable does wrong. */
export interface Finding {
  /** The check that found it, e.g. `schema before record`. */
  readonly check: string;
  /** `defect`: data would be lost, changed or refused. `advice`: some tools have a problem with it. */
  readonly severity: "defect" | "advice";
  /** What was found, where, and what was wanted. */
  readonly message: string;
}

/** The result of `checkTap` or `checkTarget`. */
export interface ConformanceReport {
  readonly findings: readonly Finding[];
  /** All checks that ran, in order. */
  readonly checks: readonly string[];
  /** What was not checked, and why, e.g. because a tap ended before it could be interrupted. */
  readonly notes: readonly string[];
}

const maxPerCheck = 5;

/** Gathers findings. Lists the first few of each check and counts the rest. */
export class FindingList {
  #findings: Finding[] = [];
  #counts = new Map<string, number>();
  #checks = new Set<string>();
  #notes: string[] = [];

  /** Records that these checks ran, with or without findings. */
  recordCheck(...checks: readonly string[]): void {
    for (const check of checks) this.#checks.add(check);
  }

  defect(check: string, message: string): void {
    this.#add({ check, severity: "defect", message });
  }

  advice(check: string, message: string): void {
    this.#add({ check, severity: "advice", message });
  }

  note(text: string): void {
    this.#notes.push(text);
  }

  report(): ConformanceReport {
    const more = [...this.#counts].flatMap(([check, count]): Finding[] =>
      count <= maxPerCheck
        ? []
        : [{ check, severity: "defect", message: `and ${count - maxPerCheck} more of this kind` }],
    );
    return { findings: [...this.#findings, ...more], checks: [...this.#checks], notes: this.#notes };
  }

  #add(finding: Finding): void {
    this.recordCheck(finding.check);
    const count = (this.#counts.get(finding.check) ?? 0) + 1;
    this.#counts.set(finding.check, count);
    if (count <= maxPerCheck) this.#findings.push(finding);
  }
}

/**
 * A report as text, for people.
 *
 * @example
 * ```ts
 * import { renderFindings } from "@tap-instagram/singer/testing";
 *
 * const message = "Without input it ends with exit code 1";
 * renderFindings({
 *   findings: [{ check: "empty input", severity: "defect", message }],
 *   checks: ["states", "empty input"],
 *   notes: [],
 * });
 * // 2 checks, 1 failed
 * // ✓ states
 * // ✗ empty input
 * //     defect: Without input it ends with exit code 1
 * ```
 */
export function renderFindings({ findings, checks, notes }: ConformanceReport): string {
  const failed = new Set(findings.filter(({ severity }) => severity === "defect").map(({ check }) => check));
  return [
    `${checks.length} checks, ${failed.size} failed`,
    ...checks.flatMap((check) => {
      const found = findings.filter((finding) => finding.check === check);
      return [
        `${failed.has(check) ? "✗" : "✓"} ${check}`,
        ...found.map(({ severity, message }) => `    ${severity}: ${message}`),
      ];
    }),
    ...notes.map((note) => `note: ${note}`),
  ].join("\n");
}
