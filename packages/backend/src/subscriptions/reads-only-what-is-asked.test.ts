import { cardOf, flowOf } from '@hookwright/engine/testing'
import { type Id, literal } from '@hookwright/model'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { addTelling, changeFlow, deployNext, drawConnector } from '../testing/draw.ts'
import { turnOn } from '../testing/event.ts'
import { makeFolder, openBackend } from '../testing/open-backend.ts'
import { watchDocuments } from '../testing/watch-documents.ts'

let folder: string
let remove: () => void
beforeEach(() => {
  ;({ folder, remove } = makeFolder())
})
afterEach(() => remove())

/** A flow that calls a helper, beside one of the same owner that nobody calls and those of somebody else. */
const open = async () => {
  const watch = watchDocuments()
  const one = await openBackend(folder, undefined, {}, { store: watch.around })
  const { backend, store } = one
  const drawn = await drawConnector(backend, { registers: true })
  const flowId = await addTelling(backend, drawn, 'one')
  const add = async (ownerId: string, name: string): Promise<Id> => {
    const doc = flowOf(cardOf('helper-flow', 'start', { inputs: [] }))
    return (await backend.flows.create({ connectorId: null, ownerId, name, doc })).id
  }
  const helperId = await add('uma', 'Take a note')
  await add('uma', 'Not called')
  for (const name of ['First', 'Second', 'Third']) await add('bea', name)
  await changeFlow(backend, flowId, doc => ({
    ...doc,
    strip: [...doc.strip, 'call'],
    cards: { ...doc.cards, call: cardOf('call-flow', 'call', { flowId: helperId }) }
  }))
  const wanted = [flowId, helperId].sort()
  watch.take()
  return { one, backend, store, watch, flowId, helperId, wanted }
}

// review: cores A4, house B2
describe('what is done with one flow reads no other flow', () => {
  test('An autosave reads no document at all', async () => {
    const { one, backend, store, watch, flowId } = await open()
    const flow = await store.flows.find(flowId)
    if (flow === null) throw new Error('The flow is there.')
    const { name, description, active, saveAll, doc, draftNo } = flow
    await backend.flows.save(flowId, { name, description, active, saveAll, doc }, draftNo)
    expect(watch.take()).toEqual([])
    await one.crash()
  })

  test('Blockers and switching on read the flow and the helpers that it calls', async () => {
    const { one, backend, watch, flowId, wanted } = await open()
    expect(await backend.subscriptions.blockers(flowId)).toEqual([])
    expect(watch.take()).toEqual(wanted)
    await turnOn(one, flowId)
    expect(watch.take()).toEqual(wanted)
    await one.crash()
  })

  test('Looking at pending changes, applying them and asking why it did not run read no more', async () => {
    const { one, backend, watch, flowId, wanted } = await open()
    await turnOn(one, flowId)
    await changeFlow(backend, flowId, doc => {
      const { tell } = doc.cards
      if (tell === undefined) throw new Error('The card is there.')
      const inputs = { ...tell.inputs, url: literal('/names/changed') }
      return { ...doc, cards: { ...doc.cards, tell: { ...tell, inputs } } }
    })
    watch.take()
    expect((await backend.subscriptions.planChanges(flowId)).pending.is).toBe('in-place')
    expect(watch.take()).toEqual(wanted)
    await backend.userFlows.why(flowId)
    expect(watch.take()).toEqual(wanted)
    await backend.subscriptions.applyChanges(flowId)
    expect(watch.take()).toEqual(wanted)
    await one.crash()
  })
})

// review: cores A1
describe('upgrades', () => {
  test('Nothing is read of flows that run the deployed version, nor of flows that nobody asked for', async () => {
    const { one, backend, store, watch, flowId } = await open()
    await turnOn(one, flowId)
    const other = await drawConnector(backend, { registers: true, name: 'Acme Pay' })
    const others = await addTelling(backend, other, 'one')
    await turnOn(one, others)
    const read: string[] = []
    const revision: typeof store.subscriptions.revision = id => {
      read.push(id)
      return revisions.apply(store.subscriptions, [id])
    }
    const revisions = store.subscriptions.revision
    store.subscriptions.revision = revision
    watch.take()
    const { upgrades } = backend.subscriptions
    expect(await upgrades.offers({ ownerId: null })).toEqual([])
    expect(await upgrades.plan({ ownerId: null })).toEqual([])
    expect([read, watch.take()]).toEqual([[], []])

    await deployNext(backend, other)
    watch.take()
    const offer = { connectorId: other.connectorId, connectorName: 'Acme Pay', from: 1, to: 2, flows: 1 }
    expect(await upgrades.offers({ ownerId: null })).toEqual([offer])
    expect(await upgrades.offers({ ownerId: null, flowId: others })).toEqual([offer])
    expect(await upgrades.offers({ ownerId: null, flowId })).toEqual([])
    expect(await upgrades.offers({ ownerId: 'bea' })).toEqual([])
    expect(await upgrades.plan({ ownerId: 'bea' })).toEqual([])
    expect([read, watch.take()]).toEqual([[], []])
    expect(await upgrades.plan({ ownerId: null })).toMatchObject([{ flowId: others, from: 1, to: 2 }])
    expect(watch.take()).toEqual([others])
    await one.crash()
  })
})

// review: cores A2
test('A page of the list reads the documents of its flows and of the helpers that these call', async () => {
  const { one, backend, watch, flowId, helperId, wanted } = await open()
  watch.take()
  const page = await backend.userFlows.page({ ownerId: null, by: 'name', limit: 1, words: ['tell'] })
  expect(page).toMatchObject({
    rows: [{ id: flowId, problems: 0, pending: 'off', cardCount: 3 }],
    next: null
  })
  expect(watch.take()).toEqual([helperId])
  await turnOn(one, flowId)
  watch.take()
  expect(await backend.userFlows.summary('uma', flowId)).toMatchObject({ pending: 'none' })
  expect(watch.take()).toEqual([helperId])
  expect(wanted).toContain(helperId)
  await expect(backend.userFlows.summary('bea', flowId)).rejects.toMatchObject({ code: 'flow.gone' })
  expect(await backend.userFlows.overview('bea')).toMatchObject({ flows: 3, on: 0 })
  await one.crash()
})
