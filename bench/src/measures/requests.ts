import { chainOf } from "../floors/floors.ts";
import type { Figure, Measure } from "../figure.ts";
import { record } from "../processes/record.ts";
import { simulatorOf } from "../processes/simulator.ts";
import { spreadOf } from "../statistics.ts";
import { standardWorld } from "../worlds.ts";

const posts = 5000;
const pages = posts / 100;
/** Finding the accounts takes a list of Pages and one of portfolios. */
const discovery = 2;
const everything = "all streams selected by default";

/** The least that each stream can take: its requests, and its calls of quota. */
const least: { readonly [stream: string]: { readonly requests: number; readonly calls: number } } = {
  users: { requests: discovery, calls: discovery },
  media: { requests: discovery + pages, calls: discovery + pages },
  media_children: { requests: discovery + pages, calls: discovery + pages },
  media_insights: { requests: discovery + pages + posts / 50, calls: discovery + pages + posts },
  stories: { requests: discovery + 1, calls: discovery + 1 },
};

function counted(what: string, unit: Figure["unit"], ours: number, goal?: number): Figure {
  return { what, unit, ours: spreadOf([ours]), goal };
}

function beside(figure: Figure, what: string, lowest: number): Figure {
  const ratio = spreadOf([figure.ours.median / lowest]);
  return { ...figure, floor: { what, spread: spreadOf([lowest]) }, ratio };
}

/** Requests, calls of quota and round trips are the same in every run. */
export const requests: Measure = {
  name: "requests",
  about: "requests, calls of quota and round trips of the standard world, by stream",
  run: async ({ say }) => {
    const simulator = await simulatorOf(standardWorld);
    try {
      const figures: Figure[] = [];
      for (const [stream, lowest] of Object.entries(least)) {
        say(stream);
        const { requests: made, quotaCalls } = await record(simulator, { streams: [stream] });
        figures.push(
          beside(counted(stream, "requests", made.length, 1.15), "those that must be", lowest.requests),
          beside(counted(stream, "calls", quotaCalls, 1.15), "those that must be", lowest.calls),
        );
      }
      say(everything);
      const all = await record(simulator);
      const ofChain = chainOf(all.requests).length;
      figures.push(
        counted(everything, "requests", all.requests.length, 163),
        counted(everything, "calls", all.quotaCalls),
        beside(counted("pages of media", "requests", ofChain, 1.15), "full pages", pages),
        beside(
          counted(everything, "round trips", all.roundTrips, 0.5),
          "the chain of cursors",
          pages + discovery,
        ),
      );
      return figures;
    } finally {
      simulator.stop();
    }
  },
};
