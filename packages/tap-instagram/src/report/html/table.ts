import { markup, type Content, type Markup } from "./markup.ts";

/** A cell: text, or a number with a name by which a program finds it. */
export interface Cell {
  readonly content: Content;
  readonly isNumber?: boolean | undefined;
  /** Whether it is highlighted. */
  readonly isBad?: boolean | undefined;
  /** The name of the figure, and its exact value. */
  readonly figure?: { readonly name: string; readonly value: number } | undefined;
}

/** A table. On a narrow screen it scrolls by itself, by keyboard too. */
export function tableOf(
  caption: string,
  heads: readonly { readonly title: string; readonly isNumber?: boolean | undefined }[],
  rows: readonly (readonly Cell[])[],
): Markup {
  return markup`<div class="scroll" role="region" tabindex="0" aria-label="${caption}"><table><caption>${caption}</caption>
<thead><tr>${heads.map(({ title, isNumber }) => markup`<th scope="col"${classOf(isNumber)}>${title}</th>`)}</tr></thead>
<tbody>${rows.map(
    (cells) => markup`<tr>${cells.map((cell, at) => cellOf(cell, at === 0))}</tr>
`,
  )}</tbody></table></div>`;
}

function cellOf({ content, isNumber, isBad, figure }: Cell, isHead: boolean): Markup {
  if (isHead) return markup`<th scope="row"${classOf(isNumber)}>${content}</th>`;
  const data = figure && markup` data-figure="${figure.name}" data-value="${figure.value}"`;
  const shown = isBad ? markup`<span class="bad-number">${content}</span>` : content;
  return markup`<td${classOf(isNumber)}${data}>${shown}</td>`;
}

function classOf(isNumber: boolean | undefined): Markup | undefined {
  return isNumber ? markup` class="number"` : undefined;
}

/** A number as it is, under a name. */
export function numberCell(value: number, name?: string): Cell {
  return { content: value, isNumber: true, figure: name === undefined ? undefined : { name, value } };
}
