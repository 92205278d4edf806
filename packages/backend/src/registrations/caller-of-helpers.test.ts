import { cardOf, flowOf } from '@hookwright/engine/testing'
import { type Flow, literal, pill } from '@hookwright/model'
import { beforeEach, expect, test } from 'vitest'
import { addNotifyingFlow, changeFlow, deployNext, drawConnector } from '../testing/draw.ts'
import { turnOn } from '../testing/event.ts'
import { openBackend, testFolder } from '../testing/open-backend.ts'

let folder: string
beforeEach(() => {
  folder = testFolder()
})

/** Helper flow that sends its caller's name to the service. */
const telling = flowOf(
  cardOf('helper-flow', 'start', { inputs: [] }),
  cardOf(
    'raw-request',
    'tell',
    { method: 'POST', expectJson: false },
    { url: literal('/callers'), body: pill('start', 'context.caller', ['name']) }
  )
)

/** Returns the flow with a card after its start that calls a helper flow. */
const calling =
  (flowId: string) =>
  (doc: Flow): Flow => {
    const [start = '', ...rest] = doc.strip
    return {
      ...doc,
      strip: [start, 'call', ...rest],
      cards: { ...doc.cards, call: cardOf('call-flow', 'call', { flowId }) }
    }
  }

test('a helper flow receives the name of the subscription’s flow that calls it', async () => {
  const one = await openBackend(folder)
  const { backend } = one
  const drawn = await drawConnector(backend, { registers: true })
  const { connectorId } = drawn
  const helper = { connectorId, ownerId: 'uma', name: 'Tell', doc: telling }
  const { id: helperId } = await backend.flows.create(helper)
  for (const { id, name } of await backend.flows.list(connectorId)) {
    if (name === 'Register' || name === 'Deregister') await changeFlow(backend, id, calling(helperId))
  }
  const versionId = await deployNext(backend, drawn)
  const flowId = await addNotifyingFlow(backend, { ...drawn, versionId }, 'one')
  await turnOn(one, flowId)
  await backend.subscriptions.switchOff(flowId)
  await backend.subscriptions.idle()
  const told = one.sent.flatMap(({ url, body }) => (url === '/callers' ? [body] : []))
  expect(told).toEqual(['Register', 'Deregister'])
  await one.crash()
})
