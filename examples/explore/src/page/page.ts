import { readFileSync } from "node:fs";
import type { Chapter, Lack, Report } from "../figures/figure.ts";
import { counted, countText, dayText } from "../figures/words.ts";
import { cardsOf } from "./cards.ts";
import { Markup, markup } from "./markup.ts";
import { plotOf } from "./plot.ts";

/**
 * The whole page, in one file that asks for nothing else.
 *
 * @param code - draws the plots; it may stand between script tags.
 */
export function pageOf(report: Report, code: string): string {
  const { period, figures, chapters, lacks } = report;
  const title = "Instagram report";
  const style = new Markup(readFileSync(new URL("style.css", import.meta.url), "utf8"));
  const script = new Markup(code);
  return markup`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>
          ${title}${period === undefined ? "" : `, ${dayText(period.first)} to ${dayText(period.last)}`}
        </title>
        <link rel="icon" href="data:," />
        <style>
          ${style}
        </style>
      </head>
      <body>
        <a class="skip" href="#main">To the figures</a>
        <header>
          <h1>${title}</h1>
          <p class="accounts" dir="auto">${accountsText(report.accounts)}</p>
          <p>
            ${period === undefined ? "No days of accounts" : `${dayText(period.first)} to ${dayText(period.last)}`}${report.extent.map(
              ({ name, label, value }) =>
                value === null
                  ? ""
                  : markup` ·
                      <span data-figure="${name}" data-value="${value}">${countText(value)}</span> ${label}`,
            )}
          </p>
          <details class="meaning">
            <summary>Meaning<span class="unseen"> of these numbers</span></summary>
            ${report.extent.map(({ meaning }) => markup`<p>${meaning}</p>`)}
          </details>
        </header>
        <nav aria-label="Chapters">
          <ul>
            ${[
              ...chapters.map(({ name, title: text }) => [name, text] as const),
              ["missing", "What is missing"] as const,
            ].map(([name, text]) => markup`<li><a href="#${name}">${text}</a></li>`)}
          </ul>
        </nav>
        <main id="main" tabindex="-1">
          <section aria-label="Totals">${cardsOf(figures)}</section>
          ${chapters.map(chapterOf)} ${missing(lacks)}
        </main>
        <footer>
          <p>
            ${report.readAt === undefined ? "" : `Accounts were read at ${report.readAt} UTC. `}Times of posts
            and stories are those of ${report.timeZone}. Made by tap-instagram from files on this machine; the
            page loads nothing from anywhere.
          </p>
        </footer>
        <script>
          ${script};
        </script>
      </body>
    </html> `.text;
}

function accountsText(accounts: readonly string[]): string {
  const first = accounts.slice(0, 5);
  const others = accounts.length - first.length;
  return first.join(", ") + (others > 0 ? ` and ${counted(others, "other account")}` : "");
}

function chapterOf({ name, title, figures, plots, absent }: Chapter): Markup {
  return markup`<section id="${name}" aria-labelledby="chapter-${name}">
    <h2 id="chapter-${name}">${title}</h2>
    ${absent === undefined ? "" : markup`<p class="absent">${absent}</p>`}
    ${figures === undefined || absent !== undefined ? "" : cardsOf(figures)}
    <div class="plots">${plots.map(plotOf)}</div>
  </section> `;
}

function missing(lacks: readonly Lack[]): Markup {
  return markup`<section id="missing" aria-labelledby="chapter-missing">
    <h2 id="chapter-missing">What is missing</h2>
    <p>What is not there is left out of the figures above, and never counted as 0.</p>
    ${
      lacks.length === 0
        ? markup`<p class="absent">Nothing is known to be missing.</p>`
        : markup`<ul class="lacks">
            ${lacks.map(
              ({ name, what, count, why }) =>
                markup` <li data-lack="${name}" data-value="${count}">
                  <strong>${countText(count)}</strong> <span>${what}</span> <span class="why">${why}</span>
                </li>`,
            )}
          </ul>`
    }
  </section>`;
}
