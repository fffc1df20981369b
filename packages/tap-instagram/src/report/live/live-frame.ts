import { styleText } from "node:util";

/** What the live lines show. */
export interface LiveFigures {
  /** `undefined` until the accounts are known. */
  readonly accounts?: { readonly done: number; readonly all: number } | undefined;
  readonly records: ReadonlyMap<string, number>;
  readonly calls: number;
  /** How many calls the run will make; `undefined` until that is known. */
  readonly estimatedCalls?: number | undefined;
  /** The fullest quota, as the API reported it last. */
  readonly quota?: { readonly name: string; readonly percent: number } | undefined;
  readonly elapsedMs: number;
  readonly leftMs?: number | undefined;
  readonly waits: readonly LiveWait[];
}

/** Something that the run waits for. */
export interface LiveWait {
  readonly reason: string;
  /** Milliseconds since the epoch. */
  readonly untilMs: number;
  readonly leftMs: number;
}

/** How a frame is drawn. */
export interface FrameStyle {
  readonly columns: number;
  readonly isColoured: boolean;
}

type Color = Parameters<typeof styleText>[0];

/** So many waits have a line each. */
const mostWaits = 2;

const minuteMs = 60_000;
const leastBar = 10;
const mostBar = 40;

/** The lines of a moment. Each is shorter than the terminal is wide. */
export function frameOf(figures: LiveFigures, style: FrameStyle): string[] {
  const room = style.columns - 1;
  const { accounts, calls, estimatedCalls, quota, waits } = figures;
  const counts = [
    accounts ? `Accounts ${accounts.done} of ${accounts.all}` : "Finding the accounts",
    estimatedCalls === undefined ? `calls ${calls}` : `calls ${calls} of ${Math.max(calls, estimatedCalls)}`,
    timeText(figures),
  ];
  return [
    ...fitting([counts.join(" · ")], room),
    ...(figures.records.size === 0 ? [] : fitting([recordsText(figures.records, room)], room)),
    ...(quota ? [quotaLine(quota, style, room)] : []),
    ...fitting(waits.slice(0, mostWaits).map(waitText), room).map((line) => painted(line, "yellow", style)),
    ...fitting(waits.length > mostWaits ? [`… and ${waits.length - mostWaits} more`] : [], room),
  ];
}

function timeText({ elapsedMs, leftMs }: LiveFigures): string {
  const gone = durationText(elapsedMs);
  if (leftMs === undefined) return gone;
  // Seconds would promise too much.
  const rounded = leftMs < minuteMs ? leftMs : Math.round(leftMs / minuteMs) * minuteMs;
  return `${gone}, about ${durationText(rounded)} left`;
}

/** The streams with the most records first, as many as there is room for. */
function recordsText(records: ReadonlyMap<string, number>, room: number): string {
  const parts = [...records].toSorted(([, a], [, b]) => b - a).map(([name, count]) => `${name} ${count}`);
  let text = "Records ";
  for (const [at, part] of parts.entries()) {
    const more = at === 0 ? part : ` · ${part}`;
    const rest = parts.length - at - 1;
    const tail = rest === 0 ? "" : ` · ${rest} more`;
    if (at > 0 && text.length + more.length + tail.length > room)
      return `${text} · ${parts.length - at} more`;
    text += more;
  }
  return text;
}

function quotaLine(
  { name, percent }: NonNullable<LiveFigures["quota"]>,
  style: FrameStyle,
  room: number,
): string {
  const texts = { before: "Quota ", after: ` ${Math.round(percent)} % of ${name}` };
  const free = room - texts.before.length - texts.after.length - 2;
  const width = Math.min(mostBar, Math.max(leastBar, free));
  const full = Math.round((Math.min(percent, 100) / 100) * width);
  const bar = `${"█".repeat(full)}${"░".repeat(width - full)}`;
  const color: Color = percent >= 95 ? "red" : percent >= 80 ? "yellow" : "green";
  const [cut = ""] = fitting([`${texts.before}[${bar}]${texts.after}`], room);
  return cut.includes(bar) ? cut.replace(bar, painted(bar, color, style)) : cut;
}

function waitText({ reason, untilMs, leftMs }: LiveWait): string {
  const until = new Date(untilMs).toISOString().slice(11, 16);
  return `Waits until ${until} UTC, ${durationText(leftMs)}: ${reason}`;
}

function fitting(lines: readonly string[], room: number): string[] {
  return lines.map((line) => (line.length <= room ? line : `${line.slice(0, Math.max(0, room - 1))}…`));
}

function painted(text: string, color: Color, { isColoured }: FrameStyle): string {
  return isColoured ? styleText(color, text, { validateStream: false }) : text;
}

function twoUnits(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}

/** `42 s`, `3 min 7 s`, `2 h 5 min` */
export function durationText(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return twoUnits(minutes, "min", seconds % 60, "s");
  return twoUnits(Math.floor(minutes / 60), "h", minutes % 60, "min");
}
