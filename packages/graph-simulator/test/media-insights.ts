import { at, dataOf, dig, openSession, type Asking, type Reply, type Session } from "./session.ts";

/** One media of every kind; all but the unseen story have insights. */
export interface MediaKinds {
  readonly image: string;
  readonly carousel: string;
  readonly reel: string;
  readonly feedVideo: string;
  readonly story: string;
  readonly unseen: string;
}

/** Asks for the insights of the media of a Swedish account. */
export interface MediaInsightsSession {
  readonly session: Session;
  readonly media: MediaKinds;
  ask(id: string, metric: string, asking?: Asking, more?: string): Promise<Reply>;
}

/** Starts a simulator with the account; the test closes its session. */
export async function openMediaInsights(): Promise<MediaInsightsSession> {
  const session = await openSession({
    world: {
      accounts: [
        {
          login: "both",
          followers: 80_000,
          language: "sv",
          stories: { live: 4, belowFiveViewers: 1 },
          posts: { count: 40, reels: 10, carousels: 8, feedVideos: 4, deleted: [7], beforeConversion: 3 },
        },
      ],
    },
  });
  const { ids, id } = at(session.simulator.world.accounts, 0);
  const listed = dataOf(await session.get(`${id}/media?fields=id,media_type,media_product_type&limit=100`));
  const good = new Set(ids.mediaWithInsights.filter((one) => !ids.mediaWithoutValues.includes(one)));
  const find = (type: string, product: string): string => {
    const found = listed.find(
      (one) =>
        dig(one, "media_type") === type &&
        dig(one, "media_product_type") === product &&
        good.has(String(dig(one, "id"))),
    );
    return String(dig(found, "id"));
  };
  const unseen = ids.stories.filter((one) => !ids.storiesWithInsights.includes(one));
  return {
    session,
    media: {
      image: find("IMAGE", "FEED"),
      carousel: find("CAROUSEL_ALBUM", "FEED"),
      reel: find("VIDEO", "REELS"),
      feedVideo: find("VIDEO", "FEED"),
      story: at(ids.storiesWithInsights, 0),
      unseen: at(unseen, 0),
    },
    ask: (one, metric, asking = {}, more = "") =>
      session.get(`v25.0/${one}/insights?metric=${metric}${more}`, asking),
  };
}
