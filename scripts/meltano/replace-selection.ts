import { toYaml } from "./to-yaml.ts";

/**
 * A meltano.yml whose one `select` list is another.
 *
 * @throws Error when there is no such list, or more than one.
 */
export function replaceSelection(yaml: string, selection: readonly string[]): string {
  const list = /^( *)select:\n(?:\1 +- .*\n)+/gm;
  const count = [...yaml.matchAll(list)].length;
  if (count !== 1) throw new Error(`The example has ${count} lists called select, wanted one`);
  return yaml.replace(
    list,
    (_, indent: string) => `${indent}select:\n${toYaml([...selection], `${indent}  `)}\n`,
  );
}
