import type { CardView } from '../view/card-view.ts'
import { ConnectionPart } from './connection-part.tsx'
import { ProofPart } from './proof-part.tsx'
import { connectorEventRows } from './rows.ts'
import { RunModePart } from './run-mode-part.tsx'

/** View of an event card in a user's flow and in the maker's preview. */
export const connectorEventLook = {
  rows: given =>
    connectorEventRows(given, { Connection: ConnectionPart, RunMode: RunModePart, Proof: ProofPart }),
  branded: 'as-service'
} satisfies CardView
