import * as v from "valibot";

type TextCheck = v.GenericSchema<string, string>;

export const httpUrl: TextCheck = v.pipe(
  v.string(),
  v.regex(/^https?:\/\/[^\s?#]+$/, "an http or https URL without a query"),
);

export const apiVersion: TextCheck = v.pipe(v.string(), v.regex(/^v\d+\.\d+$/, "a version such as v25.0"));

/** A value that goes into a header. With a space too many, the error of the API would not name the reason. */
export const credential: TextCheck = v.pipe(
  v.string(),
  v.trim(),
  v.regex(/^[\x21-\x7e]+$/, "ASCII letters, digits and punctuation, without spaces"),
);

/** What a header can carry. */
export const headerText: TextCheck = v.pipe(
  v.string(),
  v.trim(),
  v.regex(/^[\x20-\x7e]+$/, "ASCII letters, digits and punctuation"),
);
