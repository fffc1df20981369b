/**
 * What is wrong with an answer that never came, or that is none of the API's. `no-network`: no request leaves this
 * machine, or none arrives; `network`: a connection broke.
 */
export type BrokenReason =
  | "network"
  | "no-network"
  | "certificate"
  | "timeout"
  | "too-long"
  | "redirected"
  | "not-json"
  | "unexpected-shape"
  | "aborted-item"
  | "misplaced";
