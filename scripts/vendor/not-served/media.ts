import type { NotServed } from "./not-served.ts";

const facebook = ["IGMedia"];
const both = [...facebook, "IGMediaForIGOnlyAPI"];
const date = "2026-11-28";

export const mediaNotServed: readonly NotServed[] = [
  {
    classes: facebook,
    part: "Field",
    names: ["ingest_key", "ingest_url"],
    reason: "Secrets of a broadcast: who has them can send to it. They are never asked for",
    date,
  },
  {
    classes: facebook,
    part: "Field",
    names: [
      "ingest_first_video_received_time",
      "ingest_is_ready_to_start",
      "ingest_last_heartbeat_time",
      "ingest_state",
      "ingest_video_height",
      "ingest_video_width",
      "live_reactions",
      "live_status",
    ],
    reason: "It describes a broadcast while it is on air, and nothing before and after",
    date,
  },
  {
    classes: both,
    part: "Field",
    names: ["current_live_viewer_count"],
    reason: "It describes a broadcast while it is on air, and nothing before and after",
    date,
  },
  {
    classes: facebook,
    part: "edge",
    edges: { product_tags: [] },
    reason: "It belongs to shops and catalogs, another product of Meta, with permissions of its own",
    date,
  },
  {
    classes: facebook,
    part: "edge",
    edges: { branded_content_partner_promote: [] },
    reason: "It belongs to paid partnerships, another product of Meta",
    date,
  },
  {
    classes: both,
    part: "parameter",
    edge: "insights",
    names: ["period"],
    reason: "The API answers with lifetime figures for every period",
    date,
  },
];
