import { regularPlace } from "../disk/regular-file.ts";
import { SharedFileError } from "./file-names.ts";

/** Where the files of the streams are after all links. Links can lead two streams to one file. */
export class StreamPlaces {
  readonly #streams: Map<string, string> = new Map();

  /**
   * The place of a stream's file.
   *
   * @throws SharedFileError when it is the file of another stream.
   * @throws DiskError when there is something other than a regular file.
   */
  claim(stream: string, path: string): string {
    const place = regularPlace(path);
    const other = this.#streams.get(place);
    if (other !== undefined && other !== stream) {
      throw new SharedFileError(
        `the streams ${JSON.stringify(other)} and ${JSON.stringify(stream)} would share the file ${place} through a link, wanted one stream per file: remove the link ${path}`,
      );
    }
    this.#streams.set(place, stream);
    return place;
  }
}
