import type { Receiving } from '@hookwright/model'
import { onTestFinished } from 'vitest'
import { addTelling, drawConnector } from './draw.ts'
import { turnOn } from './event.ts'
import { makeFolder, openBackend, type TestBackend } from './open-backend.ts'

/** A backend on a folder of its own, which both go when the test has finished. */
export const openForTest = async (): Promise<TestBackend> => {
  const { folder, remove } = makeFolder()
  const one = await openBackend(folder)
  onTestFinished(async () => {
    await one.crash()
    remove()
  })
  return one
}

/** Such a backend with a flow that is on, of an event with these rules; its connection holds the secret “sesame”. */
export const openKeyedFlow = async (receiving: Receiving) => {
  const one = await openForTest()
  const { backend } = one
  const drawn = await drawConnector(backend, { registers: false, hasKey: true, receiving })
  const { id: connectionId } = await backend.connections.create({
    connectorId: drawn.connectorId,
    purpose: 'user',
    ownerId: 'uma',
    name: 'Acme account',
    values: { secret: 'sesame' }
  })
  const flowId = await addTelling(backend, drawn, 'one', connectionId)
  const { eventUrl } = await turnOn(one, flowId)
  return { one, backend, flowId, eventUrl }
}
