import { shownZone } from './format-tick.ts'
import type { Schedule } from './schedule.ts'

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']

const sayInterval = (count: number, unit: string): string =>
  count === 1 ? `Every ${unit}` : `Every ${count} ${unit}s`

const sayDays = (days: number[]): string => {
  // The week begins with Monday.
  const inOrder = [...new Set(days)].toSorted((one, other) => ((one + 6) % 7) - ((other + 6) % 7))
  if (inOrder.length === 7) return 'Every day'
  if (inOrder.join() === '1,2,3,4,5') return 'Monday to Friday'
  return new Intl.ListFormat('en').format(inOrder.map(day => WEEKDAYS[day] ?? ''))
}

/** Formats a schedule in a few words, with the time zone of its times: “Monday to Friday at 09:00, Europe/Berlin”. */
export const formatSchedule = (schedule: Schedule): string => {
  switch (schedule.every) {
    case 'minutes':
      return sayInterval(schedule.count, 'minute')
    case 'hours':
      return sayInterval(schedule.count, 'hour')
    case 'day':
      return `Every day at ${schedule.at}, ${shownZone(schedule.zone)}`
    case 'weekdays':
      return `${sayDays(schedule.days)} at ${schedule.at}, ${shownZone(schedule.zone)}`
    case 'cron':
      return `Cron ${schedule.text.trim()}, ${shownZone(schedule.zone)}`
  }
}
