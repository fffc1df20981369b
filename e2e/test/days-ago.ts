/**
 * The day that was so many days ago, as `start_date` takes it. A fixed day would have a test read more every day.
 *
 * @param days - a whole number.
 */
export function daysAgo(days: number): string {
  return new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
}
