import {
  clockChanges,
  formatClockChange,
  MINUTE,
  type Millis,
  nextTicks,
  type Schedule
} from '@hookwright/model'
import { fieldOfSetting } from '../kernel/field-of-setting.ts'
import { everySetting, readScheduled, scheduleOf, settingsOf } from '../kernel/schedule-config.ts'
import { measures } from './measures.ts'
import { linesOfWholeMessage, type PartRow, type Row } from './row.ts'
import type { RowsInput } from './rows-input.ts'

/** Components for the parts of a schedule. */
export interface ScheduleParts {
  Days: PartRow['Part']
  Zone: PartRow['Part']
  NextRuns: PartRow['Part']
}

/** Number of next runs shown on a card. */
const SHOWN = 5

/** Next runs of a schedule, with notes on changes to or from daylight saving time in this period. */
export interface NextRuns {
  schedule: Schedule
  ticks: Millis[]
  notes: string[]
}

let last: { key: string; runs: NextRuns } | null = null

/** Returns the next runs of a schedule. The last result is cached for the current minute. */
export const nextRunsOf = (schedule: Schedule, now: Millis): NextRuns => {
  const from = Math.floor(now / MINUTE) * MINUTE
  const key = `${JSON.stringify(schedule)} ${from}`
  if (last?.key === key) return last.runs
  const ticks = nextTicks(schedule, from, SHOWN)
  const changes = clockChanges(schedule.zone, from, ticks.at(-1) ?? from)
  const runs = {
    schedule,
    ticks,
    notes: changes.slice(0, 2).map(change => formatClockChange(schedule, change))
  }
  last = { key, runs }
  return runs
}

/** Returns the height of the list of next runs. */
export const heightOfRuns = ({ ticks, notes }: NextRuns): number =>
  ticks.length * measures.line +
  notes.reduce((sum, note) => sum + linesOfWholeMessage(note) * measures.messageLine + measures.fieldGap, 0) +
  measures.fieldGap

/**
 * Returns the rows of a schedule: its interval, the settings of that interval, the time zone and problems.
 * Empty for a config without a schedule.
 * @param label label of the interval setting
 */
export const scheduleRows = (
  params: RowsInput,
  parts: Pick<ScheduleParts, 'Days' | 'Zone'>,
  label = everySetting.label
): Row[] => {
  const config = readScheduled(params.card.config)
  if (config === null) return []
  const settings = [{ ...everySetting, label }, ...settingsOf[config.every]].map(
    (setting): Row => ({ kind: 'setting', setting, lines: 1 })
  )
  const days: Row[] =
    config.every === 'weekdays'
      ? [{ kind: 'part', key: 'days', height: measures.setting, Part: parts.Days }]
      : []
  const zone: Row = { kind: 'part', key: 'zone', height: measures.setting, Part: parts.Zone }
  const keys = new Set(Object.keys(config).map(fieldOfSetting))
  const problems = params.problems
    .filter(({ field }) => field !== undefined && keys.has(field))
    .map((problem): Row => ({ kind: 'message', problem }))
  return [...settings, ...days, zone, ...problems]
}

/** Returns the next runs of a scheduled start card. `null` while its schedule is invalid. */
export const runsOfCard = (params: RowsInput, now: Millis): NextRuns | null => {
  const config = readScheduled(params.card.config)
  const schedule = config && scheduleOf(config)
  return schedule && nextRunsOf(schedule, now)
}
