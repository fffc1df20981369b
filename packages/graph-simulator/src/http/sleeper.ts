/** Real waiting that can be cut short. */
export interface Sleeper {
  sleep(ms: number): Promise<void>;
  /** Ends every wait at once. */
  wake(): void;
}

export function createSleeper(): Sleeper {
  const waiting = new Set<() => void>();
  return {
    sleep: (ms) =>
      new Promise((resolve) => {
        const done = (): void => {
          clearTimeout(timer);
          waiting.delete(done);
          resolve();
        };
        const timer = setTimeout(done, ms);
        waiting.add(done);
      }),
    wake: () => {
      for (const done of waiting) done();
    },
  };
}
