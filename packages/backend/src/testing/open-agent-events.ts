import { Fault } from '@hookwright/model'
import type { Store } from '@hookwright/store'
import { onTestFinished } from 'vitest'
import { callEvents, createCallback, type TestCallback, testAgent, withCallbacks } from './agent-client.ts'
import { createCountingService } from './counting-service.ts'
import { drawConnector } from './draw.ts'
import { deliver } from './event.ts'
import { makeFolder, openBackend, type TestBackend } from './open-backend.ts'

/** Opens a backend with agent callbacks, and with a connector that registers at a counting service. */
export const openAgentEvents = async ({
  alone,
  ...params
}: {
  topics?: boolean
  hasKey?: boolean
  /** Replacement for `Store.alone`. */
  alone?: Store['alone']
} = {}) => {
  const { folder, remove } = makeFolder()
  const callbacks: TestCallback[] = []
  const service = createCountingService()
  const openOne = () =>
    openBackend(
      folder,
      (request, signal) => withCallbacks(callbacks, service.client)(request, signal),
      {},
      { store: store => ({ ...store, ...(alone && { alone }) }) }
    )
  let one = await openOne()
  const drawn = await drawConnector(one.backend, { registers: true, captures: true, ...params })
  await one.backend.resume()
  await one.backend.recover()
  onTestFinished(async () => {
    await one.backend.stop()
    await one.crash()
    remove()
  })
  const callback = (): TestCallback => {
    const made = createCallback()
    callbacks.push(made)
    return made
  }
  const subscribe = (to: TestCallback, more: object = {}, agent = testAgent()) =>
    callEvents(
      one.backend,
      'events/subscribe',
      {
        name: 'acme_hr.one',
        arguments: {},
        delivery: { mode: 'webhook', url: to.url, secret: to.secret },
        ...more
      },
      { agent }
    )
  return {
    now: (): TestBackend => one,
    service,
    drawn,
    callback,
    subscribe,
    unsubscribe: (to: TestCallback, more: object = {}) =>
      callEvents(one.backend, 'events/unsubscribe', {
        name: 'acme_hr.one',
        arguments: {},
        delivery: { url: to.url },
        ...more
      }),
    /** Sends an event to the only registered Event URL. */
    send: async (body: unknown) => {
      const [url = ''] = [...service.registered.values()]
      return deliver(one, url, body)
    },
    reopen: async (meanwhile = () => {}) => {
      await one.crash()
      meanwhile()
      one = await openOne()
      await one.backend.resume()
      await one.backend.recover()
    }
  }
}

/** Returns the fault code of a failed call, or `none`. */
export const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => 'none',
    (thrown: unknown) => (thrown instanceof Fault ? thrown.code : String(thrown))
  )
