/** The labels of a sample. One that is absent or empty is left out. */
export type Labels = { readonly [name: string]: string | undefined };

/** A metric with its samples. */
export interface MetricFamily {
  readonly name: string;
  readonly help: string;
  readonly samples: readonly { readonly labels: Labels; readonly value: number }[];
}

/**
 * Gauges in Prometheus's text format. A family without samples is left out.
 * https://prometheus.io/docs/instrumenting/exposition_formats/
 */
export function expositionOf(families: readonly MetricFamily[]): string {
  return families
    .filter(({ samples }) => samples.length > 0)
    .flatMap(({ name, help, samples }) => [
      `# HELP ${name} ${help.replaceAll("\\", "\\\\").replaceAll("\n", "\\n")}`,
      `# TYPE ${name} gauge`,
      ...samples.map(({ labels, value }) => `${name}${labelsText(labels)} ${value}`),
    ])
    .map((line) => `${line}\n`)
    .join("");
}

function labelsText(labels: Labels): string {
  const texts = Object.entries(labels).flatMap(([name, value]) =>
    value === undefined || value === "" ? [] : [`${name}="${escaped(value)}"`],
  );
  return texts.length === 0 ? "" : `{${texts.join(",")}}`;
}

function escaped(value: string): string {
  return value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
}
