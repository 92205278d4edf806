import { connectionRows } from '../view/deployed-rows.ts'
import { inputRows, messageRows, settingRows } from '../view/input-rows.ts'
import { footRows } from '../view/output-rows.ts'
import type { PartRow, Row } from '../view/row.ts'
import type { RowsInput } from '../view/rows-input.ts'
import type { CardRows } from '../view/rows-of.ts'
import { mainSettings } from './connected-request.ts'

/** Key under which the section of the further settings is opened. */
const FURTHER = 'further-settings'

/** Returns the rows of the settings that are rarely changed, folded at first. */
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
