import type { Figure } from "../figures/figure.ts";
import { countText } from "../figures/words.ts";
import { markup, type Markup } from "./markup.ts";
import { noNumber } from "./numbers.ts";

/** Numbers that speak by themselves, each with its definition on demand. */
export function cardsOf(figures: readonly Figure[]): Markup {
  return markup`<ul class="cards">
    ${figures.map(
      ({ name, label, value, meaning, trend, direction }) =>
        markup` <li class="card">
          <p class="label">${label}</p>
          ${
            value === null
              ? markup`<p class="number missing" data-figure="${name}">${noNumber}</p>`
              : markup`<p class="number" data-figure="${name}" data-value="${value}">${countText(value)}</p>`
          }
          ${
            trend === undefined
              ? ""
              : markup`<p class="trend">
                  ${direction === undefined ? "" : markup`<span aria-hidden="true">${direction === "up" ? "▲" : "▼"}</span> `}${trend}
                </p>`
          }
          <details class="meaning">
            <summary>Meaning<span class="unseen"> of ${label}</span></summary>
            <p>${meaning}</p>
          </details>
        </li>`,
    )}
  </ul>`;
}
