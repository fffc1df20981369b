import { closeSync, fsyncSync, openSync, writeSync } from "node:fs";

/** Writes a SCHEMA, then records of 1 KB like an Instagram post's, with a STATE after every thousand. */
export function writeMessages(path: string, rows: number): void {
  const file = openSync(path, "w");
  const properties = { id: { type: "string" } };
  writeSync(
    file,
    line({ type: "SCHEMA", stream: "media", schema: { type: "object", properties }, key_properties: ["id"] }),
  );
  for (let first = 0; first < rows; first += 1000) {
    const ids = Array.from({ length: Math.min(1000, rows - first) }, (_, index) => first + index);
    const state = line({ type: "STATE", value: { bookmarks: { media: { replication_key_value: first } } } });
    writeSync(
      file,
      ids
        .map((id) =>
          line({ type: "RECORD", stream: "media", record: post(id), time_extracted: "2026-01-02T03:04:05Z" }),
        )
        .join("") + state,
    );
  }
  // What is still to be written would slow down what runs next.
  fsyncSync(file);
  closeSync(file);
}

function post(id: number): object {
  return {
    id: String(17_841_400_000_000_000 + id),
    business_account_id: "17841400000000001",
    caption:
      "Fresh from the oven 🥐 and ready for the weekend!\nWhich one is yours? #bakery #weekend ".repeat(4),
    media_type: "CAROUSEL_ALBUM",
    permalink: `https://www.instagram.com/p/${id.toString(36)}/`,
    media_url: `https://cdn.example.com/v/t51.2885-15/${"0123456789abcdef".repeat(12)}.jpg`,
    timestamp: "2026-01-02T03:04:05Z",
    like_count: id % 1000,
    comments_count: id % 100,
    is_comment_enabled: true,
    owner: { id: "17841400000000001" },
    children: [{ id: "1" }, { id: "2" }, { id: "3" }].map((child) => ({ ...child, media_type: "IMAGE" })),
  };
}

function line(message: object): string {
  return `${JSON.stringify(message)}\n`;
}
