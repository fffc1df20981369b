import { preview } from "./json.ts";

/** An argument as a message may show it. A long one is not shown: it may be a secret. */
export function shownWord(word: string): string {
  return word.length <= 20 ? preview(word) : `of ${word.length} characters`;
}

/** True for what does not look like the name of a flag or a setting: it may be a token. */
export function isSecretLikeName(name: string): boolean {
  return name.length > 20 && !(name.length <= 40 && /^-{0,2}[A-Za-z][A-Za-z_.-]*\d{0,3}$/.test(name));
}

/** True for a path with letters and digits, but neither folders nor a dot: most likely a secret in the place of its file. */
export function isSecretLikePath(path: string): boolean {
  return path.length >= 20 && /[A-Za-z]/.test(path) && /\d/.test(path) && !/[./\\]/.test(path);
}
