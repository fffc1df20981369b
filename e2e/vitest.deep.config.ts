import { mergeConfig } from "vite";
import shared from "../vitest.shared.ts";

/** What needs the package registry, and so is no part of `npm test`. */
const { test, ...others } = shared;
export default mergeConfig(others, {
  test: { ...test, include: ["deep/**/*.test.ts"], globalSetup: "deep/release/packed-install.ts" },
});
