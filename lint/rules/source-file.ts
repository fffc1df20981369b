/** Whether a file of this name holds tests. */
export function isTest(name: string): boolean {
  return name.endsWith(".test.ts");
}
