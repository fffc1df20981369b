import process from "node:process";
import fc from "fast-check";

/** `RANDOM_SEED` makes property tests try the same cases again, on any machine. Without it every run tries new ones. */
const seed = process.env["RANDOM_SEED"];
if (seed !== undefined) fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(seed) });
