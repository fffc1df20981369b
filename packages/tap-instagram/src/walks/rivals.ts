import { utcTimestamp, type GraphNode } from "@tap-instagram/core";
import { readRival, readRivalMedia, type RivalOptions } from "@tap-instagram/core/edges";
import { warnDropped } from "../log/warn-dropped.ts";
import { isOfOne } from "../sync/outcome/ends-run.ts";
import { fewOf } from "../sync/sample.ts";
import type { LostFromList, SyncContext, Walk, WalkRequest } from "../sync/stream.ts";

/** The profile of another account; `undefined` where the API shows none. */
export interface RivalProfile {
  readonly username: string;
  readonly profile: GraphNode | undefined;
}

/** A page of the posts of another account. */
export interface RivalPosts {
  readonly username: string;
  readonly posts: readonly GraphNode[];
}

/** The profiles of the rivals that the settings name, one after the other: they share the quota of the app. */
export const rivalsWalk: Walk<RivalProfile> = {
  name: "rivals",
  isSameForAll: true,
  async *chunks(context, request) {
    for (const username of namesIn(context, "rivals")) {
      const options = optionsOf(context, request, "rivals");
      try {
        yield { username, profile: await readRival(context.graph, request.account, username, options) };
      } catch (error) {
        if (!isOfOne(error)) throw error;
        request.onLost({ id: username, field: undefined, error }, "account");
      }
    }
  },
};

/** The posts of the rivals, newest first, a page at a time. */
export const rivalMediaWalk: Walk<RivalPosts> = {
  name: "rival_media",
  isSameForAll: true,
  sizeOf: ({ posts }) => posts.length,
  async *chunks(context, request) {
    const names = namesIn(context, "rival_media");
    const { startMs = -Infinity } = request;
    const read: string[] = [];
    for (const username of names) {
      const options = {
        ...optionsOf(context, request, "posts of rivals"),
        pageSize: pageSizeOf(context),
        onLost: (lost: LostFromList): void => request.onLost(lost, "post"),
      };
      let pages = 0;
      try {
        for await (const posts of readRivalMedia(context.graph, request.account, username, options)) {
          pages += 1;
          yield { username, posts };
          if (posts.length > 0 && posts.every((post) => publishedMs(post) < startMs)) break;
        }
      } catch (error) {
        if (!isOfOne(error)) throw error;
        request.onLost({ id: username, field: undefined, error }, "account");
        continue;
      }
      read.push(username);
      if (pages === 0)
        context.warnOnce(
          `The API shows no posts of ${username}: the name is unknown, or the account is personal, has an age limit or has no posts. Check the setting rivals`,
          username,
        );
    }
    request.remember({ rivals: read });
  },
};

/** Discovery counts what is nested: a page of 50 is what others found to be answered. */
function pageSizeOf({ settings }: Pick<SyncContext, "settings">): number {
  return Math.min(settings.page_size, 50);
}

function publishedMs({ timestamp: publishedAt }: GraphNode): number {
  return Date.parse(utcTimestamp(publishedAt) ?? "");
}

/** The usernames of the setting, each once, as the API writes them. */
export function rivalNames({ rivals = [] }: Pick<SyncContext["settings"], "rivals">): readonly string[] {
  const all = rivals.map((name) => name.trim().replace(/^@/, "").toLowerCase());
  return [...new Set(all.filter((name) => name !== ""))];
}

function namesIn(context: SyncContext, stream: string): readonly string[] {
  const names = rivalNames(context.settings);
  if (context.graph.host !== "facebook") {
    context.warnOnce(
      `The API does not show other accounts with Instagram Login. The stream ${stream} stays empty. Use Facebook Login to read it`,
    );
    return [];
  }
  if (names.length === 0)
    context.warnOnce(`The stream ${stream} stays empty: the setting rivals is empty. Add usernames to it`);
  return fewOf(names, context.sample);
}

function optionsOf(context: SyncContext, { fields, signal }: WalkRequest, topic: string): RivalOptions {
  return {
    fields,
    onDroppedFields: (names) => warnDropped(context, `fields of ${topic}`, names, "refused"),
    memory: context.fieldMemory,
    signal,
  };
}
