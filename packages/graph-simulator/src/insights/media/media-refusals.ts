import type { MediaInsightBehaviour } from "../../behaviour/insights.ts";
import { GraphError } from "../../errors/graph-error.ts";
import { invalidParameter } from "../../errors/refusals.ts";
import { notSupported } from "../../errors/translations.ts";
import type { Language } from "../../world/spec/spec.ts";

/** Names the refused metrics of the call: every one, the first, or none in a general sentence. */
export function unsupportedMetrics(
  metrics: readonly string[],
  names: MediaInsightBehaviour["refusedMetricNames"],
): GraphError {
  if (names === "none") return invalidParameter("Invalid parameter");
  const named = names === "first" ? metrics.slice(0, 1) : metrics;
  const { details } = invalidParameter(
    `The Media Insights API does not support the ${named.join(", ")} metric for this media product type.`,
  );
  return new GraphError({ ...details, translations: notSupported });
}

export function retiredImpressions(): GraphError {
  return invalidParameter(
    "Starting from version v22.0 and above, the impressions metric is no longer supported for the queried media. " +
      "Please refer to the documentation at " +
      "https://developers.facebook.com/docs/instagram-platform/reference/instagram-media/insights",
  );
}

const conversion: Readonly<Record<Language, readonly [title: string, message: string]>> = {
  en: [
    "Media posted before business account conversion",
    "The media was posted before the most recent time that the user's account was converted to a business account " +
      "from a personal account.",
  ],
  sv: [
    "Media publicerades före konvertering till företagskonto",
    "Mediet publicerades innan användarens konto senast konverterades från ett personligt konto till ett företagskonto.",
  ],
  de: [
    "Medien vor der Umstellung auf ein Unternehmenskonto gepostet",
    "Die Medien wurden vor der letzten Umstellung des Kontos von einem persönlichen auf ein Unternehmenskonto gepostet.",
  ],
};

/** 100/2108006; the sentence comes in the user's language. */
export function beforeConversion(language: Language): GraphError {
  const [userTitle, userMessage] = conversion[language];
  return new GraphError({
    status: 400,
    message: "Invalid parameter",
    instagramMessage: userMessage,
    type: "OAuthException",
    code: 100,
    subcode: 2108006,
    isTransient: false,
    userTitle,
    userMessage,
    data: { blame_field_specs: [[""]] },
  });
}
