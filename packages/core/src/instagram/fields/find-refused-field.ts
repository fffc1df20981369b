import { RefusedNameError, type GraphError, type GraphErrorReason } from "../../graph/errors/errors.ts";
/** The fields that a request names in one place. */
export interface FieldList {
  /** The field that they are inside of, such as `children`. */
  readonly inside?: string | undefined;
  /** The names that a refusal can be about. */
  readonly droppable: readonly string[];
  /** What remains of the names when only some of those that can be dropped are requested. */
  only(kept: ReadonlySet<string>): readonly string[];
  /** Names that are more likely than others to be what a refusal is about. */
  suspects(refusal: GraphError): readonly string[];
}

/** Asks once with the names that `namesOf` gives for each list. Gives the refusal; `undefined` when the API answers. */
export type AskWith<List> = (namesOf: (list: List) => readonly string[]) => Promise<GraphError | undefined>;

/** One field of a request that the API refuses. */
export interface RefusedField<List> {
  list: List;
  name: string;
  error: GraphError;
}

/** `everything`: no field at all helps. `nothing`: each part is answered by itself. */
export type RefusalFound<List> = RefusedField<List> | "everything" | "nothing";

/** Reasons that are about the request as a whole, whatever it asks for. */
const ofTheRequest: ReadonlySet<GraphErrorReason> = new Set<GraphErrorReason>([
  "end-of-list",
  "unknown-path",
  "wrong-path",
  "login-refused",
  "app-in-development",
]);

/** Whether a refusal that names no field can be about one all the same. */
export function canBeAboutFields(error: GraphError): boolean {
  const { kind, reason, code, subcode } = error;
  // `(#100) Missing Permission` says what it is; other refusals for a permission use the words for one field, too.
  if (ofTheRequest.has(reason) || (kind === "permission" && code === 100)) return false;
  // An object that is not there; the Instagram host has the words for a field, too.
  if (kind === "not-found") return code === 100 && subcode === undefined;
  if (error instanceof RefusedNameError) return error.names.length === 0;
  if (kind === "transient") return reason === "server";
  return kind === "permission" || kind === "misuse" || kind === "too-much-data";
}

/**
 * Finds the field that a refusal is about when it names none: halves the fields until one is left, in about log₂ n
 * requests. One request without any field tells first whether the refusal is about fields at all.
 *
 * @throws GraphError when the API can no longer be asked.
 */
export async function findRefusedField<List extends FieldList>(
  lists: readonly List[],
  refusal: GraphError,
  ask: AskWith<List>,
): Promise<RefusalFound<List>> {
  const all = lists.flatMap((list) => list.droppable.map((name) => ({ list, name })));
  const refusalOf: RefusalOf<List> = async (asked) => {
    const error = await ask((list) => list.only(namesIn(asked, list)));
    if (error && isAboutEverything(error)) throw error;
    return error;
  };

  const suspects = lists.flatMap((list) => list.suspects(refusal).map((name) => ({ list, name })));
  if (suspects.length > 0 && suspects.length < all.length) {
    const others = all.filter(({ list, name }) => !namesIn(suspects, list).has(name));
    if (!(await refusalOf(others))) return narrow(suspects, refusalOf, refusal);
  }
  if (all.length === 0 || (await refusalOf([]))) return "everything";
  // A server that fails may be well again.
  if (refusal.kind === "transient" && !(await refusalOf(all))) return "nothing";
  return narrow(all, refusalOf);
}

/**
 * Whether two more of the fields that are inside of the same one are refused, too: then it is that one.
 *
 * @param isAnswered Whether the API answers when one of them is asked for, and nothing else.
 */
export async function isWholeRefused(
  { list, name }: Pick<RefusedField<FieldList>, "list" | "name">,
  isAnswered: (name: string) => Promise<boolean>,
): Promise<boolean> {
  const others = list.droppable.filter((other) => other !== name).slice(0, 2);
  if (list.inside === undefined || others.length === 0) return false;
  for (const other of others) if (await isAnswered(other)) return false;
  return true;
}

interface Field<List> {
  list: List;
  name: string;
}

type RefusalOf<List> = (asked: readonly Field<List>[]) => Promise<GraphError | undefined>;

/**
 * Asks for one half; when it is answered, the culprit is in the other.
 *
 * @param known What is said of a single candidate, where that is known.
 */
async function narrow<List>(
  candidates: readonly Field<List>[],
  refusalOf: RefusalOf<List>,
  known?: GraphError,
): Promise<RefusalFound<List>> {
  let left = candidates;
  let error = candidates.length === 1 ? known : undefined;
  while (left.length > 1) {
    const half = left.slice(0, Math.ceil(left.length / 2));
    error = await refusalOf(half);
    left = error ? half : left.slice(half.length);
  }
  const [culprit] = left;
  if (!culprit) return "everything";
  error ??= await refusalOf([culprit]);
  return error ? { ...culprit, error } : "nothing";
}

function namesIn<List>(fields: readonly Field<List>[], list: List): Set<string> {
  return new Set(fields.filter((field) => field.list === list).map(({ name }) => name));
}

function isAboutEverything({ kind }: GraphError): boolean {
  return kind === "auth" || kind === "quota-exhausted";
}
