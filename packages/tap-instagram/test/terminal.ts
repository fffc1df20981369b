// oxlint-disable-next-line no-control-regex -- they are what is looked for
const control = /^\u001B\[(\d*)([A-Za-z])$/;
// oxlint-disable-next-line no-control-regex -- the same
const pieces = /\u001B\[\d*[A-Za-z]|[^]/gu;

/** What a terminal shows that was sent this text. Knows what the live lines use, and throws at everything else. */
export function screenOf(text: string, columns: number): string[] {
  const lines = [""];
  let [row, column] = [0, 0];
  for (const [part] of text.matchAll(pieces)) {
    const [, count = "", command] = control.exec(part) ?? [];
    if (command === "A") row -= Number(count || 1);
    else if (command === "J") {
      lines.splice(row + 1);
      lines[row] = (lines[row] ?? "").slice(0, column);
    } else if (command === "m") continue;
    else if (command !== undefined || part === "\u001B")
      throw new Error(`The terminal does not know ${part}`);
    else if (part === "\r") column = 0;
    else if (part === "\n") {
      row += 1;
      column = 0;
      if (row === lines.length) lines.push("");
    } else {
      if (column === columns) {
        row += 1;
        column = 0;
        if (row === lines.length) lines.push("");
      }
      const line = lines[row] ?? "";
      lines[row] = line.slice(0, column).padEnd(column) + part + line.slice(column + 1);
      column += 1;
    }
  }
  return lines;
}
