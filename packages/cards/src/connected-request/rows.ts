import { connectionRows } from '../view/deployed-rows.ts'
import { inputRows, messageRows, settingRows } from '../view/input-rows.ts'
import { footRows } from '../view/output-rows.ts'
import type { PartRow, Row } from '../view/row.ts'
import type { RowsInput } from '../view/rows-input.ts'
import type { CardRows } from '../view/rows-of.ts'
import { mainSettings } from './connected-request.ts'

/** Key under which the card stores if its additional settings are folded. */
const FURTHER = 'further-settings'

/** Returns the rows of rarely used settings, folded by default. */
const furtherRows = (params: RowsInput): Row[] => {
  const folded = !params.flipped.has(FURTHER)
  const settings = params.spec.settings.filter(({ key }) => !mainSettings.includes(key))
  return [
    { kind: 'section', key: FURTHER, label: 'More settings', folded },
    ...(folded ? [] : settingRows(params, settings))
  ]
}

/** Returns the rows of a card that sends a request with its own connection. */
export const connectedRequestRows = (params: RowsInput, Connection: PartRow['Part']): CardRows => ({
  head: [
    ...connectionRows(params, Connection),
    ...messageRows(params),
    ...settingRows(
      params,
      params.spec.settings.filter(({ key }) => mainSettings.includes(key))
    ),
    ...inputRows(params),
    ...furtherRows(params)
  ],
  joins: [],
  foot: footRows(params)
})
