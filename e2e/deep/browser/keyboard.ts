import type { Page } from "playwright-core";

/** Where the focus is, as a person sees and hears it. */
export interface Stop {
  /** The id, or the name and value of a field. */
  readonly what: string;
  /** What a screen reader calls it. */
  readonly name: string;
  /** Whether a ring of at least 2 pixels shows where the focus is. */
  readonly isSeen: boolean;
  /** Whether it is within the window. */
  readonly isInView: boolean;
}

/** Presses the Tab key once, and tells where it leads. */
export async function tab(page: Page, key: "Tab" | "Shift+Tab" = "Tab"): Promise<Stop> {
  await page.keyboard.press(key);
  return page.evaluate(() => {
    const focused = document.activeElement;
    if (!(focused instanceof HTMLElement) || focused === document.body)
      return { what: "", name: "", isSeen: false, isInView: false };
    const field = focused instanceof HTMLInputElement ? focused : undefined;
    const { outlineStyle, outlineWidth } = getComputedStyle(focused);
    const { top, bottom } = focused.getBoundingClientRect();
    const label = field === undefined ? focused.textContent : field.labels?.[0]?.textContent;
    return {
      what: focused.id || [field?.name ?? "", field?.value ?? ""].join("="),
      name: (label ?? "").trim(),
      isSeen: focused.matches(":focus-visible") && outlineStyle !== "none" && parseFloat(outlineWidth) >= 2,
      isInView: top >= 0 && bottom <= innerHeight,
    };
  });
}

/**
 * Presses Tab until the focus is where it should be.
 *
 * @returns all stops on the way, the last one included.
 * @throws Error if it never comes there.
 */
export async function tabTo(page: Page, what: string): Promise<Stop[]> {
  const stops: Stop[] = [];
  while (stops.length < 50) {
    const stop = await tab(page);
    stops.push(stop);
    if (stop.what === what) return stops;
  }
  throw new Error(`The focus never comes to ${what}: ${JSON.stringify(stops.map((stop) => stop.what))}`);
}
