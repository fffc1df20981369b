/** Stands for a real API: posts from the bookmark on, oldest first. */
export async function* readPosts(
  _key: string,
  since = "",
): AsyncIterable<{ id: string; published_at: string; title: string }> {
  const all = ["2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z"];
  for (const [index, date] of all.entries()) {
    if (date >= since) yield { id: String(index + 1), published_at: date, title: `Post ${index + 1}` };
  }
}
