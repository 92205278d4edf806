import { concurrentRunsSetting } from '../kernel/run-limit.ts'
import type { PlainSetting, Row } from './row.ts'
import { foldedSection, type RowsInput } from './rows-input.ts'

/**
 * Returns the rows of the run settings of a start card, folded by default. The summary names what differs
 * from a new card, such as “5 concurrent · stops at a failure”.
 * @param stopRest setting for lists of records, if it is shown
 */
export const runningRows = (params: RowsInput, stopRest?: PlainSetting): Row[] => {
  const { atOnce = 'any', ...config } = params.card.config
  const changed = [
    ...(atOnce === 'any' ? [] : [`${atOnce} concurrent`]),
    ...(stopRest !== undefined && config[stopRest.key] === true ? ['stops at a failure'] : [])
  ]
  const settings = [...(stopRest === undefined ? [] : [stopRest]), concurrentRunsSetting]
  return foldedSection(
    params,
    { key: 'running', label: 'Run settings', summary: changed.join(' · ') || 'Default' },
    settings.map((setting): Row => ({ kind: 'setting', setting, lines: 1 }))
  )
}
