import { at, dig, openSession, type Asking, type Reply, type Session } from "./session.ts";

/** Seconds of a day of 24 hours. */
export const dayMs = 86_400;

/** Unix seconds of a text. */
export const secondsOf = (text: string): number => Date.parse(text) / 1000;

/** Asks for the insights of a big account, or of one with 99 followers. */
export interface InsightsSession {
  readonly session: Session;
  readonly small: string;
  ask(query: string, asking?: Asking, account?: string): Promise<Reply>;
  /** The points of the first entry; undefined if there is none. */
  stamps(since: number | string, until: number | string, more?: string): Promise<unknown>;
  /** `total_value` of the first entry. */
  total(metric: string, since: number, until: number, more?: string): Promise<unknown>;
}

/** Starts a simulator with the two accounts; the test closes its session. */
export async function openInsights(): Promise<InsightsSession> {
  const session = await openSession({
    world: {
      accounts: [
        { login: "both", followers: 40_000, posts: 5 },
        { followers: 99, posts: 5 },
      ],
    },
  });
  const [id, small] = [0, 1].map((index) => at(session.simulator.world.accounts, index).id);
  const ask = (query: string, asking: Asking = {}, account = id): Promise<Reply> =>
    session.get(`v25.0/${account}/insights?${query}`, asking);
  return {
    session,
    small: String(small),
    ask,
    stamps: async (since, until, more = "metric=reach&period=day") =>
      dig((await ask(`${more}&since=${since}&until=${until}`)).json, "data", 0, "values"),
    total: async (metric, since, until, more = "") => {
      const query = `metric=${metric}&period=day&metric_type=total_value&since=${since}&until=${until}`;
      return dig((await ask(`${query}${more}`)).json, "data", 0, "total_value");
    },
  };
}
