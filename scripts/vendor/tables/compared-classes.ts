import type { GraphHost } from "@tap-instagram/core";
import { enumNames, type EnumName } from "../sdk-name.ts";

/** A class of the SDK that is held against our tables, and what it is there for. */
export interface ComparedClass {
  name: string;
  /** What it describes, in the words of our own documents. */
  subject: string;
  host: GraphHost;
  /** Lists that it must have beside its fields. */
  enums: readonly EnumName[];
}

/** Where Meta describes what we read. A class that a new stream reads gets a row here, and its names in served.ts. */
export const comparedClasses: readonly ComparedClass[] = [
  { name: "IGUser", subject: "account", host: "facebook", enums: [] },
  { name: "IGUserForIGOnlyAPI", subject: "account", host: "instagram", enums: [] },
  { name: "IGMedia", subject: "media", host: "facebook", enums: [] },
  { name: "IGMediaForIGOnlyAPI", subject: "media", host: "instagram", enums: [] },
  { name: "IGComment", subject: "comment", host: "facebook", enums: [] },
  { name: "IGCommentFromUser", subject: "author of a comment", host: "facebook", enums: [] },
  { name: "InstagramInsightsResult", subject: "insights", host: "facebook", enums: enumNames },
  { name: "InstagramInsightsValue", subject: "value of insights", host: "facebook", enums: [] },
  { name: "InsightsResult", subject: "insights", host: "instagram", enums: enumNames },
  { name: "ShadowIGHashtag", subject: "hashtag", host: "facebook", enums: [] },
  { name: "ShadowIGUserCollaborativeMedia", subject: "collaborative media", host: "facebook", enums: [] },
  { name: "ShadowIGUserCollaborationInvites", subject: "collaboration invite", host: "facebook", enums: [] },
  { name: "ShadowIGMediaCollaborators", subject: "collaborator", host: "facebook", enums: [] },
];
