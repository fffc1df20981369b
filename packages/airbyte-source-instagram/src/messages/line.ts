import type { AirbyteMessage } from "./messages.ts";

/** Airbyte's tools cut lines there, too, and take both halves for logs. Captions have them. */
const otherLineBreaks = /[\u0085\u2028\u2029]/;
const everyOtherLineBreak = new RegExp(otherLineBreaks, "g");

/** A message as one line, without its newline. */
export function lineOf(message: AirbyteMessage): string {
  const json = JSON.stringify(message);
  return otherLineBreaks.test(json) ? json.replaceAll(everyOtherLineBreak, escaped) : json;
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
