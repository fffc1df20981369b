/** An id of the right length that no object has. */
export const unknownId = "17999999999999999";
