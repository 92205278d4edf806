import type { Card } from '@hookwright/model'
import { lazyPart, useLazy } from '@hookwright/ui'
import type { CardView, CardWarning } from '../view/card-view.ts'
import { ConnectionPart } from '../view/connection-part.tsx'
import { DeployedBody } from '../view/deployed-body.tsx'
import type { RowsInput } from '../view/rows-input.ts'
import { actionOf } from './card.ts'
import { loadedStateOf } from './loaded-fields.ts'
import { OutputSelection } from './output-selection.tsx'
import { connectorActionRows, FIELDS_HEIGHT } from './rows.ts'

const lazyFields = lazyPart(() => import('./fields-part.tsx'))

/** Control that loads dynamic fields. Its code is loaded on demand, since few actions have such fields. */
const FieldsPart = ({ card }: { card: Card }) => {
  const part = useLazy(lazyFields, true)
  return part === null ? <div style={{ height: FIELDS_HEIGHT }} /> : <part.FieldsPart card={card} />
}

/**
 * Returns a warning if dynamic groups are not loaded, because the action then receives none of their fields.
 */
const loadWarnings = ({ card, catalog }: RowsInput): CardWarning[] => {
  const action = actionOf(card.config, catalog)
  return action !== undefined && loadedStateOf(card, action) === 'never'
    ? [
        {
          message:
            'The dynamic fields of this card are not loaded, so the action receives none. Load the fields.'
        }
      ]
    : []
}

/** View of an action card in a user's flow and in the maker's preview. */
export const connectorActionView = {
  Body: DeployedBody,
  rows: params =>
    connectorActionRows(params, {
      Connection: ConnectionPart,
      Fields: FieldsPart,
      Selection: OutputSelection
    }),
  warnings: loadWarnings,
  branded: 'as-service'
} satisfies CardView
