import type { Reply } from "../exchange/question.ts";
import { isRecord, recordOf, textOf } from "../exchange/records.ts";

const mostFields = 14;

/** What a value is, without what is in it: `{data: list of {id: digits, timestamp: text}}`. */
export function shapeOf(value: unknown, depth = 3): string {
  if (value === undefined) return "absent";
  if (value === null) return "null";
  if (typeof value === "string") return shapeOfText(value);
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "fraction";
  if (Array.isArray(value)) {
    return value.length === 0 ? "empty list" : `list of ${shapeOf(value[0], depth - 1)}`;
  }
  if (!isRecord(value)) return typeof value;
  const names = Object.keys(value);
  if (names.length === 0) return "empty object";
  if (depth <= 0) return "object";
  const fields = names.slice(0, mostFields).map((name) => {
    const shown = /\d{4,}/.test(name) ? "<id>" : name;
    return `${shown}: ${shapeOf(value[name], depth - 1)}`;
  });
  return `{${fields.join(", ")}${names.length > mostFields ? ", …" : ""}}`;
}

function shapeOfText(text: string): string {
  if (text === "") return "empty text";
  if (/^\d+$/.test(text)) return "digits";
  if (/^\d{4}-\d\d-\d\dT/.test(text)) return "timestamp";
  return /^https?:/.test(text) ? "address" : "text";
}

/** An answer or a refusal, with what the client makes of it. */
export function describeReply(reply: Reply): string {
  if (reply.ok) return `answered with ${shapeOf(reply.body)}`;
  const { error, exchange } = reply;
  const raw = recordOf(recordOf(exchange.body)["error"]);
  const codes = [error.code, error.subcode].filter((code) => code !== undefined).join("/");
  const names = "names" in error && Array.isArray(error.names) ? error.names : [];
  return [
    `refused with HTTP ${error.status ?? exchange.status}`,
    ...(codes === "" ? [] : [`code ${codes}`]),
    ...(error.type === undefined ? [] : [error.type]),
    `“${shortened(textOf(raw, "message") ?? "no message")}”`,
    `which the client reads as ${error.kind} (${error.reason})`,
    ...(names.length > 0 ? [`naming ${names.join(", ")}`] : []),
  ].join(", ");
}

/** The words of a refusal, without ids and addresses. */
export function shortened(text: string, most = 180): string {
  const clean = text.replaceAll(/https?:\/\/\S+/g, "<address>").replaceAll(/\d{5,}/g, "<id>");
  return clean.length > most ? `${clean.slice(0, most)}…` : clean;
}
