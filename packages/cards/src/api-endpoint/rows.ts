import { concurrentRunsSetting } from '../kernel/run-limit.ts'
import { withTypes } from '../view/deployed-rows.ts'
import { messageRows } from '../view/input-rows.ts'
import { footRows } from '../view/output-rows.ts'
import type { Row } from '../view/row.ts'
import type { RowsInput } from '../view/rows-input.ts'
import type { CardRows } from '../view/rows-of.ts'
import {
  headerOf,
  headerSetting,
  limitSettings,
  readApiEndpoint,
  securitySetting,
  usesHeader
} from './card.ts'

const settingRow = (setting: Extract<Row, { kind: 'setting' }>['setting']): Row => ({
  kind: 'setting',
  setting,
  lines: 1
})

/**
 * Returns the rows of an API Endpoint card: its security with the header, its limits (folded by default) and
 * its outputs.
 */
export const apiEndpointRows = (params: RowsInput): CardRows => {
  const config = readApiEndpoint(params.card.config)
  const foot = withTypes(footRows(params))
  if (config === null) return { head: messageRows(params), joins: [], foot }
  const problems = params.problems.filter(({ field }) => field !== undefined)
  const hasLimitProblem = problems.some(({ field }) => field !== 'config.header')
  const folded = !hasLimitProblem && !params.flipped.has('limits')
  const aside = folded ? { aside: `${config.perSecond} per s` } : {}
  return {
    head: [
      ...messageRows(params),
      settingRow(securitySetting),
      ...(usesHeader(config)
        ? [settingRow({ ...headerSetting, placeholder: headerOf({ ...config, header: '' }) })]
        : []),
      ...problems.map((problem): Row => ({ kind: 'message', problem })),
      { kind: 'section', key: 'limits', label: 'Limits', folded, ...aside },
      ...(folded ? [] : [...limitSettings, concurrentRunsSetting].map(settingRow))
    ],
    joins: [],
    foot
  }
}
