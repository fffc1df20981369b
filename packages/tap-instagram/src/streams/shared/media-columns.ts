import { mediaFieldsOf, type MediaPlace } from "@tap-instagram/core/matrix";
import { key, text, type Columns } from "../../columns/column.ts";
import { fieldColumns } from "../../columns/field-columns.ts";
import { ownerColumns } from "../../columns/owner.ts";

/** The columns of media in a place: posts, stories, or tags. */
export function mediaColumnsOf(place: Exclude<MediaPlace, "child">): Columns {
  return { ...ownerColumns, id: key("Id of the media"), ...fieldColumns(mediaFieldsOf(place)) };
}

/** The columns of an album's slide inside the album's record. */
export const childColumns: Columns = { id: text("Id of the slide"), ...fieldColumns(mediaFieldsOf("child")) };
