/** An id of the right length that no object has. */
export const unknownId = "17999999999999999";

/** A username that, as far as we know, nobody has. */
export const unknownUsername = "nobody.has.this.name.of.30.xyz";
