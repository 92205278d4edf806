import { type CardProblem, defineCard, outputs, ports, type Setting } from '@hookwright/engine'
import {
  isJsonObject,
  type JsonObject,
  MOST_HOURS,
  MOST_MINUTES,
  one,
  SCHEDULE_EVENT,
  Schedule,
  STARTS_CONNECTOR,
  STARTS_VERSION
} from '@hookwright/model'
import { z } from 'zod'
import { AtOnce, atOnceSetting, limitOf } from '../kernel/at-once.ts'

const kinds = ['minutes', 'hours', 'day', 'weekdays', 'cron'] as const

/** Holds what every kind of schedule needs, so that nothing is lost by looking at another kind. */
const ScheduledConfig = z.strictObject({
  every: z.enum(kinds, 'Choose how often the flow runs.'),
  count: z.number(),
  at: z.string(),
  /** Weekdays, counted from 0 for Sunday. */
  days: z.array(z.number()),
  cron: z.string(),
  zone: z.string(),
  atOnce: AtOnce
})
type ScheduledConfig = z.infer<typeof ScheduledConfig>

/** The schedule of a card, or sentences that say what is wrong with it, by the key of the config. */
const readSchedule = (
  config: ScheduledConfig
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
      field: `config.${path[0] === 'text' ? 'cron' : String(path[0])}`,
      message
    }))
  }
}

/** The schedule of a card; null while it is invalid. */
export const scheduleOf = (config: ScheduledConfig): Schedule | null => {
  const read = readSchedule(config)
  return read.ok ? read.schedule : null
}

/** The config of a scheduled card; null where it has another shape. */
export const readScheduled = (config: JsonObject): ScheduledConfig | null =>
  ScheduledConfig.safeParse(config).data ?? null

const count = (max: number, unit: string) =>
  ({ kind: 'number', key: 'count', label: 'Every', min: 1, max, unit }) satisfies Setting

/** Settings of each kind of schedule, in their order; those of weekdays and time zones are parts of the view. */
export const settingsOf: Record<ScheduledConfig['every'], Exclude<Setting, { kind: 'fields' }>[]> = {
  minutes: [count(MOST_MINUTES, 'minutes')],
  hours: [count(MOST_HOURS, 'hours')],
  day: [{ kind: 'text', key: 'at', label: 'Time' }],
  weekdays: [{ kind: 'text', key: 'at', label: 'Time' }],
  cron: [{ kind: 'text', key: 'cron', label: 'Cron' }]
}

/** Setting for the kind of the schedule. */
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

/** The start card of a flow that a schedule starts. */
export const scheduled = defineCard<ScheduledConfig>({
  type: 'scheduled',
  title: 'Scheduled Flow',
  group: 'Events',
  docs: {
    help: 'Starts your flow on a schedule: every few minutes or hours, at a time each day or on selected days, or by a cron expression with five fields. Times use the selected time zone. If a clock change skips a time, the flow runs later by the length of the change; if a time occurs twice, it runs once. If times are missed while the server is down or the flow is paused, only the latest one runs, with Late set to true.'
  },
  config: ScheduledConfig,
  blank: () => ({
    config: {
      every: 'day',
      count: 15,
      at: '07:00',
      days: [1, 2, 3, 4, 5],
      cron: '0 7 * * 1-5',
      zone: '',
      atOnce: 'any'
    }
  }),
  settings: [everySetting, atOnceSetting],
  ports: () =>
    ports({
      outputs: [
        { id: 'scheduledAt', label: 'Scheduled at', type: one('date') },
        { id: 'late', label: 'Late', type: one('boolean') },
        { id: 'previousTick', label: 'Previous tick', type: one('date') }
      ]
    }),
  check: config => {
    const read = readSchedule(config)
    return read.ok ? [] : read.problems
  },
  starts: {
    kind: 'user-event',
    needsReturn: false,
    signature: () => ({ kind: 'user-event', inputs: [], options: [] })
  },
  listens: ({ atOnce }) => ({
    connectorId: STARTS_CONNECTOR,
    versionId: STARTS_VERSION,
    eventFlowId: SCHEDULE_EVENT,
    connectionId: null,
    runMode: 'each',
    ...limitOf(atOnce)
  }),
  schedule: scheduleOf,
  fixed: true,
  /** Gives what the delivery of the tick says. */
  execute: ({ given }) => {
    const body = isJsonObject(given.delivery) ? given.delivery.body : null
    const { scheduledAt = null, late = false, previousTick = null } = isJsonObject(body) ? body : {}
    return outputs({ scheduledAt, late: late === true, previousTick })
  }
})
