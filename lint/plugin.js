// oxlint loads its plugins with the Node it runs on, and Node 20 reads no TypeScript.
import { tsImport } from "tsx/esm/api";

const { plugin } = await tsImport("./house.ts", import.meta.url);
// eslint-disable-next-line import/no-default-export -- That is where oxlint looks for a plugin.
export default plugin;
