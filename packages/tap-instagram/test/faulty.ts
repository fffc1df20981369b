import type { FaultRule } from "@tap-instagram/graph-simulator";

/** Every way in which an answer has been seen to go wrong in passing, together on a fifth of all answers. */
export const everyFifthAnswerFails: readonly FaultRule[] = [
  ...(["cut", "truncated-json", "empty", "html", "reset"] as const).map((answer): FaultRule => ({
    match: { target: "request", probability: 0.035 },
    answer,
  })),
  { match: { target: "request", probability: 0.01 }, answer: "hang" },
  ...[1, 2, 960].map((code): FaultRule => ({ match: { probability: 0.04 }, answer: { code } })),
  { match: { probability: 0.02 }, answer: { code: 80002 } },
  ...(["null-item", "bare-item", "empty", "truncated-json"] as const).map((answer): FaultRule => ({
    match: { target: "item", probability: 0.03 },
    answer,
  })),
];
