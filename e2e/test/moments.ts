/** For tests of interruptions. No two tries meet the same moments: what fails once has failed. */
export const momentsMatter = { retry: 0, timeout: 300_000 };

/** As many as there are processors to run them. */
const sideBySide = 2;

/** How often a sync is interrupted before it may end: a sync that goes on can be interrupted, too. */
const interruptionsOfASync = 5;

/**
 * Does work for each of so many moments, two syncs at a time. The moments of one sync are spread over its life, and those of
 * all syncs are, too: of 50 moments, one sync is interrupted at 3, 13, 23, 33 and 43.
 */
export async function atMoments(
  count: number,
  work: (momentsOfASync: readonly number[]) => Promise<void>,
): Promise<void> {
  const syncs = Math.ceil(count / interruptionsOfASync);
  const moments = Array.from({ length: count }, (_, moment) => moment);
  const waiting = Array.from({ length: syncs }, (_, sync) =>
    moments.filter((moment) => moment % syncs === sync),
  );
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await work(next);
  };
  await Promise.all(Array.from({ length: sideBySide }, worker));
}
