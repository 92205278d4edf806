import { agentEventNotes } from './agent-event-notes.ts'
import { agentNotes } from './agent-notes.ts'
import { agentToolNotes } from './agent-tool-notes.ts'
import { connectorNotes } from './connector-notes.ts'
import { deliveryNotes } from './delivery-notes.ts'
import { endpointNotes } from './endpoint-notes.ts'
import type { FaultNote } from './fault-note.ts'
import { flowNotes } from './flow-notes.ts'
import { installationNotes } from './installation-notes.ts'
import { requestNotes } from './request-notes.ts'
import { runNotes } from './run-notes.ts'
import { signInNotes } from './sign-in-notes.ts'
import { subscriptionNotes } from './subscription-notes.ts'

/** Notes on all faults, by code. */
export const faultNotes: Record<string, FaultNote> = {
  ...installationNotes,
  ...signInNotes,
  ...connectorNotes,
  ...endpointNotes,
  ...agentToolNotes,
  ...flowNotes,
  ...subscriptionNotes,
  ...deliveryNotes,
  ...runNotes,
  ...requestNotes,
  ...agentNotes,
  ...agentEventNotes
}
