export { Bookmarks } from "./state/bookmarks.ts";
export { mergeStates, splitState, type StatePartition } from "./state/merge-states.ts";
export { readAirbyteState } from "./state/migrations/airbyte-state.ts";
export { readSdkState } from "./state/migrations/sdk-state.ts";
export type { StateMapping } from "./state/migrations/stream-cursor.ts";
export { readStateFile } from "./state/read-state-file.ts";
