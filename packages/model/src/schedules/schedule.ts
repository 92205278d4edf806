import { z } from 'zod'
import { timeZoneOf } from '../kernel/time-zone.ts'
import { readCron } from './cron.ts'

/** Maximum values of intervals. */
export const MOST_MINUTES = 1_440
export const MOST_HOURS = 720

const Zone = z
  .string()
  .max(100)
  .refine(
    name => timeZoneOf(name) !== null,
    'This time zone is unknown. Enter one such as Europe/Berlin, or leave the field empty for UTC.'
  )

const At = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Enter the time with hours and minutes, as in 07:30.')

const most = (count: number, unit: string) =>
  z
    .int(`Enter a whole number of ${unit}.`)
    .min(1, `Enter at least 1: a flow starts at most once a minute.`)
    .max(
      count,
      `Enter at most ${count} ${unit}. For longer intervals, choose Every day, On selected days or Cron expression.`
    )

/** Cron expression with five fields that matches at least one time. */
const CronText = z
  .string()
  .max(200, 'The cron expression is too long. Use at most 200 characters.')
  .superRefine((text, context) => {
    const read = readCron(text)
    if (!read.ok) context.addIssue({ code: 'custom', message: read.why })
  })

/** Schedule of a flow: an interval, or wall clock times in a time zone. Weekdays start with 0 for Sunday. */
export const Schedule = z.discriminatedUnion('every', [
  z.strictObject({ every: z.literal('minutes'), count: most(MOST_MINUTES, 'minutes'), zone: Zone }),
  z.strictObject({ every: z.literal('hours'), count: most(MOST_HOURS, 'hours'), zone: Zone }),
  z.strictObject({ every: z.literal('day'), at: At, zone: Zone }),
  z.strictObject({
    every: z.literal('weekdays'),
    days: z.array(z.int().min(0).max(6)).min(1, 'Choose at least one day.'),
    at: At,
    zone: Zone
  }),
  z.strictObject({ every: z.literal('cron'), text: CronText, zone: Zone })
])
export type Schedule = z.infer<typeof Schedule>
