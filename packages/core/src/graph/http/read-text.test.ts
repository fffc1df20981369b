import { expect, test } from "vitest";
import { BodyTooLongError, readText } from "./read-text.ts";

const noSignal = () => new AbortController().signal;

/** A body of equal pieces, and whether its source was told to end. */
function bodyOf(piece: Uint8Array<ArrayBuffer>, pieces: number) {
  let left = pieces;
  const source = { isCancelled: false };
  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull(controller) {
      left -= 1;
      if (left < 0) controller.close();
      else controller.enqueue(piece);
    },
    cancel() {
      source.isCancelled = true;
    },
  });
  return { response: new Response(stream), source };
}

test("a body up to the limit is read whole, also where a character is cut in two", async () => {
  const bytes = new TextEncoder().encode("Grüße 🚲");
  for (let cut = 1; cut < bytes.length; cut += 1) {
    const parts = [bytes.slice(0, cut), bytes.slice(cut)];
    const stream = new ReadableStream({
      pull(controller) {
        const part = parts.shift();
        if (part) controller.enqueue(part);
        else controller.close();
      },
    });
    expect(await readText(new Response(stream), bytes.length, noSignal())).toBe("Grüße 🚲");
  }
});

test("a body beyond the limit is refused, and its connection is let go", async () => {
  const { response, source } = bodyOf(new Uint8Array(1 << 20), 1000);
  await expect(readText(response, 3 << 20, noSignal())).rejects.toThrow(BodyTooLongError);
  expect(source.isCancelled).toBe(true);
});

test("a stop ends a body that never ends, and lets its connection go", async () => {
  const source = { isCancelled: false };
  const stream = new ReadableStream({
    cancel() {
      source.isCancelled = true;
    },
  });
  const stop = new AbortController();
  const reading = readText(new Response(stream), 1 << 20, stop.signal);
  stop.abort(new Error("told to stop"));
  await expect(reading).rejects.toThrow("told to stop");
  expect(source.isCancelled).toBe(true);
});

test("no body is an empty text", async () => {
  expect(await readText(new Response(null), 10, noSignal())).toBe("");
});
