import { afterEach, beforeEach, expect, test } from 'vitest'
import { addTelling, drawConnector } from '../testing/draw.ts'
import { deliver, turnOn } from '../testing/event.ts'
import { lookUntil } from '../testing/look.ts'
import { makeFolder, openBackend, type TestBackend, type taking } from '../testing/open-backend.ts'

let folder: string
let remove: () => void
beforeEach(() => {
  ;({ folder, remove } = makeFolder())
})
afterEach(() => remove())

/** A service that answers nothing until it is let go, and then everything at once. */
const holding = () => {
  const held: (() => void)[] = []
  let open = false
  const service: typeof taking = () =>
    new Promise(resolve => {
      const letGo = () => resolve({ status: 200, headers: {}, body: '' })
      if (open) letGo()
      else held.push(letGo)
    })
  const letGo = () => {
    open = true
    for (const each of held.splice(0)) each()
  }
  return { held, service, letGo }
}

const countOf = async ({ backend }: TestBackend, flowId: string, is: string): Promise<number> =>
  (await backend.deliveries.list({ flowId, limit: 500 })).filter(({ status }) => status.is === is).length

test('pausing stops what is queued, and it runs once when the flow goes on', async () => {
  const { held, service, letGo } = holding()
  const one = await openBackend(folder, service)
  const flowId = await addTelling(one.backend, await drawConnector(one.backend), 'one')
  const { eventUrl } = await turnOn(one, flowId)
  await Promise.all(Array.from({ length: 200 }, (_, at) => deliver(one, eventUrl, { name: `${at}` })))
  const running = await lookUntil(
    () => held.length,
    seen => seen >= 128
  )
  await one.backend.subscriptions.pause(flowId, true)
  letGo()
  await lookUntil(
    () => countOf(one, flowId, 'done'),
    seen => seen === running
  )
  await deliver(one, eventUrl, { name: 'last' })
  expect(one.sent).toHaveLength(running)
  expect(await countOf(one, flowId, 'accepted')).toBe(201 - running)

  await one.backend.subscriptions.pause(flowId, false)
  await lookUntil(
    () => countOf(one, flowId, 'done'),
    seen => seen === 201
  )
  expect(new Set(one.sent.map(({ body }) => body)).size).toBe(201)
  expect(one.sent).toHaveLength(201)
  await one.crash()
})
