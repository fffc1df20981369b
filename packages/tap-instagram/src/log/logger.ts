/** Where a sync says what happens. */
export interface SyncLogger {
  debug(message: string): void;
  info(message: string): void;
  warning(message: string): void;
  error(message: string): void;
  /** A logger whose lines begin with the name of the stream. */
  forStream(name: string): SyncLogger;
}
