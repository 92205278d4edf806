import type { CardProblem, Setting } from '@hookwright/engine'
import { type JsonObject, MOST_HOURS, MOST_MINUTES, Schedule } from '@hookwright/model'
import { z } from 'zod'
import { fieldOfSetting } from './field-of-setting.ts'

const kinds = ['minutes', 'hours', 'day', 'weekdays', 'cron'] as const

/**
 * Config fields of a schedule. They cover all kinds of schedules, so that switching between kinds loses
 * nothing.
 */
export const scheduleShape = {
  every: z.enum(kinds, 'Choose how often the flow runs.'),
  count: z.number(),
  at: z.string(),
  /** Weekdays; 0 is Sunday. */
  days: z.array(z.number()),
  cron: z.string(),
  zone: z.string()
}

const ScheduleConfig = z.object(scheduleShape)
export type ScheduleConfig = z.infer<typeof ScheduleConfig>

/** Reads the schedule of a card. If it is invalid, returns the problems as sentences, by config key. */
export const readSchedule = (
  config: ScheduleConfig
): { ok: true; schedule: Schedule } | { ok: false; problems: CardProblem[] } => {
  const { every, zone } = config
  const parts = {
    minutes: { count: config.count },
    hours: { count: config.count },
    day: { at: config.at },
    weekdays: { at: config.at, days: config.days },
    cron: { text: config.cron }
  }
  const parsed = Schedule.safeParse({ every, zone, ...parts[every] })
  if (parsed.success) return { ok: true, schedule: parsed.data }
  return {
    ok: false,
    problems: parsed.error.issues.map(({ path, message }) => ({
      field: fieldOfSetting(path[0] === 'text' ? 'cron' : String(path[0])),
      message
    }))
  }
}

/** Returns the schedule of a card; `null` if it is invalid. */
export const scheduleOf = (config: ScheduleConfig): Schedule | null => {
  const read = readSchedule(config)
  return read.ok ? read.schedule : null
}

/**
 * Reads the config of a card as that of a schedule. `null` if it has another shape; the values may be
 * invalid.
 */
export const readScheduled = (config: JsonObject): ScheduleConfig | null =>
  ScheduleConfig.safeParse(config).data ?? null

const count = (max: number, unit: string) =>
  ({ kind: 'number', key: 'count', label: 'Every', min: 1, max, unit }) satisfies Setting

/**
 * Settings of each kind of schedule, in display order. Settings for weekdays and time zones are separate
 * parts of the view.
 */
export const settingsOf: Record<ScheduleConfig['every'], Exclude<Setting, { kind: 'fields' }>[]> = {
  minutes: [count(MOST_MINUTES, 'minutes')],
  hours: [count(MOST_HOURS, 'hours')],
  day: [{ kind: 'text', key: 'at', label: 'Time' }],
  weekdays: [{ kind: 'text', key: 'at', label: 'Time' }],
  cron: [{ kind: 'text', key: 'cron', label: 'Cron' }]
}

/** Setting for the kind of a schedule. */
export const everySetting = {
  kind: 'choice',
  key: 'every',
  label: 'Runs',
  choices: [
    { value: 'minutes', label: 'Every few minutes' },
    { value: 'hours', label: 'Every few hours' },
    { value: 'day', label: 'Every day' },
    { value: 'weekdays', label: 'On selected days' },
    { value: 'cron', label: 'Cron expression' }
  ]
} satisfies Setting
