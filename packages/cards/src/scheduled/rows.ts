import {
  clockChanges,
  MINUTE,
  type Millis,
  nextTicks,
  type Schedule,
  sayClockChange
} from '@hookwright/model'
import { atOnceSetting } from '../kernel/at-once.ts'
import { withTypes } from '../view/deployed-rows.ts'
import { messageRows } from '../view/input-rows.ts'
import { measures } from '../view/measures.ts'
import { footRows } from '../view/output-rows.ts'
import { linesOfWholeMessage, type PartRow, type Row } from '../view/row.ts'
import { type RowsInput, section } from '../view/rows-input.ts'
import type { CardRows } from '../view/rows-of.ts'
import { everySetting, readScheduled, scheduleOf, settingsOf } from './card.ts'

/** Components for the parts that only this card has. */
export interface ScheduledParts {
  Days: PartRow['Part']
  Zone: PartRow['Part']
  NextRuns: PartRow['Part']
}

/** Number of next runs that a card shows. */
const SHOWN = 5

/** The next runs of a schedule, and the clock changes until then with their effects. */
export interface NextRuns {
  schedule: Schedule
  ticks: Millis[]
  notes: string[]
}

let last: { key: string; runs: NextRuns } | null = null

/** The next runs after a moment, computed once for each minute. */
export const nextRunsOf = (schedule: Schedule, now: Millis): NextRuns => {
  const from = Math.floor(now / MINUTE) * MINUTE
  const key = `${JSON.stringify(schedule)} ${from}`
  if (last?.key === key) return last.runs
  const ticks = nextTicks(schedule, from, SHOWN)
  const changes = clockChanges(schedule.zone, from, ticks.at(-1) ?? from)
  const runs = { schedule, ticks, notes: changes.slice(0, 2).map(change => sayClockChange(schedule, change)) }
  last = { key, runs }
  return runs
}

const heightOf = ({ ticks, notes }: NextRuns): number =>
  ticks.length * measures.line +
  notes.reduce((sum, note) => sum + linesOfWholeMessage(note) * measures.messageLine + measures.fieldGap, 0) +
  measures.fieldGap

/** Rows for the number of runs at the same time, folded by default. */
const runningRows = (given: RowsInput): Row[] => {
  const folded = !given.flipped.has('running')
  const { atOnce } = given.card.config
  const aside = folded && atOnce !== 'any' ? { aside: `${atOnce} at once` } : {}
  return [
    { kind: 'section', key: 'running', label: 'More', folded, ...aside },
    ...(folded ? [] : [{ kind: 'setting', setting: atOnceSetting, lines: 1 } satisfies Row])
  ]
}

/** Returns the rows of a scheduled start: its kind and what that needs, the time zone, the next runs, the outputs. */
export const scheduledRows = (given: RowsInput, parts: ScheduledParts, now: Millis): CardRows => {
  const config = readScheduled(given.card.config)
  const foot = withTypes(footRows(given))
  if (config === null) return { head: messageRows(given), joins: [], foot }
  const schedule = scheduleOf(config)
  const runs = schedule && nextRunsOf(schedule, now)
  const settings = [everySetting, ...settingsOf[config.every]].map(
    (setting): Row => ({ kind: 'setting', setting, lines: 1 })
  )
  const days: Row[] =
    config.every === 'weekdays'
      ? [{ kind: 'part', key: 'days', height: measures.setting, Part: parts.Days }]
      : []
  const zone: Row = { kind: 'part', key: 'zone', height: measures.setting, Part: parts.Zone }
  const problems = given.problems
    .filter(({ field }) => field !== undefined)
    .map((problem): Row => ({ kind: 'message', problem }))
  const next: Row[] =
    runs === null
      ? []
      : section(given, 'next', 'Next runs', [
          { kind: 'part', key: 'next', height: heightOf(runs), Part: parts.NextRuns }
        ])
  return {
    head: [...messageRows(given), ...settings, ...days, zone, ...problems, ...next, ...runningRows(given)],
    joins: [],
    foot
  }
}
