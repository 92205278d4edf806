import type { Millis } from '@hookwright/model'
import { atOnceSetting } from '../kernel/at-once.ts'
import { withTypes } from '../view/deployed-rows.ts'
import { messageRows } from '../view/input-rows.ts'
import { footRows } from '../view/output-rows.ts'
import type { Row } from '../view/row.ts'
import { type RowsInput, section } from '../view/rows-input.ts'
import type { CardRows } from '../view/rows-of.ts'
import { heightOfRuns, runsOfCard, type ScheduleParts, scheduleRows } from '../view/schedule-rows.ts'

/** Rows for the number of runs at the same time, folded by default. */
const runningRows = (given: RowsInput): Row[] => {
  const folded = !given.flipped.has('running')
  const { atOnce } = given.card.config
  const aside = folded && atOnce !== 'any' ? { aside: `${atOnce} concurrent` } : {}
  return [
    { kind: 'section', key: 'running', label: 'More', folded, ...aside },
    ...(folded ? [] : [{ kind: 'setting', setting: atOnceSetting, lines: 1 } satisfies Row])
  ]
}

/** Returns the rows of a scheduled start: its kind and what that needs, the time zone, the next runs, the outputs. */
export const scheduledRows = (given: RowsInput, parts: ScheduleParts, now: Millis): CardRows => {
  const foot = withTypes(footRows(given))
  const settings = scheduleRows(given, parts)
  if (settings.length === 0) return { head: messageRows(given), joins: [], foot }
  const runs = runsOfCard(given, now)
  const next: Row[] =
    runs === null
      ? []
      : section(given, 'next', 'Next runs', [
          { kind: 'part', key: 'next', height: heightOfRuns(runs), Part: parts.NextRuns }
        ])
  return { head: [...messageRows(given), ...settings, ...next, ...runningRows(given)], joins: [], foot }
}
