import { expect, test } from "vitest";
import { exampleLines, readme } from "../test/readme.ts";

test.each(["print-reach.examples.ts", "next-step.examples.ts"])("the README shows %s as it runs", (file) => {
  const lines = exampleLines(file);
  expect(lines.length).toBeGreaterThan(5);
  for (const line of lines)
    expect(readme()).toContain(
      line
        .replace("createGraphClient(options)", 'createGraphClient({ accessToken: "EAAG…" })')
        .replace("print(post", "console.log(post"),
    );
});
