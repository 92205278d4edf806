import type { CardProblem, Catalog, Registrar } from '@hookwright/engine'
import { type RegistrarRole, registrarRoles, shownFlowName } from '@hookwright/model'

/**
 * Prefixes of input ids on an event card, by role. An input with the prefix is passed to the helper flow of
 * that role.
 */
export const slotPrefixes = {
  registration: 'registration.',
  deregistration: 'deregistration.',
  renewal: 'renewal.',
  listing: 'listing.',
  probe: 'probe.'
} as const satisfies Record<RegistrarRole, string>

/** Titles of the helper flow roles on the event's card. */
export const roleTitles: Record<RegistrarRole, string> = {
  registration: 'Registration Flow',
  deregistration: 'Deregistration Flow',
  renewal: 'Renewal Flow',
  listing: 'List Registrations Flow',
  probe: 'Probe Flow'
}

/** Names of each role for use inside sentences: of its helper flow and of the flow's start card. */
const roleNames: Record<RegistrarRole, { role: string; start: string }> = {
  registration: { role: 'registration flow', start: 'Webhook Registration' },
  deregistration: { role: 'deregistration flow', start: 'Webhook Deregistration' },
  renewal: { role: 'renewal flow', start: 'Webhook Renewal' },
  listing: { role: 'flow that lists registrations', start: 'List Registrations' },
  probe: { role: 'probe flow', start: 'Webhook Probe' }
}

/** Reports helper flows of the wrong kind for their role. Missing helper flows are allowed. */
export const checkRegistrar = (flowIds: Registrar['flowIds'], catalog: Catalog): CardProblem[] =>
  registrarRoles.flatMap(role => {
    const flowId = flowIds[role]
    const flow = flowId === null ? undefined : catalog.flows.get(flowId)
    // Deleted flow is a problem that every card with a helper flow has in common; it is not repeated here.
    if (flow === undefined || flow.kind === role) return []
    const names = roleNames[role]
    const message = `The flow “${shownFlowName(flow.name)}” cannot be the ${names.role} because it does not start with ${names.start}. Choose one that does.`
    return [{ code: 'helper-kind', field: role, message }]
  })
