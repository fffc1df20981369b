import { accountNotServed } from "./not-served/account.ts";
import { insightsNotServed } from "./not-served/insights.ts";
import { mediaNotServed } from "./not-served/media.ts";
import type { NotServed } from "./not-served/not-served.ts";
import { otherNodesNotServed } from "./not-served/other-nodes.ts";

/** Every name of the SDK that we know of and do not serve. */
export const notServed: readonly NotServed[] = [
  ...accountNotServed,
  ...mediaNotServed,
  ...insightsNotServed,
  ...otherNodesNotServed,
];
