import { isDateText, type Millis } from '@hookwright/model'

/**
 * Formats a time as a Date & Time value, in UTC with milliseconds. `null` without a time or outside the years
 * 0 to 9999.
 */
export const dateTextOf = (moment: Millis | null): string | null => {
  if (moment === null || Number.isNaN(new Date(moment).getTime())) return null
  const text = new Date(moment).toISOString()
  return isDateText(text) ? text : null
}
