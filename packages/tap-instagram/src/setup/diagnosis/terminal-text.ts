/** Text of others as it is safe in a terminal: names of Pages can hold control characters. */
export function terminalText(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, " ");
}

/** JSON as it is safe in a terminal, too: JSON lets some control characters through. For programs it is the same. */
export function terminalJson(value: object, space?: number): string {
  return JSON.stringify(value, null, space).replaceAll(
    /[\u007f-\u009f\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
