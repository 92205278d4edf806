const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' })
const dayAndMinute = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit'
})

/** `14:02:11`, where the reader is. */
export const clockTime = (at: number): string => clock.format(at)

/** `24 Nov 2026`, where the reader is. */
export const dayTime = (at: number): string => day.format(at)

/** `24 Nov 2026, 14:02`, where the reader is. */
export const minuteTime = (at: number): string => dayAndMinute.format(at)
