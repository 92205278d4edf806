import { connectionRows } from '../view/deployed-rows.ts'
import { inputRows, messageRows, settingRows } from '../view/input-rows.ts'
import { footRows } from '../view/output-rows.ts'
import type { PartRow, Row } from '../view/row.ts'
import type { RowsInput } from '../view/rows-input.ts'
import type { CardRows } from '../view/rows-of.ts'
import { mainSettings } from './connected-request.ts'

/** Key of the fold state of the additional settings. */
const FURTHER = 'further-settings'

/** Returns the rows of rarely used settings, folded by default. */
const furtherRows = (given: RowsInput): Row[] => {
  const folded = !given.flipped.has(FURTHER)
  const settings = given.spec.settings.filter(({ key }) => !mainSettings.includes(key))
  return [
    { kind: 'section', key: FURTHER, label: 'More settings', folded },
    ...(folded ? [] : settingRows(given, settings))
  ]
}

/** Returns the rows of a card that sends a request with a connection of its own. */
export const connectedRequestRows = (given: RowsInput, Connection: PartRow['Part']): CardRows => ({
  head: [
    ...connectionRows(given, Connection),
    ...messageRows(given),
    ...settingRows(
      given,
      given.spec.settings.filter(({ key }) => mainSettings.includes(key))
    ),
    ...inputRows(given),
    ...furtherRows(given)
  ],
  joins: [],
  foot: footRows(given)
})
