/** For tests of interruptions. No two tries meet the same moments: what fails once has failed. */
export const momentsMatter = { retry: 0, timeout: 300_000 };

/** As many as there are processors to run them. */
const sideBySide = 2;

/** Does work for each of so many moments, two at a time. */
export async function atMoments(count: number, work: (moment: number) => Promise<void>): Promise<void> {
  const moments = Array.from({ length: count }, (_, moment) => moment);
  const worker = async () => {
    for (let moment = moments.shift(); moment !== undefined; moment = moments.shift()) await work(moment);
  };
  await Promise.all(Array.from({ length: sideBySide }, worker));
}
