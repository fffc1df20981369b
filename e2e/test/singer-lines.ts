import { parseMessage, type RecordMessage, type SingerMessage } from "@tap-instagram/singer";

/** Every line of a tap's stdout, each of which must be a Singer message. */
export function messagesOf(stdout: string): SingerMessage[] {
  return stdout
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => parseMessage(line));
}

export function recordsOf(messages: readonly SingerMessage[], stream?: string): RecordMessage[] {
  return messages.filter(
    (message): message is RecordMessage =>
      message.type === "RECORD" && (stream === undefined || message.stream === stream),
  );
}

/** Records by stream and account, in the order they came. */
export function byStreamAndAccount(messages: readonly SingerMessage[]): Map<string, string[]> {
  const lines = new Map<string, string[]>();
  for (const { stream, record } of recordsOf(messages)) {
    const key = `${stream} ${JSON.stringify(record["business_account_id"])}`;
    lines.set(key, [...(lines.get(key) ?? []), JSON.stringify(record)]);
  }
  return lines;
}

/** The value of the last STATE, which must be the last message. */
export function finalState(messages: readonly SingerMessage[]): unknown {
  const last = messages.at(-1);
  if (last?.type !== "STATE") throw new Error(`The last message is ${last?.type ?? "missing"}, not STATE`);
  return last.value;
}

/** A tap's stdout without what differs between any two runs: signatures of addresses, and when a profile was read. */
export function withoutDrift(stdout: string): string {
  return stdout.replaceAll(/\?_nc_ohc=[^"]*/g, "").replaceAll(/("snapshot_at":)"[^"]*"/g, "$1null");
}
