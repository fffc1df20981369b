import type { Behaviour } from "./behaviour/behaviour.ts";
import type { HashtagBook } from "./quota/hashtag-book.ts";
import type { LoadMeter } from "./quota/load-meter.ts";
import type { QuotaMeter } from "./quota/quota-meter.ts";
import type { CodeBook } from "./tokens/code-book.ts";
import type { TokenBook } from "./tokens/token-book.ts";
import type { SimulatorTokens } from "./tokens/token-set.ts";
import type { World } from "./world/world.ts";

/** All that one running simulator keeps. */
export interface Simulation {
  readonly seed: number;
  readonly world: World;
  readonly book: TokenBook;
  readonly codes: CodeBook;
  /** What a person holds: the good tokens and credentials, or in a broken setup others in their place. */
  readonly held: SimulatorTokens;
  readonly behaviour: Behaviour;
  readonly quota: QuotaMeter;
  readonly load: LoadMeter;
  readonly hashtags: HashtagBook;
  /** Epoch milliseconds, moved by runtime changes. */
  now(): number;
  /** A number that grows with every use: for signed addresses and trace ids. */
  nextNumber(): number;
}
