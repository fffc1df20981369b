import { TransientError } from "../../graph/errors/errors.ts";
import type { LostField } from "./list-plan.ts";

/** Tells of entries of a list that nothing can be made of. No answer says which ones they are. */
export function tellLost(
  endpoint: string,
  entries: number,
  onLost: ((lost: LostField) => void) | undefined,
  what = "with an id",
): void {
  for (let entry = 0; entry < entries; entry += 1)
    onLost?.({
      id: undefined,
      field: undefined,
      error: new TransientError(`Cannot ${endpoint}: an entry of the list is not an object ${what}`, {
        endpoint,
        reason: "unexpected-shape",
      }),
    });
}
