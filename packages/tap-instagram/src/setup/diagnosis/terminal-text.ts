/** Text of others as it is safe in a terminal: names of Pages can hold control characters. */
export function terminalText(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, " ");
}
