import type { GraphNode } from "../../graph/envelope.ts";
import type { GraphError } from "../../graph/errors/errors.ts";
import type { Fields, Params } from "../../graph/http/params.ts";
import type { AfterRefusal, PagePlan, Probe } from "../../graph/pages/page-plan.ts";
import {
  canBeAboutFields,
  findRefusedField,
  isWholeRefused,
  type RefusedField,
} from "./find-refused-field.ts";
import { idOf } from "./node-id.ts";
import type { RequestedFields } from "./requested-fields.ts";
import { smallestRefused } from "./smallest-refused.ts";
import { Timeline } from "./step-over.ts";

/** How a list names its fields. */
export interface ListFields {
  /** Every place in the request that names fields. */
  lists: readonly RequestedFields[];
  /** The fields of the request, from the names for each list. */
  build(namesOf: (list: RequestedFields) => readonly string[]): Fields;
  /** A field without which the list is worth nothing. */
  essential?: string | undefined;
  /** True for lists from new to old that can be asked with `until`: then a node that cannot be read is stepped over. */
  isTimeline?: boolean | undefined;
}

/** A field that did not come of one node, although other nodes have it. */
export interface LostField {
  /** The node; `undefined` when it has no readable id. */
  id: string | undefined;
  /** `undefined` for all of its fields. */
  field: string | undefined;
  error: GraphError;
}

/** What is asked of the next nodes, before the list goes on as usual. */
interface Step {
  nodes: number;
  without?: Without | undefined;
}

/** A field that is refused; `isWhole` where the one that it is inside of is. */
type Found = RefusedField<RequestedFields> & { isWhole: boolean };

/** What is left out: one field, or all of a list; without a list, everything. */
type Without = Partial<Found> & Pick<LostField, "error">;

/** Ways to find out which nodes a field is refused of. */
interface Samples {
  /** Asks the first so many nodes of the page for it. */
  refusalOf: (nodes: number) => Promise<GraphError | undefined>;
  /** Whether the second node refuses it, too, or cannot be told from the first. */
  isOfSecond: () => Promise<boolean>;
}

/** After so many nodes that refuse a field, it is dropped for the whole list. */
const strikesToDrop = 3;

/** The most requests that a list spends on finding out what refusals are about. */
const mostProbes = 80;

/**
 * Asks the pages of a list for fields that the API may refuse, in whatever words. A field that is refused alone is
 * dropped. Where only a node refuses it, that node comes without it, and all others with it. A node that is refused
 * whatever is asked of it is stepped over where the list allows it; elsewhere the list ends there.
 */
export class ListPlan implements PagePlan {
  readonly #fields: ListFields;
  readonly #onLost: (lost: LostField) => void;
  readonly #strikes = new Map<string, number>();
  #steps: Step[] = [];
  #asked = 0;
  /** The names that were asked for: other readers may drop some meanwhile. */
  #names: readonly (readonly string[])[] = [];
  #probes = 0;
  #passed = 0;
  readonly #timeline = new Timeline();
  #hasAnswered = false;

  constructor(fields: ListFields, onLost: (lost: LostField) => void = () => undefined) {
    this.#fields = fields;
    this.#onLost = onLost;
  }

  ask(largest: number): { params: { fields: Fields }; pageSize: number } {
    const [step] = this.#steps;
    this.#asked = Math.min(step?.nodes ?? largest, largest);
    this.#names = this.#fields.lists.map(({ names }) => names);
    return { params: { fields: this.#fieldsWithout(step?.without) }, pageSize: this.#asked };
  }

  /** Drops what a refusal names. False when it names nothing of what was asked. */
  dropNamed(refusal: GraphError): boolean {
    return this.#fields.lists
      .map((list, position) => list.dropRefused(refusal, this.#names[position]))
      .includes(true);
  }

  async refused(refusal: GraphError, probe: Probe): Promise<AfterRefusal> {
    if (this.dropNamed(refusal)) return true;
    if (!canBeAboutFields(refusal) || this.#probes >= mostProbes) return false;
    const size = this.#asked;
    const [step] = this.#steps;
    this.#steps = [];
    if (step?.without) {
      // A node that refuses more than one field comes with its id alone.
      this.#steps = [{ nodes: 1, without: { error: refusal } }];
      return step.without.list !== undefined;
    }
    const refusalOf = async (
      fields: Fields,
      pageSize: number,
      from?: Params,
    ): Promise<GraphError | undefined> => {
      this.#probes += 1;
      const outcome = await probe({ params: { fields }, pageSize, from });
      return outcome.ok ? undefined : outcome.error;
    };
    const found = await findRefusedField(this.#fields.lists, refusal, (namesOf) =>
      refusalOf(this.#fields.build(namesOf), size),
    );
    if (found === "nothing") {
      // What is answered in parts may be answered as a whole now; if not, it is not about one field.
      this.#passed += 1;
      return this.#passed < 2;
    }
    if (found === "everything") {
      // The permission is missing for the list, not for a node of it.
      if (refusal.kind === "permission" && !this.#hasAnswered) return false;
      if (await this.#readUpTo(size, (pageSize) => refusalOf(["id"], pageSize))) return true;
      if (!this.#fields.isTimeline) return false;
      const { next, isLost } = await this.#timeline.stepOver(probe);
      if (isLost && next !== false) this.#onLost({ id: undefined, field: undefined, error: refusal });
      return next;
    }
    const { list, name } = found;
    const only = (asked: string): Fields =>
      this.#fields.build((other) => other.only(new Set(other === list ? [asked] : [])));
    const alone = only(name);
    const isWhole = await isWholeRefused(found, async (asked) => !(await refusalOf(only(asked), size)));
    return this.#giveUp({ ...found, isWhole }, size, {
      refusalOf: (pageSize) => refusalOf(alone, pageSize),
      isOfSecond: async () => {
        const first = await probe({ params: { fields: ["id"] }, pageSize: 1 });
        return !first.ok || first.next === undefined || (await refusalOf(alone, 1, first.next)) !== undefined;
      },
    });
  }

  /** @param nodes What came. @param asked For how many nodes the page was asked. */
  answered(nodes: readonly GraphNode[], asked: number = this.#asked): readonly GraphNode[] {
    const [step] = this.#steps;
    this.#passed = 0;
    this.#hasAnswered = true;
    this.#timeline.came(nodes);
    if (nodes.length > 0 && !step?.without) for (const list of this.#fields.lists) list.answered();
    if (!step) return nodes;
    const { without } = step;
    if (without)
      for (const { id } of nodes) this.#onLost({ id: idOf(id), field: without.name, error: without.error });
    step.nodes -= asked;
    if (step.nodes <= 0) this.#steps.shift();
    return nodes;
  }

  #fieldsWithout(without: Without | undefined): Fields {
    if (without && without.list === undefined) return ["id"];
    const isKept = (name: string): boolean => !without?.isWhole && name !== without?.name;
    return this.#fields.build((list) => (list === without?.list ? list.names.filter(isKept) : list.names));
  }

  /** The field is refused of all nodes, or of one: then the nodes before it come with it. */
  async #giveUp(found: Found, size: number, { refusalOf, isOfSecond }: Samples): Promise<boolean> {
    const { list, name, isWhole } = found;
    const strikes = this.#strikes.get(name) ?? 0;
    const isKnown = strikes >= strikesToDrop || list.suspects(found.error).includes(name);
    const isOfFirst = isKnown || size === 1 || (await refusalOf(1)) !== undefined;
    if (isKnown || (isOfFirst && (await isOfSecond()))) {
      if (name === this.#fields.essential) return false;
      if (isWhole) list.giveUpAll();
      else list.giveUp(name);
      return true;
    }
    this.#strikes.set(name, strikes + 1);
    const before = isOfFirst ? 0 : (await smallestRefused(size, refusalOf)) - 1;
    this.#steps = [...(before > 0 ? [{ nodes: before }] : []), { nodes: 1, without: found }];
    return true;
  }

  /** A node that is refused whatever is asked of it: the list comes up to there. */
  async #readUpTo(
    size: number,
    refusalOf: (pageSize: number) => Promise<GraphError | undefined>,
  ): Promise<boolean> {
    if (size === 1 || (await refusalOf(1))) return false;
    this.#steps = [{ nodes: (await smallestRefused(size, refusalOf)) - 1 }];
    return true;
  }
}
