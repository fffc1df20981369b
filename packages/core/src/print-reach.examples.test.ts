import { expect, test } from "vitest";
import { simulated } from "../test/simulated.ts";
import { printReach } from "./print-reach.examples.ts";

test("the README's example prints every post with its reach", async () => {
  const simulator = await simulated();
  const printed: [unknown, number | undefined][] = [];
  await printReach({ accessToken: simulator.tokens.user, baseUrl: simulator.url }, (permalink, outcome) =>
    printed.push([permalink, outcome?.ok ? (outcome.figures.values["reach"] ?? undefined) : undefined]),
  );
  const { media, mediaWithInsights } = simulator.world.totalsByHost.facebook;
  expect(printed).toHaveLength(media);
  expect(
    printed.filter(([permalink]) => String(permalink).startsWith("https://www.instagram.com/")),
  ).toHaveLength(media);
  expect(printed.filter(([, reach]) => reach !== undefined).length).toBeLessThanOrEqual(mediaWithInsights);
  expect(printed.filter(([, reach]) => reach !== undefined).length).toBeGreaterThan(media / 2);
});
