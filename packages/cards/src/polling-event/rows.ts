import { eventOf } from '../kernel/deployed-card.ts'
import { connectionRows, withChosenOptions, withTypes } from '../view/deployed-rows.ts'
import { headRows } from '../view/input-rows.ts'
import { footRows } from '../view/output-rows.ts'
import type { PartRow, Row } from '../view/row.ts'
import { type RowsInput, section } from '../view/rows-input.ts'
import type { CardRows } from '../view/rows-of.ts'
import { runningRows, type ScheduleParts, scheduleRows } from '../view/schedule-rows.ts'
import { firstSetting, modeSetting, SCHEDULE_LABEL } from './card.ts'

/** Components for the parts of this card. */
interface PollingParts extends Pick<ScheduleParts, 'Days' | 'Zone'> {
  Connection: PartRow['Part']
}

/**
 * Returns the rows of a polled event as users see it: the connection, the options, the schedule of its polls with what
 * starts the flow, and the outputs.
 */
export const pollingEventRows = (given: RowsInput, parts: PollingParts): CardRows => {
  const event = eventOf(given.card.config, given.surroundings)
  const connection = event?.needsConnection ? connectionRows(given, parts.Connection) : []
  const head = withChosenOptions(
    given,
    headRows(given).filter(row => row.kind !== 'setting')
  )
  const first = given.problems
    .filter(({ field }) => field === `config.${firstSetting.key}`)
    .map((problem): Row => ({ kind: 'message', problem }))
  const polling =
    event === undefined
      ? []
      : section(given, 'polling', 'Polling', [
          ...scheduleRows(given, parts, SCHEDULE_LABEL),
          { kind: 'setting', setting: modeSetting, lines: 1 },
          { kind: 'setting', setting: firstSetting, lines: 1 },
          ...first
        ])
  const running = event === undefined ? [] : runningRows(given)
  return {
    head: [...connection, ...head, ...polling, ...running],
    joins: [],
    foot: withTypes(footRows(given))
  }
}
