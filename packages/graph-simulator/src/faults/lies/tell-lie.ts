import type { Answer } from "../../graph/answer.ts";
import { lieInEntries, lieInEntry } from "./entries.ts";
import { isList, isObject, type JsonObject } from "./json.ts";
import type { Lie, LieFault } from "./lie.ts";
import { lieInPages } from "./pages.ts";

/** What was asked, and what the honest answer is. */
export interface Asked {
  /** The ordinary answer, or that to the same question with other parameters. */
  answer(parameters?: ReadonlyMap<string, string>): Answer;
  readonly parameters: ReadonlyMap<string, string>;
  /** The absolute address of the request, without its parameters. */
  readonly address: string;
  readonly token: string | undefined;
  /** Whether pages carry links as well as cursors. */
  readonly hasLinks: boolean;
  nextNumber(): number;
}

const withoutEnd: ReadonlySet<Lie> = new Set(["repeated-page", "empty-pages"]);
const aboutPages: ReadonlySet<Lie> = new Set([...withoutEnd, "repeated-cursor", "next-is-no-url"]);

function withoutCursors(parameters: ReadonlyMap<string, string>): Map<string, string> {
  return new Map([...parameters].filter(([name]) => name !== "after" && name !== "before"));
}

function inPage(page: JsonObject, fault: LieFault, asked: Asked): JsonObject {
  const { parameters, address, token = "", hasLinks } = asked;
  return lieInPages(
    {
      page,
      after: parameters.get("after"),
      freshCursor: () => `QVFIfresh${asked.nextNumber()}ZD`,
      linkTo: (cursor) => {
        if (!hasLinks) return undefined;
        const query = new URLSearchParams([...withoutCursors(parameters)]);
        query.set("access_token", token);
        query.set("after", cursor);
        return `${address}?${query.toString()}`;
      },
    },
    fault,
  );
}

function inEntries(entries: readonly unknown[], fault: LieFault, nth: number): readonly unknown[] {
  const { within } = fault;
  if (within === undefined) return lieInEntries(entries, fault, nth);
  return entries.map((entry) => {
    const part = isObject(entry) ? entry[within] : undefined;
    if (!isObject(entry) || !isObject(part)) return entry;
    const { data } = part;
    const told = isList(data) ? { ...part, data: lieInEntries(data, fault, nth) } : lieInEntry(part, fault);
    return { ...entry, [within]: told };
  });
}

function spoken(body: unknown, fault: LieFault, asked: Asked): unknown {
  if (isList(body)) return inEntries(body, fault, asked.nextNumber());
  if (!isObject(body)) return body;
  if (isList(body["data"])) {
    return aboutPages.has(fault.lie)
      ? inPage(body, fault, asked)
      : { ...body, data: inEntries(body["data"], fault, asked.nextNumber()) };
  }
  // A list under every id that was asked for, or a node with lists for edges.
  const edges = Object.fromEntries(
    Object.entries(body).map(([name, part]) => {
      const isEdge = isObject(part) && isList(part["data"]) && (fault.within ?? name) === name;
      return [name, isEdge ? spoken(part, { ...fault, within: undefined }, asked) : part];
    }),
  );
  return fault.within === undefined ? lieInEntry(edges, fault) : edges;
}

/** The ordinary answer with something untrue in it. */
export function tellLie(fault: LieFault, asked: Asked): Answer {
  // Only the first page is known of a list whose cursors were made up here.
  const answer = withoutEnd.has(fault.lie) ? asked.answer(withoutCursors(asked.parameters)) : asked.answer();
  if (answer.status !== 200) return answer;
  const { etag: _, ...headers } = answer.headers;
  return { ...answer, headers, body: JSON.stringify(spoken(JSON.parse(answer.body), fault, asked)) };
}
