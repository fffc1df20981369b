/** An id of the right length that belongs to nothing. */
export const idOfNobody = "17999999999999999";
