import * as v from "valibot";

type TextCheck = v.GenericSchema<string, string>;

export const httpUrl: TextCheck = v.pipe(
  v.string(),
  v.regex(/^https?:\/\/[^\s?#]+$/, "an http or https address without a query"),
);

export const apiVersion: TextCheck = v.pipe(v.string(), v.regex(/^v\d+\.\d+$/, "a version such as v25.0"));

/** What goes into a header, or into a proof of it: with one space too many the API refuses it in odd words. */
export const credential: TextCheck = v.pipe(
  v.string(),
  v.trim(),
  v.regex(/^[\x21-\x7e]+$/, "letters, digits and signs of ASCII, without spaces"),
);

/** What a header can carry. */
export const headerText: TextCheck = v.pipe(
  v.string(),
  v.trim(),
  v.regex(/^[\x20-\x7e]+$/, "letters, digits and signs of ASCII"),
);
