import { accessBehaviour, type AccessBehaviour } from "./access.ts";
import { answerBehaviour, type AnswerBehaviour } from "./answers.ts";
import { batchBehaviour, type BatchBehaviour } from "./batches.ts";
import { describeAccepted, isAccepted, type Declarations } from "./declaration.ts";
import {
  accountInsightBehaviour,
  insightBehaviour,
  mediaInsightBehaviour,
  type AccountInsightBehaviour,
  type InsightBehaviour,
  type MediaInsightBehaviour,
} from "./insights.ts";
import { loginBehaviour, type LoginBehaviour } from "./login.ts";
import { hashtagBehaviour, type HashtagBehaviour } from "./hashtags.ts";
import { listBehaviour, type ListBehaviour } from "./lists.ts";
import { nodeBehaviour, type NodeBehaviour } from "./nodes.ts";

/** What the simulator does where sources about the real API disagree or are silent. */
export interface Behaviour
  extends
    AccessBehaviour,
    AnswerBehaviour,
    BatchBehaviour,
    HashtagBehaviour,
    ListBehaviour,
    LoginBehaviour,
    NodeBehaviour,
    InsightBehaviour,
    MediaInsightBehaviour,
    AccountInsightBehaviour {}

/** Some of the switches; undefined leaves one as it is. */
export type BehaviourOptions = { readonly [Name in keyof Behaviour]?: Behaviour[Name] | undefined };

/** Every switch, with what it accepts and its default. */
export const behaviours: Declarations<Behaviour> = {
  ...accessBehaviour,
  ...answerBehaviour,
  ...batchBehaviour,
  ...hashtagBehaviour,
  ...listBehaviour,
  ...loginBehaviour,
  ...nodeBehaviour,
  ...insightBehaviour,
  ...mediaInsightBehaviour,
  ...accountInsightBehaviour,
};

/** Whether a word names one of them. */
export function isBehaviourName(name: string): name is keyof Behaviour {
  return Object.hasOwn(behaviours, name);
}

function usualBehaviour(): Behaviour {
  const usual = Object.entries(behaviours).map(([name, declaration]) => [name, declaration.usual]);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every switch is declared with a value of its type
  return Object.fromEntries(usual) as Behaviour;
}

/**
 * The documented defaults, with what was given instead. undefined is the default, too.
 *
 * @throws RangeError for a switch that does not exist and for a value that it does not accept
 */
export function resolveBehaviour(given: BehaviourOptions = {}): Behaviour {
  const set = Object.entries(given).filter(([, value]) => value !== undefined);
  for (const [name, value] of set) {
    if (!isBehaviourName(name)) {
      throw new RangeError(
        `Cannot set the behaviour "${name}": want one of ${Object.keys(behaviours).join(", ")}`,
      );
    }
    const { accepts } = behaviours[name];
    if (isAccepted(value, accepts)) continue;
    throw new RangeError(
      `Cannot set the behaviour ${name} to ${JSON.stringify(value)}: want ${describeAccepted(accepts)}`,
    );
  }
  return { ...usualBehaviour(), ...Object.fromEntries(set) };
}
