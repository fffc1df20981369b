const lowerCase = /^[a-z][a-z0-9_]*$/;
const upperCase = /^[A-Z][A-Z0-9_]*$/;
const word = /^[A-Za-z][A-Za-z_]*$/;

/** Fields that hold words of the API, and what such words look like. */
const ownWords: Readonly<Record<string, RegExp>> = {
  account_type: word,
  boost_ineligible_reason: upperCase,
  dimension_keys: lowerCase,
  dimension_values: /^(?:[A-Z][A-Z0-9_]*|[a-z][a-z0-9_]*|\d\d-\d\d|65\+)$/,
  media_audio_type: upperCase,
  media_product_type: upperCase,
  media_type: upperCase,
  period: lowerCase,
  permission: lowerCase,
  scope: lowerCase,
  scopes: lowerCase,
  status: word,
  tasks: upperCase,
  type: word,
};

/** Fields whose texts are sentences of the API. */
export const sentences: ReadonlySet<string> = new Set([
  "message",
  "error_message",
  "error_description",
  "error_user_title",
  "error_user_msg",
]);

/** Fields whose large numbers are times or figures, and not ids. */
export const figures: ReadonlySet<string> = new Set([
  "value",
  "expires_at",
  "data_access_expires_at",
  "issued_at",
  "expires_in",
  "expiration_timestamp",
  "quota_duration",
]);

const timestamp = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)$/;

/** Whether a text is a word of the API, or a time. */
export function isOwnWord(field: string, text: string, siblings: Readonly<Record<string, unknown>>): boolean {
  if (timestamp.test(text)) return true;
  if (field === "name") return "period" in siblings && lowerCase.test(text);
  return Object.hasOwn(ownWords, field) && ownWords[field]?.test(text) === true;
}

/** Whether a name of a field is one that an API would give. */
export function isFieldName(key: string): boolean {
  return lowerCase.test(key) || /^\d{1,2}$/.test(key);
}
