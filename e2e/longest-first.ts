import { BaseSequencer, type TestSequencerConstructor, type TestSpecification } from "vitest/node";

/**
 * Begins with the files that take longest, so that no core waits for one of them at the end. The names are those of files
 * without `.test.ts`; vitest itself goes by their size.
 */
export function longestFirst(names: readonly string[]): TestSequencerConstructor {
  return class extends BaseSequencer {
    override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
      const rank = ({ moduleId }: TestSpecification) => {
        const place = names.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`));
        return place === -1 ? names.length : place;
      };
      return files.toSorted((one, other) => rank(one) - rank(other));
    }
  };
}
