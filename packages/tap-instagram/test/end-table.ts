/** The rows of the table at the end of a log, each with its numbers in the order of its columns. */
export function tableIn(log: string): Map<string, number[]> {
  const lines = log.split("\n");
  const from = lines.findIndex((line) => /^stream +expected /.test(line));
  const to = lines.findIndex((line, at) => at > from && line.startsWith("total "));
  return new Map(
    lines.slice(from + 1, to + 1).map((line) => {
      const [name = "", ...cells] = line.split(/ +/);
      return [name, cells.map(Number)];
    }),
  );
}
