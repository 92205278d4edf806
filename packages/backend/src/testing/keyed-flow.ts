import type { Receiving } from '@hookwright/model'
import { addNotifyingFlow, drawConnector } from './draw.ts'
import { turnOn } from './event.ts'
import { type BackendWrappers, openForTest } from './open-backend.ts'

/**
 * Opens a backend with a flow that is on. Its event has these receiving rules; by default, its connection
 * holds the secret “sesame”.
 */
export const openKeyedFlow = async (
  receiving: Receiving,
  secret = 'sesame',
  around: Partial<BackendWrappers> = {}
) => {
  const one = await openForTest(undefined, {}, around)
  const { backend, folder } = one
  const drawn = await drawConnector(backend, { registers: false, hasKey: true, receiving })
  const { id: connectionId } = await backend.connections.create({
    connectorId: drawn.connectorId,
    purpose: 'user',
    ownerId: 'uma',
    name: 'Acme account',
    values: { secret }
  })
  const flowId = await addNotifyingFlow(backend, drawn, 'one', connectionId)
  const { eventUrl } = await turnOn(one, flowId)
  return { one, backend, flowId, eventUrl, folder }
}
