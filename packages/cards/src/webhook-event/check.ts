import type { CardProblem, Registrar, Surroundings } from '@hookwright/engine'
import { type RegistrarRole, registrarRoles, shownFlowName } from '@hookwright/model'

/** Names of the helper flow roles in sentences, and the start card of each. */
const roleNames: Record<RegistrarRole, { role: string; start: string }> = {
  registration: { role: 'registration flow', start: 'Webhook Registration' },
  deregistration: { role: 'deregistration flow', start: 'Webhook Deregistration' },
  renewal: { role: 'renewal flow', start: 'Webhook Renewal' },
  listing: { role: 'flow that lists registrations', start: 'List Registrations' },
  probe: { role: 'probe flow', start: 'Webhook Probe' }
}

/** Problems of helper flows of the wrong kind for their role. Having none of them is fine. */
export const checkRegistrar = (flowIds: Registrar['flowIds'], surroundings: Surroundings): CardProblem[] =>
  registrarRoles.flatMap(role => {
    const flowId = flowIds[role]
    const flow = flowId === null ? undefined : surroundings.flows.get(flowId)
    // Deleted flow is a problem that every card with a helper flow has in common; it is not repeated here.
    if (flow === undefined || flow.kind === role) return []
    const names = roleNames[role]
    const message = `The flow “${shownFlowName(flow.name)}” cannot be the ${names.role} because it does not start with ${names.start}. Choose one that does.`
    return [{ code: 'helper-kind', field: role, message }]
  })
