import { expect } from "vitest";

/** A sample of Prometheus's text format. */
export interface Sample {
  readonly name: string;
  readonly labels: { readonly [name: string]: string };
  readonly value: number;
}

const helpLine = /^# HELP ([a-zA-Z_:][\w:]*) ((?:[^\\\n]|\\\\|\\n)+)$/;
const typeLine = /^# TYPE ([a-zA-Z_:][\w:]*) gauge$/;
const sampleLine =
  /^([a-zA-Z_:][\w:]*)(?:\{((?:[a-zA-Z_]\w*="(?:[^"\\\n]|\\["\\n])*",?)*)\})? (-?(?:\d+(?:\.\d+)?(?:e[+-]?\d+)?))$/;
const labelForm = /([a-zA-Z_]\w*)="((?:[^"\\\n]|\\["\\n])*)"/g;

/**
 * The samples of a file, once everything that the format says of it holds: HELP and TYPE once and before the samples of
 * a family, the samples of a family together, no sample twice, and a line feed at the end.
 */
export function samplesIn(text: string): Sample[] {
  expect(text.endsWith("\n")).toBe(true);
  const families = new Set<string>();
  const keys = new Set<string>();
  const samples: Sample[] = [];
  let family: { name: string; hasType: boolean } | undefined;
  for (const line of text.slice(0, -1).split("\n")) {
    const [, help] = helpLine.exec(line) ?? [];
    const [, type] = typeLine.exec(line) ?? [];
    if (help !== undefined) {
      expect(families, `family ${help} comes twice`).not.toContain(help);
      families.add(help);
      family = { name: help, hasType: false };
    } else if (type !== undefined) {
      expect(family).toEqual({ name: type, hasType: false });
      family = { name: type, hasType: true };
    } else {
      const [, name = "", labelsText = "", value] = sampleLine.exec(line) ?? [];
      expect({ name, hasType: true }, `line ${line}`).toEqual(family);
      const labels = Object.fromEntries(
        [...labelsText.matchAll(labelForm)].map(([, label = "", raw = ""]) => [
          label,
          raw.replaceAll(/\\(["\\n])/g, (_, character: string) => (character === "n" ? "\n" : character)),
        ]),
      );
      const key = JSON.stringify([name, Object.entries(labels).toSorted()]);
      expect(keys, `sample ${line} comes twice`).not.toContain(key);
      keys.add(key);
      samples.push({ name, labels, value: Number(value) });
    }
  }
  return samples;
}

/** The only sample of this name whose labels include these; NaN where there is none. */
export function valueOf(samples: readonly Sample[], name: string, labels: Sample["labels"] = {}): number {
  const found = samples.filter(
    (sample) =>
      sample.name === name &&
      Object.entries(labels).every(([label, value]) => sample.labels[label] === value),
  );
  expect(found.length).toBeLessThanOrEqual(1);
  return found[0]?.value ?? Number.NaN;
}
