import { version } from "../../version.ts";
import type { Outcome, RunFacts } from "../facts/run-facts.ts";
import { courseSection } from "./course-section.ts";
import { limits, type Limits } from "./limits.ts";
import { Markup, markup } from "./markup.ts";
import { missingSection } from "./missing-section.ts";
import { headSection, nullsSection, reasonsSection, streamsSection, warningsSection } from "./sections.ts";
import { style } from "./style.ts";

/** The page is not larger, whatever happened. */
const mostBytes = 300_000;

const outcomeTexts: { readonly [outcome in Outcome]: string } = {
  complete: "Complete",
  incomplete: "Something is missing",
  "not-permitted": "Nothing came: a token, a permission or an account is the reason",
  quota: "The quota is used up",
  cut: "Cut short",
  stopped: "Stopped",
  failed: "Failed",
};

/** Where no advice is known that is of this run alone. */
const adviceTexts: { readonly [outcome in Outcome]: string } = {
  complete: "Nothing.",
  incomplete: "Read under Reasons what is missing, then run again.",
  "not-permitted": "Run tap-instagram check: it says what the token may read, and what it lacks.",
  quota: "Run again in an hour: the next run goes on from here.",
  cut: "Run again: the next run goes on from here.",
  stopped: "Run again: the next run goes on from here.",
  failed: "Correct what the message above names, then run again.",
};

/**
 * The report of a run as one page: it asks for nothing from elsewhere and runs no script. Of very much, it shows the first
 * part, so that it stays small; the report as JSON has the rest.
 */
export function reportPage(facts: RunFacts): string {
  let page = "";
  for (const limit of limits) {
    page = pageWithin(facts, limit).text;
    if (Buffer.byteLength(page) <= mostBytes) return page;
  }
  return page;
}

function pageWithin(facts: RunFacts, limit: Limits): Markup {
  const { run, advice } = facts;
  const outcome = outcomeTexts[run.outcome];
  return markup`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${outcome}: run of tap-instagram, ${run.id}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<link rel="icon" href="data:,"><style>${new Markup(style)}</style></head>
<body><main><h1>Run of tap-instagram: ${outcome.toLowerCase()}</h1>
${headSection(facts, outcome)}
${
  run.failure === undefined
    ? undefined
    : markup`<p class="box bad">${run.failure}</p>
`
}<section><h2>What to do</h2>
${advice.length === 0 ? markup`<p>${adviceTexts[run.outcome]}</p>` : markup`<ol class="box">${advice.map((text) => markup`<li>${text}</li>`)}</ol>`}</section>
${streamsSection(facts)}${reasonsSection(facts, limit)}${missingSection(facts, limit)}${courseSection(facts)}${nullsSection(facts, limit)}${warningsSection(facts, limit)}
</main><footer><p class="soft">tap-instagram ${version}</p></footer></body></html>
`;
}
