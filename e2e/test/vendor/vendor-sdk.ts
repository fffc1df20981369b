import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { namesIn } from "../../../scripts/vendor/not-served/not-served.ts";
import { ourTables } from "../../../scripts/vendor/our-tables.ts";
import { enumNames, isSame, type Part, type SdkName } from "../../../scripts/vendor/sdk-name.ts";
import { namesOutside } from "../../../scripts/vendor/tables/outside-sdk.ts";

/** The file of a class, below the folder of the SDK. */
export function fileOf(className: string): string {
  return `facebook_business/adobjects/${className.toLowerCase()}.py`;
}

/** Writes a tree in the shape of Meta's SDK, with the names that our tables say it has. */
export function writeSdk(folder: string, version: string): void {
  write(folder, "facebook_business/apiconfig.py", `ads_api_config = {\n  'SDK_VERSION': 'v${version}',\n}\n`);
  // One of the real files is not valid Python either.
  write(folder, fileOf("UserExportForCAM"), "class UserExportForCAM:\n    or = 'or'\n");
  const outside = ourTables.outsideSdk.flatMap(namesOutside);
  const known = [...ourTables.served, ...ourTables.notServed.flatMap(namesIn)].filter(
    (name) => !outside.some((one) => isSame(one, name)),
  );
  for (const { name } of ourTables.classes)
    write(
      folder,
      fileOf(name),
      classText(
        name,
        known.filter((one) => one.class === name),
      ),
    );
}

/** Changes the file of a class, and fails where there is nothing to change. */
export function change(folder: string, className: string, from: string, to: string): void {
  const path = join(folder, fileOf(className));
  const text = readFileSync(path, "utf8");
  if (!text.includes(from)) throw new Error(`${path} does not hold ${JSON.stringify(from)}`);
  writeFileSync(path, text.replace(from, to));
}

/** A method that reads an edge, as the SDK writes it. */
export function edgeText(edge: string, parameters: readonly string[] = [], method = "GET"): string {
  return `
    def get_${edge}(self, fields=None, params=None, batch=None, success=None, failure=None, pending=False):
        from facebook_business.utils import api_utils
        param_types = {
${parameters.map((name) => `            '${name}': 'string',\n`).join("")}        }
        enums = {
        }
        request = FacebookRequest(
            node_id=self['id'],
            method='${method}',
            endpoint='/${edge}',
            api=self._api,
        )
        return request.execute()
`;
}

function classText(className: string, names: readonly SdkName[]): string {
  const wordsOf = (part: Part) => names.filter((name) => name.part === part).map(({ name }) => name);
  const lists = enumNames.filter((part) => wordsOf(part).length > 0);
  const edges = wordsOf("edge").map((edge) =>
    edgeText(
      edge,
      names.flatMap((name) => (name.edge === edge ? [name.name] : [])),
    ),
  );
  return `# A comment.

class ${className}(
    AbstractCrudObject,
):

    def __init__(self, fbid=None, parent_id=None, api=None):
        super(${className}, self).__init__(fbid, parent_id, api)

    class Field(AbstractObject.Field):
${memberLines(wordsOf("Field"))}
${lists.map((part) => `    class ${part}:\n${memberLines(wordsOf(part))}`).join("\n")}
    class SubscribedFields:
        zz_elsewhere = 'zz_elsewhere'

    _field_types = {
        'zz_type': 'string',
    }

    def api_get(self, fields=None, params=None, batch=None, success=None, failure=None, pending=False):
        param_types = {
            'zz_of_the_node': 'string',
        }
        request = FacebookRequest(
            node_id=self['id'],
            method='GET',
            endpoint='/',
        )
        return request.execute()
${edges.join("")}
    @classmethod
    def _get_field_enum_info(cls):
        return {}
`;
}

function memberLines(words: readonly string[]): string {
  return words.map((word) => `        ${word} = '${word}'\n`).join("");
}

function write(folder: string, path: string, text: string): void {
  const target = join(folder, path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text);
}
