import { fieldOfSetting } from '../kernel/field-of-setting.ts'
import { concurrentRunsSetting } from '../kernel/run-limit.ts'
import { withTypes } from '../view/deployed-rows.ts'
import { messageRows } from '../view/input-rows.ts'
import { footRows } from '../view/output-rows.ts'
import type { Row } from '../view/row.ts'
import { foldedSection, type RowsInput } from '../view/rows-input.ts'
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
  const limits = {
    key: 'limits',
    label: 'Limits',
    summary: `${config.perSecond} per s`,
    hasProblem: problems.some(({ field }) => field !== fieldOfSetting(headerSetting.key))
  }
  return {
    head: [
      ...messageRows(params),
      settingRow(securitySetting),
      ...(usesHeader(config)
        ? [settingRow({ ...headerSetting, placeholder: headerOf({ ...config, header: '' }) })]
        : []),
      ...problems.map((problem): Row => ({ kind: 'message', problem })),
      ...foldedSection(params, limits, [...limitSettings, concurrentRunsSetting].map(settingRow))
    ],
    joins: [],
    foot
  }
}
