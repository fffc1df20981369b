import type { FaultRule, Lie } from "@tap-instagram/graph-simulator";

/** Lies about figures. Half of the parts of a total are not among them: zero parts are left out, so nothing tells. */
const ofInsights: readonly Lie[] = [
  "no-entries",
  "half-the-entries",
  "null-entry",
  "repeated-entry",
  "extra-entry",
  "reordered",
  "no-values",
  "other-period",
  "other-id",
];

/** Lies about lists. A post that is not the account's is not among them: nothing tells it from others. */
const ofLists: readonly Lie[] = [
  "no-entries",
  "half-the-entries",
  "null-entry",
  "repeated-entry",
  "reordered",
  "repeated-page",
  "empty-pages",
  "repeated-cursor",
  "next-is-no-url",
];

const lists = ["/{ig-user}/media", "/{ig-user}/stories", "/{ig-user}/tags", "/{media}/comments"];

/** Lies of batches: items in another order, too few or too many of them. */
const ofBatches: readonly Lie[] = [
  "no-entries",
  "half-the-entries",
  "null-entry",
  "repeated-entry",
  "extra-entry",
  "reordered",
];

/** Everything that an answer was seen to say politely and falsely, each lie with so much of all answers. */
export function politeLies(probability: number): FaultRule[] {
  return [
    ...ofInsights.map((lie): FaultRule => ({
      match: { pathIncludes: "insights", probability },
      answer: { lie, period: "week" },
    })),
    ...lists.flatMap((template) =>
      ofLists.map((lie): FaultRule => ({ match: { template, probability }, answer: { lie } })),
    ),
    ...ofBatches.map((lie): FaultRule => ({
      match: { template: "/", target: "request", probability },
      answer: { lie },
    })),
  ];
}
