import type { GraphError } from "../../graph/errors/errors.ts";

/** The smallest page that is refused, where one of `size` is, and one of a single node is not. */
export async function smallestRefused(
  size: number,
  refusalOf: (pageSize: number) => Promise<GraphError | undefined>,
): Promise<number> {
  let answered = 1;
  let refused = size;
  while (refused - answered > 1) {
    const middle = Math.floor((answered + refused) / 2);
    if (await refusalOf(middle)) refused = middle;
    else answered = middle;
  }
  return refused;
}
