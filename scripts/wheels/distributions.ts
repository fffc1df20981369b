/** A Python distribution that carries one of the commands. */
export interface Distribution {
  /** Its name on PyPI, and its folder below python/. The bare names of the commands are taken there. */
  readonly name: string;
  /** The Python package in it. */
  readonly module: string;
  /** The folder below packages/ whose command it carries. */
  readonly packageFolder: string;
}

/** Every distribution, in the order they are built. */
export const distributions: readonly Distribution[] = [
  { name: "tap-instagram-node", module: "tap_instagram_node", packageFolder: "tap-instagram" },
  { name: "target-jsonl-node", module: "target_jsonl_node", packageFolder: "target-jsonl" },
];
