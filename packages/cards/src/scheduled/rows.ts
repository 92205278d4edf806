import type { Millis } from '@hookwright/model'
import { withTypes } from '../view/deployed-rows.ts'
import { messageRows } from '../view/input-rows.ts'
import { footRows } from '../view/output-rows.ts'
import type { Row } from '../view/row.ts'
import { type RowsInput, section } from '../view/rows-input.ts'
import type { CardRows } from '../view/rows-of.ts'
import { runningRows } from '../view/running-rows.ts'
import { heightOfRuns, runsOfCard, type ScheduleParts, scheduleRows } from '../view/schedule-rows.ts'

/** Returns the rows of a scheduled start card: the schedule, the time zone, the next runs and the outputs. */
export const scheduledRows = (params: RowsInput, parts: ScheduleParts, now: Millis): CardRows => {
  const foot = withTypes(footRows(params))
  const settings = scheduleRows(params, parts)
  if (settings.length === 0) return { head: messageRows(params), joins: [], foot }
  const runs = runsOfCard(params, now)
  const next: Row[] =
    runs === null
      ? []
      : section(params, 'next', 'Next runs', [
          { kind: 'part', key: 'next', height: heightOfRuns(runs), Part: parts.NextRuns }
        ])
  return { head: [...messageRows(params), ...settings, ...next, ...runningRows(params)], joins: [], foot }
}
