import type { NodeField } from "../fields/node-field.ts";

/** What hangs on a post: a list, or one object. */
export interface MediaEdge {
  /** As in the address: `collaborators`. */
  readonly name: string;
  readonly fields: readonly NodeField[];
  /** `object` where the answer is the only entry itself, or `null`. */
  readonly answers: "list" | "object";
}

/**
 * Who is invited to be a collaborator of a post of the account; at most five. Meta's own sample misspells a status: it
 * comes as it is.
 * https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-media/collaborators
 */
export const collaborators: MediaEdge = {
  name: "collaborators",
  answers: "list",
  fields: [
    { name: "username", type: "text", description: "Username of the collaborator" },
    {
      name: "invite_status",
      type: "text",
      description: "What became of the invitation, in the words of the API: Accepted, Pending, …",
    },
  ],
};

/**
 * The poll in the caption of a post. The API gives fractions of one, no counts.
 * https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-media/poll_attachment
 */
export const pollAttachment: MediaEdge = {
  name: "poll_attachment",
  answers: "object",
  fields: [
    ...["a", "b", "c", "d"].flatMap((option): NodeField[] => [
      { name: `option_${option}`, type: "text", description: `Text of option ${option}` },
      {
        name: `option_${option}_votes_percentage`,
        type: "number",
        description: `Share of the votes for option ${option}, from 0 to 1`,
      },
    ]),
    { name: "expiration_timestamp", type: "timestamp", description: "When the poll ends" },
  ],
};

/**
 * Answers to the comment prompt of a post. No document shows their shape: they are read like comments.
 * https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-media/prompt_response
 */
export const promptResponse: MediaEdge = {
  name: "prompt_response",
  answers: "list",
  fields: [
    { name: "text", type: "text", description: "Text of the answer" },
    { name: "timestamp", type: "timestamp", description: "When it was written" },
    { name: "username", type: "text", description: "Username of its author" },
  ],
};
