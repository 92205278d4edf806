import type { Millis } from '@hookwright/model'
import { withTypes } from '../view/deployed-rows.ts'
import { messageRows } from '../view/input-rows.ts'
import { footRows } from '../view/output-rows.ts'
import type { Row } from '../view/row.ts'
import { type RowsInput, section } from '../view/rows-input.ts'
import type { CardRows } from '../view/rows-of.ts'
import {
  heightOfRuns,
  runningRows,
  runsOfCard,
  type ScheduleParts,
  scheduleRows
} from '../view/schedule-rows.ts'

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
