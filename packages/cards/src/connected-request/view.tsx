import type { CardView } from '../view/card-view.ts'
import { ConnectionPart } from '../view/connection-part.tsx'
import { connectedRequestRows } from './rows.ts'

/** View of a card that sends a request with its own connection. */
export const connectedRequestView = {
  rows: params => connectedRequestRows(params, ConnectionPart),
  branded: 'as-service'
} satisfies CardView
