/** Parsed cron expression: the allowed values of each field. */
export interface Cron {
  minutes: ReadonlySet<number>
  hours: ReadonlySet<number>
  days: ReadonlySet<number>
  months: ReadonlySet<number>
  /** Weekdays, starting with 0 for Sunday. */
  weekdays: ReadonlySet<number>
  /**
   * True if both the day of the month and the weekday are restricted. As in cron, a day then needs to match
   * only one of them.
   */
  isEitherDay: boolean
}

export type ReadCron = { ok: true; cron: Cron } | { ok: false; why: string }

interface CronField {
  name: string
  min: number
  max: number
  names?: string[]
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT']
const LONGEST_MONTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

const minute: CronField = { name: 'minute', min: 0, max: 59 }
const hour: CronField = { name: 'hour', min: 0, max: 23 }
const day: CronField = { name: 'day of the month', min: 1, max: 31 }
const month: CronField = { name: 'month', min: 1, max: 12, names: MONTHS }
const weekday: CronField = { name: 'day of the week', min: 0, max: 7, names: WEEKDAYS }

/** Creates an error with a message for the user. Only thrown inside this file. */
const unreadable = (why: string): Error => new Error(why)

const numberIn = ({ name, min, max, names }: CronField, text: string): number => {
  const named = names?.indexOf(text.toUpperCase()) ?? -1
  if (named >= 0) return named + min
  const number = /^\d{1,2}$/.test(text) ? Number(text) : Number.NaN
  if (number >= min && number <= max) return number
  throw unreadable(`“${text}” is not a ${name}. Enter a number from ${min} to ${max}.`)
}

/** Returns the values of one part between commas: an asterisk, a number or a range, with an optional step. */
const valuesOf = (field: CronField, part: string): number[] => {
  const [range = '', step, ...rest] = part.split('/')
  if (rest.length > 0) throw unreadable(`“${part}” has more than one step. Use a single step, as in */10.`)
  const every = step === undefined ? 1 : Number(/^\d{1,2}$/.test(step) ? step : 0)
  if (every < 1) throw unreadable(`“${part}” needs a step of at least 1, as in */10.`)
  const [from = '', to, ...more] = range.split('-')
  if (more.length > 0) throw unreadable(`“${range}” is not a range. Use the form 1-5.`)
  const all = range === '*'
  const first = all ? field.min : numberIn(field, from)
  const single = step === undefined ? first : field.max
  const last = all ? field.max : to === undefined ? single : numberIn(field, to)
  if (last < first) throw unreadable(`The range “${range}” ends before it begins. Swap its ends.`)
  return Array.from({ length: Math.floor((last - first) / every) + 1 }, (_, index) => first + index * every)
}

const setOf = (field: CronField, text: string): Set<number> =>
  new Set(text.split(',').flatMap(part => valuesOf(field, part)))

const shorthands: Record<string, string> = {
  '@hourly': '0 * * * *',
  '@daily': '0 0 * * *',
  '@weekly': '0 0 * * 0',
  '@monthly': '0 0 1 * *',
  '@yearly': '0 0 1 1 *'
}

const FIELDS =
  'A cron expression has five fields: minute, hour, day of the month, month, day of the week. For example, “30 7 * * 1-5” is 07:30 from Monday to Friday.'

const read = (text: string): Cron => {
  const words = text.trim().split(/\s+/)
  if (words.length === 6) {
    throw unreadable(
      'A schedule cannot have seconds: a flow starts at most once a minute. Remove the field for seconds.'
    )
  }
  const [minutes, hours, days, months, weekdays] = words
  if (words.length !== 5 || !minutes || !hours || !days || !months || !weekdays) throw unreadable(FIELDS)
  const cron = {
    minutes: setOf(minute, minutes),
    hours: setOf(hour, hours),
    days: setOf(day, days),
    months: setOf(month, months),
    // Sunday is 0 and 7.
    weekdays: new Set([...setOf(weekday, weekdays)].map(value => value % 7)),
    isEitherDay: !days.startsWith('*') && !weekdays.startsWith('*')
  }
  const exists = [...cron.months].some(each =>
    [...cron.days].some(value => value <= (LONGEST_MONTHS[each - 1] ?? 0))
  )
  if (!exists && !cron.isEitherDay) {
    throw unreadable(
      'This schedule never runs: no chosen month has the chosen day. Change the day or the month.'
    )
  }
  return cron
}

/** Parses a cron expression with five fields, or returns the reason why it is invalid, as a sentence. */
export const readCron = (text: string): ReadCron => {
  try {
    return { ok: true, cron: read(shorthands[text.trim().toLowerCase()] ?? text) }
  } catch (thrown) {
    return { ok: false, why: thrown instanceof Error ? thrown.message : FIELDS }
  }
}
