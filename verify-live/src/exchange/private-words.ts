import { isRecord } from "./records.ts";

/** Fields beside which a `name` is that of an account or a Page, and not that of a metric. */
const besideNames = ["username", "tasks", "instagram_business_account"];

const shortest = 3;

/** The names of accounts and Pages in an answer. A refusal may repeat them. */
export function privateWordsIn(body: unknown): string[] {
  if (Array.isArray(body)) return body.flatMap(privateWordsIn);
  if (!isRecord(body)) return [];
  const own = [body["username"], besideNames.some((field) => field in body) ? body["name"] : undefined];
  const words = own.flatMap((word) => (typeof word === "string" && word.length >= shortest ? [word] : []));
  return [...words, ...Object.values(body).flatMap(privateWordsIn)];
}
