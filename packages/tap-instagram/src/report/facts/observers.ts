import type { GraphObserver } from "@tap-instagram/core";

/** Tells several observers, one after the other. */
export function observers(...all: readonly GraphObserver[]): GraphObserver {
  return {
    onRequest: (request) => {
      for (const one of all) one.onRequest?.(request);
    },
    onRetry: (retry) => {
      for (const one of all) one.onRetry?.(retry);
    },
    onWait: (wait) => {
      for (const one of all) one.onWait?.(wait);
    },
    onUsage: (usage) => {
      for (const one of all) one.onUsage?.(usage);
    },
  };
}
