import { digits, type HashPart } from "../random/hash.ts";

const commentDigits = "1785";

/** Ids of 17 digits, beyond 2^53, with the leading digits of real ones. */
export const ids = {
  account: (...parts: HashPart[]): string => `178414${digits(11, ...parts, "account")}`,
  media: (...parts: HashPart[]): string => `180${digits(14, ...parts, "media")}`,
  foreignMedia: (...parts: HashPart[]): string => `179${digits(14, ...parts, "foreign")}`,
  comment: (...parts: HashPart[]): string => `${commentDigits}${digits(13, ...parts, "comment")}`,
  appScoped: (...parts: HashPart[]): string => `2${digits(15, ...parts, "scoped")}7`,
  hashtag: (...parts: HashPart[]): string => `1784${digits(13, ...parts, "hashtag")}`,
  legacyUser: (...parts: HashPart[]): string => `4${digits(10, ...parts, "legacy-user")}`,
  legacyMedia: (...parts: HashPart[]): string => `3${digits(15, ...parts, "legacy-media")}001`,
  page: (...parts: HashPart[]): string => `10${digits(13, ...parts, "page")}`,
  business: (...parts: HashPart[]): string => `99${digits(13, ...parts, "business")}`,
  user: (...parts: HashPart[]): string => `1022${digits(13, ...parts, "user")}`,
};

/** Whether an id has the form of a comment's. To find a comment, the world has to make up all of them. */
export function canBeComment(id: string): boolean {
  return id.startsWith(commentDigits);
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** The code in a post's address: its id in base 64. */
export function shortcode(id: string): string {
  let rest = BigInt(id);
  let text = "";
  while (rest > 0n) {
    text = alphabet.charAt(Number(rest % 64n)) + text;
    rest /= 64n;
  }
  return text;
}
