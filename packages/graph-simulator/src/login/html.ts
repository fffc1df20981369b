/** A page as it is sent to a browser. */
export interface LoginPage {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const headers = {
  "content-type": "text/html; charset=UTF-8",
  "cache-control": "no-store",
  "referrer-policy": "no-referrer",
  "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'",
};

const style = `
  :root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; background: Canvas; color: CanvasText; }
  main { max-width: 34rem; margin: 3rem auto; padding: 0 1rem; }
  fieldset { min-width: 0; margin: 1rem 0; border: 1px solid GrayText; border-radius: 0.5rem; }
  label { display: block; padding: 0.25rem 0; overflow-wrap: anywhere; }
  button { font: inherit; padding: 0.5rem 1rem; margin: 0.5rem 0.5rem 0 0; }
  :focus-visible { outline: 3px solid Highlight; outline-offset: 2px; }
`;

/** Text as it is safe inside of a page. */
export function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** A whole page: in one language, with one heading, without scripts, and without anything from elsewhere. */
export function htmlPage(title: string, body: string, status = 200): LoginPage {
  return {
    status,
    headers,
    body:
      `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>${escaped(title)}</title>` +
      `<meta name="viewport" content="width=device-width, initial-scale=1"><style>${style}</style></head>` +
      `<body><main><h1>${escaped(title)}</h1>${body}</main></body></html>`,
  };
}

/** A page that ends the login: what the vendor says, and nothing goes back to the app. */
export function refusalPage(title: string, text: string): LoginPage {
  return htmlPage(title, `<p role="alert">${escaped(text)}</p>`, 400);
}

/** Sends the browser back to the app. */
export function redirectTo(address: string): LoginPage {
  return { status: 302, headers: { ...headers, location: address }, body: "" };
}

/** Something to tick, or to leave. */
export interface Choice {
  /** The name of the form's field. */
  readonly field: string;
  readonly label: string;
}

/** A list of things to tick; all are ticked at first. */
export function checkboxes(legend: string, choices: readonly Choice[]): string {
  if (choices.length === 0) return "";
  const boxes = choices.map(
    ({ field, label }) =>
      `<label><input type="checkbox" name="${escaped(field)}" checked> ${escaped(label)}</label>`,
  );
  return `<fieldset><legend>${escaped(legend)}</legend>${boxes.join("")}</fieldset>`;
}

/** A choice of one; the first is chosen at first. */
export function radios(
  legend: string,
  field: string,
  choices: readonly { value: string; label: string }[],
): string {
  const buttons = choices.map(
    ({ value, label }, index) =>
      `<label><input type="radio" name="${escaped(field)}" value="${escaped(value)}"` +
      `${index === 0 ? " checked" : ""}> ${escaped(label)}</label>`,
  );
  return `<fieldset><legend>${escaped(legend)}</legend>${buttons.join("")}</fieldset>`;
}

/** A form that comes back to its own address, with the parameters of the page and the two answers. */
export function consentForm(
  parameters: ReadonlyMap<string, string>,
  inside: string,
  answers: { allow: string; deny: string },
): string {
  const kept = [...parameters].map(
    ([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`,
  );
  return (
    `<form method="post">${kept.join("")}${inside}` +
    `<button name="decision" value="allow" id="allow">${escaped(answers.allow)}</button>` +
    `<button name="decision" value="deny" id="deny">${escaped(answers.deny)}</button></form>`
  );
}
