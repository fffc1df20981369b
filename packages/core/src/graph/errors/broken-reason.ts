/**
 * What is wrong with an answer that never came, or that is none of the API's. `no-network`: no request leaves this
 * machine, or none arrives; `network`: a connection broke; `no-answer`: so many
 * requests ran into their timeout that this one was not sent.
 */
export type BrokenReason =
  | "network"
  | "no-network"
  | "certificate"
  | "timeout"
  | "no-answer"
  | "too-long"
  | "redirected"
  | "not-json"
  | "unexpected-shape"
  | "aborted-item"
  | "misplaced";
