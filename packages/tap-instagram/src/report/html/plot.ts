import { scaleLinear, type ScaleLinear } from "d3-scale";
import { area, curveStepAfter, line } from "d3-shape";
import { durationText } from "../live/live-frame.ts";
import { markup, type Content, type Markup } from "./markup.ts";

/** The drawing is stretched to the width it has; only its height is given. Texts are next to it, at their own size. */
const width = 1000;
const height = 120;

/** One row of a plot over time: an area, or bars. */
export interface Track {
  /** A short word for programs. */
  readonly name: string;
  readonly title: string;
  readonly unit: string;
  readonly form: "area" | "bars";
  /** One value per moment; `undefined` where there is none. */
  readonly values: readonly (number | undefined)[];
  /** The top of its axis. Default: a round number above the highest value. */
  readonly top?: number | undefined;
  /** Values on top of each other, drawn in another colour: failures among requests. */
  readonly among?: readonly number[] | undefined;
}

/** A figure: tracks over the same time, each with its axis, and a table behind them. */
export function plotOf(
  name: string,
  title: string,
  summary: string,
  tracks: readonly Track[],
  widthMs: number,
  table: Content,
): Markup {
  const count = Math.max(1, ...tracks.map(({ values }) => values.length));
  const time = scaleLinear([0, count * widthMs], [0, width]);
  return markup`<figure data-plot="${name}"><figcaption><strong>${title}.</strong> ${summary}</figcaption>
${tracks.map((track) => trackOf(track, count))}
<div class="times" aria-hidden="true">${timeLabels(time)}</div>
<details><summary>The same as a table: ${title}</summary>${table}</details></figure>
`;
}

function trackOf(track: Track, count: number): Markup {
  const known = track.values.flatMap((value) => value ?? []);
  const highest = Math.max(0, ...known);
  const scale = scaleLinear([0, track.top ?? Math.max(highest, 1)], [height, 0]);
  if (track.top === undefined) scale.nice(2);
  const ticks = scale.ticks(2).filter((tick) => Number.isInteger(tick) || highest < 1);
  const drawing = track.form === "area" ? areaOf(track, scale, count) : barsOf(track, scale, count);
  const label = `${track.title}: at most ${shortNumber(highest)} ${track.unit}`;
  return markup`<div class="track"><div class="name">${track.title}<span class="unit">${track.unit}</span></div>
<div class="axis" aria-hidden="true">${ticks.map((tick) => markup`<span style="top:${percent(scale(tick), height)}">${shortNumber(tick)}</span>`)}</div>
<svg role="img" aria-label="${label}" data-track="${track.name}" viewBox="0 0 ${width} ${height}" preserveAspectRatio="none">${ticks.map(
    (tick) => markup`<path class="grid" d="M0,${rounded(scale(tick))}H${width}"/>`,
  )}${drawing}</svg></div>
`;
}

/** Steps: what was reported last holds until the next report. */
function areaOf({ values }: Track, scale: ScaleLinear<number, number>, count: number): Markup {
  const x = scaleLinear([0, count], [0, width]);
  const points = filled(values);
  if (points.length === 0) return markup``;
  const last = points.at(-1) ?? 0;
  const steps = [...points, last].map((value, at) => [x(at), scale(value)] as const);
  const shape = area<readonly [number, number]>(
    ([at]) => at,
    height,
    ([, value]) => value,
  )
    .curve(curveStepAfter)
    .digits(1);
  const outline = line<readonly [number, number]>(
    ([at]) => at,
    ([, value]) => value,
  )
    .curve(curveStepAfter)
    .digits(1);
  return markup`<path class="area" d="${shape(steps) ?? ""}"/><path class="line" d="${outline(steps) ?? ""}"/>`;
}

function filled(values: readonly (number | undefined)[]): number[] {
  let last = 0;
  return values.map((value) => (last = value ?? last));
}

function barsOf({ values, among }: Track, scale: ScaleLinear<number, number>, count: number): Markup {
  const step = width / count;
  const barWidth = rounded(step * 0.8);
  const bars = (of: readonly (number | undefined)[], kind: string) =>
    of.flatMap((value, at) => {
      if (value === undefined || value === 0) return [];
      const top = rounded(scale(value));
      return markup`<rect class="${kind}" x="${rounded((at + 0.1) * step)}" y="${top}" width="${barWidth}" height="${rounded(height - top)}"/>`;
    });
  return markup`${bars(values, "bar")}${bars(among ?? [], "among")}`;
}

/** Few enough to fit side by side on a phone. */
function timeLabels(time: ScaleLinear<number, number>): Markup[] {
  const [from = 0, to = 0] = time.domain();
  return [from, (from + to) / 2, to].map(
    (ms) => markup`<span style="left:${percent(time(ms), width)}">${durationText(ms)}</span>`,
  );
}

function percent(part: number, whole: number): string {
  return `${rounded((part / whole) * 100)}%`;
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}

function shortNumber(value: number): string {
  if (value >= 10_000) return `${rounded(value / 1000)}k`;
  return String(rounded(value));
}
