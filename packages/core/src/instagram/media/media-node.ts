import * as v from "valibot";
import { isPresent, node, type GraphNode } from "../../graph/envelope.ts";
import { idOf } from "../fields/node-id.ts";
import { figuresIn, type MediaFigures } from "../insights/media-figures.ts";

/** A post, reel or story, with those of the requested fields that it has. */
export interface MediaNode extends GraphNode {
  id: string;
  /** The slides of an album. */
  children?: GraphNode[] | undefined;
  /** Requested parts that came in a form that the API does not document, as they came. Absent as a rule. */
  misshapen?: GraphNode | undefined;
  /** The requested `metrics`; absent when the page came without insights. */
  figures?: MediaFigures | undefined;
}

const nestedChildren = v.object({ data: v.array(v.unknown()) });

/** A media from its node, or nothing when the node has no id. */
export function mediaNodes(raw: GraphNode): MediaNode[] {
  const { id: rawId, children, insights, ...fields } = raw;
  const id = idOf(rawId);
  if (id === undefined) return [];
  const answer = v.safeParse(nestedChildren, children);
  const slides = answer.success ? answer.output.data.map(slideNode) : undefined;
  const media: MediaNode = { ...fields, id, children: slides, figures: figuresIn(insights) };
  const isNone = !isPresent(children) || (Array.isArray(children) && children.length === 0);
  if (!isNone && slides?.every((slide) => slide["id"] !== undefined) !== true) media.misshapen = { children };
  return [media];
}

/** A slide keeps its place in the album, even without a readable id, or without anything to read. */
function slideNode(raw: unknown): GraphNode {
  const slide = v.safeParse(node, raw);
  if (!slide.success) return {};
  const { id: rawId, ...fields } = slide.output;
  const id = idOf(rawId);
  return id === undefined ? fields : { id, ...fields };
}

/** The host can leave out the kind of media. The edge says it. */
export function storyNode(raw: GraphNode): GraphNode {
  return { media_product_type: "STORY", ...raw };
}
