/** A reader that takes nothing for so long does not read. Docker kills a container 10 s after its signal. */
const patienceMs = 5000;

/** Waits until a text has left, with or without success, but not for a reader that does not read. */
export function waitForReader(written: Promise<void>): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, patienceMs);
    const end = (): void => {
      clearTimeout(timer);
      resolve();
    };
    written.then(end, end);
  });
}
