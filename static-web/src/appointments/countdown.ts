/** Minutes before its end at which a countdown is spoken; oftener would talk over the person. */
export const spokenMinutes = [5, 2, 1] as const;

/** The same for what is kept for hours. */
export const spokenOfHours = [120, 60, 30, 15, ...spokenMinutes] as const;

/** Whole seconds until an instant; never below 0. `ahead` is how many milliseconds the server's clock is ahead of this one. */
export function secondsLeft(until: string, now: number, ahead = 0): number {
  return Math.max(0, Math.ceil((Date.parse(until) - now - ahead) / 1000));
}

/** Seconds as minutes and seconds: `9:05`. */
export function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** The number of minutes to speak of when the countdown has gone from `before` to `after` seconds: the last mark that it passed. */
export function passed(before: number, after: number, marks: readonly number[] = spokenMinutes): number | undefined {
  return after <= 0 ? undefined : marks.findLast(minutes => before > minutes * 60 && after <= minutes * 60);
}

/** The time that is left as people say it: never more than there is. */
export function leftInWords(seconds: number): { unit: 'days' | 'hours' | 'minutes' | 'minute' | 'moment'; count: number } {
  const minutes = Math.floor(seconds / 60);
  return minutes < 1
    ? { unit: 'moment', count: 0 }
    : minutes === 1
      ? { unit: 'minute', count: 1 }
      : minutes < 120
        ? { unit: 'minutes', count: minutes }
        : minutes < 48 * 60
          ? { unit: 'hours', count: Math.floor(minutes / 60) }
          : { unit: 'days', count: Math.floor(minutes / (24 * 60)) };
}

/** How far the server's clock is ahead of this one, in milliseconds, told from an answer that has just come. */
export function clockAhead(asOf: string, now: number): number {
  const ahead = Date.parse(asOf) - now;
  return Number.isNaN(ahead) ? 0 : ahead;
}
