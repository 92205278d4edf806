/** Returns the help text of a date card: what it does, and how time is counted. */
export const dateShiftHelp = (does: string): string =>
  `${does} Days, weeks, months and years are counted on the calendar of the time zone, which is UTC unless you name one as in Europe/Berlin: the clock there shows the same time, and a month that is too short gives its last day. The output is in UTC and to the millisecond.`
