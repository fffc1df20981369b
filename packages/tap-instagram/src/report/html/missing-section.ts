import type { RunFacts } from "../facts/run-facts.ts";
import { cut, type Limits } from "./limits.ts";
import { markup, type Markup } from "./markup.ts";

type LackingThing = RunFacts["lackingThings"][number];

/** Open from the beginning, if there are no more. */
const fewThings = 30;

/** Each missing thing, as many as there is room for: by stream and reason, then by account. */
export function missingSection({ lackingThings }: RunFacts, limits: Limits): Markup {
  const missing = lackingThings.filter(({ ending }) => ending === "missing");
  if (missing.length === 0) return markup``;
  const shown = missing.slice(0, limits.things);
  const groups = groupedBy(shown, (thing) => JSON.stringify([thing["stream"], thing["reason"]]));
  return markup`<section><h2>Missing things</h2>
<details${shown.length <= fewThings ? markup` open` : undefined}><summary>${shown.length} of ${missing.length}</summary>
${groups.map((group) => groupOf(group, limits))}${shown.length < missing.length ? markup`<p>A report as .json (--report FILE.json) has the others.</p>` : undefined}</details></section>
`;
}

function groupOf(things: readonly LackingThing[], { text }: Limits): Markup {
  const [first = {}] = things;
  const said = textOf(first["message"]);
  const accounts = groupedBy(things, (thing) => textOf(thing["business_account_id"]));
  return markup`<h3>${textOf(first["stream"]) || "(accounts)"}: ${textOf(first["reason"])}</h3>
<p class="soft">${cut(said, text)}</p>
<ul>${accounts.map(
    (ofAccount) => markup`<li>${ownerOf(ofAccount)}${ofAccount.map(nameOf).join(", ")}</li>
`,
  )}</ul>
`;
}

/** Of an account that is missing itself, and of the number of further things, nothing else is to be said. */
function ownerOf([first = {}]: readonly LackingThing[]): string {
  const isThingOfAccount = typeof first["thing"] === "string" && first["thing"] !== "account";
  return isThingOfAccount ? `account ${textOf(first["business_account_id"])}: ` : "";
}

/** `post 17900000000000001`, `metric follows (post) 179…`, `12 more` */
function nameOf(thing: LackingThing): string {
  if (typeof thing["thing"] !== "string") return `${textOf(thing["things"])} more`;
  const variant = textOf(thing["variant"]);
  const parts = [
    thing["thing"],
    textOf(thing["metric"]),
    variant === "" ? "" : `(${variant})`,
    textOf(thing["object_id"] ?? (thing["thing"] === "account" ? thing["business_account_id"] : null)),
    textOf(thing["day"]),
  ];
  return parts.filter((part) => part !== "").join(" ");
}

function groupedBy(
  things: readonly LackingThing[],
  keyOf: (thing: LackingThing) => string,
): LackingThing[][] {
  const groups = new Map<string, LackingThing[]>();
  for (const thing of things) {
    const group = groups.get(keyOf(thing)) ?? [];
    groups.set(keyOf(thing), group);
    group.push(thing);
  }
  return [...groups.values()];
}

function textOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
