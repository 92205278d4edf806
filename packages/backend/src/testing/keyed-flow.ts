import type { Receiving } from '@hookwright/model'
import { onTestFinished } from 'vitest'
import { addTelling, drawConnector } from './draw.ts'
import { turnOn } from './event.ts'
import { type Around, makeFolder, openBackend, type TestBackend } from './open-backend.ts'

/** A backend on a folder of its own, which both go when the test has finished. */
export const openForTest = async (
  around: Partial<Around> = {}
): Promise<TestBackend & { folder: string }> => {
  const { folder, remove } = makeFolder()
  const one = await openBackend(folder, undefined, {}, around)
  onTestFinished(async () => {
    await one.crash()
    remove()
  })
  return { ...one, folder }
}

/** Such a backend with a flow that is on, of an event with these rules; its connection holds the secret “sesame” unless said. */
export const openKeyedFlow = async (
  receiving: Receiving,
  secret = 'sesame',
  around: Partial<Around> = {}
) => {
  const one = await openForTest(around)
  const { backend, folder } = one
  const drawn = await drawConnector(backend, { registers: false, hasKey: true, receiving })
  const { id: connectionId } = await backend.connections.create({
    connectorId: drawn.connectorId,
    purpose: 'user',
    ownerId: 'uma',
    name: 'Acme account',
    values: { secret }
  })
  const flowId = await addTelling(backend, drawn, 'one', connectionId)
  const { eventUrl } = await turnOn(one, flowId)
  return { one, backend, flowId, eventUrl, folder }
}
