import type { ServerResponse } from "node:http";
import type { Answer } from "../graph/answer.ts";

/** Whether an answer arrives: whole, half, not at all, or never. */
export type Delivery = "whole" | "cut" | "reset" | "hang";

/** Sends an answer, or does to it what a fault wants. */
export function writeAnswer(response: ServerResponse, answer: Answer, delivery: Delivery): void {
  if (delivery === "hang" || response.destroyed) return;
  if (delivery === "reset") {
    response.socket?.resetAndDestroy();
    return;
  }
  const { status, headers, body } = answer;
  response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) });
  if (delivery === "whole") {
    response.end(body);
    return;
  }
  const bytes = Buffer.from(body);
  response.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), () => response.socket?.destroy());
}
