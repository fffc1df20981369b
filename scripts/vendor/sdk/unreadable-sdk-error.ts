/** The SDK, or a class of it, is not there or is not written as before. */
export class UnreadableSdkError extends Error {
  override readonly name = "UnreadableSdkError";
}
