/**
 * What is wrong with an answer that never came, or that is none of the API's. `no-network`: no request leaves this
 * machine, or none arrives; `wrong-proxy`: no request can be made, because of the address of a proxy; `network`: a
 * connection broke; `timeout`: no answer, or not its end, in time; `no-answer`: the API has not answered this client at
 * all; `given-up`: it has, but so many requests in a row ran into their timeout that this one was not sent.
 */
export type BrokenReason =
  | "network"
  | "no-network"
  | "wrong-proxy"
  | "certificate"
  | "timeout"
  | "no-answer"
  | "given-up"
  | "too-long"
  | "redirected"
  | "not-json"
  | "unexpected-shape"
  | "aborted-item"
  | "misplaced";
