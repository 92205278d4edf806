import { eventOf, showsConnection } from '../kernel/deployed-card.ts'
import { fieldOfSetting } from '../kernel/field-of-setting.ts'
import { connectionRows, withChosenOptions, withTypes } from '../view/deployed-rows.ts'
import { headRows } from '../view/input-rows.ts'
import { footRows } from '../view/output-rows.ts'
import type { PartRow, Row } from '../view/row.ts'
import { type RowsInput, section } from '../view/rows-input.ts'
import type { CardRows } from '../view/rows-of.ts'
import { runningRows } from '../view/running-rows.ts'
import { type ScheduleParts, scheduleRows } from '../view/schedule-rows.ts'
import { firstSetting, modeSetting, SCHEDULE_LABEL } from './card.ts'

/** Components that only this card type uses. */
interface PollingParts extends Pick<ScheduleParts, 'Days' | 'Zone'> {
  Connection: PartRow['Part']
}

/**
 * Returns the rows of a polled event as users see it: the connection, the options, the poll schedule, the
 * condition for starting the flow, and the outputs.
 */
export const pollingEventRows = (params: RowsInput, parts: PollingParts): CardRows => {
  const event = eventOf(params.card.config, params.catalog)
  const connection = showsConnection(event, params) ? connectionRows(params, parts.Connection) : []
  const head = withChosenOptions(
    params,
    headRows(params).filter(row => row.kind !== 'setting')
  )
  const first = params.problems
    .filter(({ field }) => field === fieldOfSetting(firstSetting.key))
    .map((problem): Row => ({ kind: 'message', problem }))
  const polling =
    event === undefined
      ? []
      : section(params, 'polling', 'Polling', [
          ...scheduleRows(params, parts, SCHEDULE_LABEL),
          { kind: 'setting', setting: modeSetting, lines: 1 },
          { kind: 'setting', setting: firstSetting, lines: 1 },
          ...first
        ])
  const running = event === undefined ? [] : runningRows(params)
  return {
    head: [...connection, ...head, ...polling, ...running],
    joins: [],
    foot: withTypes(footRows(params))
  }
}
