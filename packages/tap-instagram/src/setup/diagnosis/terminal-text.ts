/**
 * Text of others as it is safe in a terminal: names of Pages can hold control characters, and others that turn the
 * direction of what follows.
 */
export function terminalText(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028-\u202e\u2066-\u2069]/gu, " ");
}

/** JSON as it is safe in a terminal, too: JSON lets some control characters through. For programs it is the same. */
export function terminalJson(value: object, space?: number): string {
  return JSON.stringify(value, null, space).replaceAll(
    /[\u007f-\u009f\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
