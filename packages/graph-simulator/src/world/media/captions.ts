const long = "We walked the whole coast and wrote every metre of it down. ".repeat(36).trim();

/** Caption texts; the first ones are the awkward ones. */
const captions: readonly string[] = [
  "Morning light ☀️ on the 🚲 fleet 👩‍👩‍👧‍👦",
  "First line\nsecond line\r\nthird line\n\n#newline",
  "مرحبا بالعالم – סוף שבוע נעים",
  "Bell\u0007 tab\t and null-like \u0001 characters",
  "A line\u2028separator and a paragraph\u2029separator",
  long,
  "Quotes \"double\" and 'single', back\\slash, {braces} and </script>",
  "日本語のキャプションと絵文字🍣 in one line",
  "#spring #bikes #stockholm @atelje.norr",
  "New in the shop today",
  "Behind the scenes",
  "Thank you for 10 years!",
  "Swipe for the recipe →",
  "Open all weekend",
];

/** How many caption texts there are. */
export const captionCount: number = captions.length;

/** The caption text of that number. */
export function captionText(number: number): string {
  return captions[number % captions.length] ?? "";
}
