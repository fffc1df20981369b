/** The text of each row that a recording shows, by the id under which its screens name it. */
function rowsById(svg: string): ReadonlyMap<string, string> {
  const rows = [...svg.matchAll(/<text id="(r\d+)"[^>]*>(.*?)<\/text>/g)];
  return new Map(rows.map(([, id = "", inner = ""]) => [id, plain(inner)]));
}

/** Every row that a recording shows at some time. */
export function recordedRows(svg: string): string[] {
  return [...rowsById(svg).values()];
}

/** The rows of its last screen, without empty ones. */
export function lastScreen(svg: string): string[] {
  const rows = rowsById(svg);
  const last = [...svg.matchAll(/<g transform="[^"]*">(.*?)<\/g>/g)].at(-1)?.[1] ?? "";
  return [...last.matchAll(/href="#(r\d+)"/g)].map(([, id = ""]) => rows.get(id) ?? "");
}

function plain(inner: string): string {
  return inner
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}
