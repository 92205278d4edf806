import type { CardView } from '../view/card-view.ts'
import { ConnectionPart } from '../view/connection-part.tsx'
import { DeployedBody } from '../view/deployed-body.tsx'
import { OutputSelection } from './output-selection.tsx'
import { connectorActionRows } from './rows.ts'

/** View of an action card in a user's flow and in the maker's preview. */
export const connectorActionView = {
  Body: DeployedBody,
  rows: given => connectorActionRows(given, { Connection: ConnectionPart, Selection: OutputSelection }),
  branded: 'as-service'
} satisfies CardView
