import type { CardView } from '../view/card-view.ts'
import { ConnectionPart } from './connection-part.tsx'
import { ProofPart } from './proof-part.tsx'
import { connectorEventRows } from './rows.ts'
import { RunModePart } from './run-mode-part.tsx'

/** How an event looks in the flow of its user, and wherever a maker looks ahead at that. */
export const connectorEventLook = {
  rows: given =>
    connectorEventRows(given, { Connection: ConnectionPart, RunMode: RunModePart, Proof: ProofPart }),
  branded: 'as-service'
} satisfies CardView
