import { parseExactJson, type JsonValue } from "@tap-instagram/singer";

/**
 * A state's value from its JSON. An integer beyond 2^53, which a double cannot hold, becomes text: rounded up, it
 * would make the tap skip what lies between.
 */
export function stateValue(json: string, onInexact: () => void): JsonValue {
  const exact = parseExactJson(json);
  // Only long runs of digits can be such an integer; most states have none, or have them as text already.
  if (/\d{16}/.test(json) && JSON.stringify(exact) !== JSON.stringify(JSON.parse(json))) onInexact();
  return exact;
}
