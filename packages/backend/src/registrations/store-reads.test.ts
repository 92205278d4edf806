import type { Specs } from '@hookwright/engine'
import { cardOf, flowOf } from '@hookwright/engine/testing'
import { type Id, literal } from '@hookwright/model'
import type { Store } from '@hookwright/store'
import { beforeEach, describe, expect, test } from 'vitest'
import { addNotifyingFlow, changeFlow, deployNext, drawConnector, withCard } from '../testing/draw.ts'
import { turnOn } from '../testing/event.ts'
import { openBackend, testFolder } from '../testing/open-backend.ts'
import { watchDocuments } from '../testing/watch-documents.ts'

let folder: string
beforeEach(() => {
  folder = testFolder()
})

/**
 * Creates a flow that calls a helper flow, and several flows that it does not call. One of these has the same
 * owner, the others another owner. Records which flows the store reads.
 */
const open = async () => {
  const watch = watchDocuments()
  /** Ids of the flows that were read together with their running revisions. */
  const read: Id[] = []
  const around = (kept: Store): Store =>
    watch.around({
      ...kept,
      subscriptions: {
        ...kept.subscriptions,
        runningFlows: flowIds => {
          read.push(...flowIds)
          return kept.subscriptions.runningFlows(flowIds)
        }
      }
    })
  const one = await openBackend(folder, undefined, {}, { store: around })
  const { backend, store } = one
  const drawn = await drawConnector(backend, { registers: true })
  const flowId = await addNotifyingFlow(backend, drawn, 'one')
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
  return { one, backend, store, watch, read, flowId, helperId, wanted }
}

// review: cores A4, house B2
describe('an act on one flow reads no other flow', () => {
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

  test('Showing pending changes, applying them and asking why a flow did not run read no more', async () => {
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
  test('Flows on the deployed version, and flows outside the selection, are not read', async () => {
    const { one, backend, watch, read, flowId } = await open()
    await turnOn(one, flowId)
    const other = await drawConnector(backend, { registers: true, name: 'Acme Pay' })
    const others = await addNotifyingFlow(backend, other, 'one')
    await turnOn(one, others)
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
    // What runs is planned, so no draft is read.
    expect([read, watch.take()]).toEqual([[others], []])
    await one.crash()
  })

  // review: cores A1
  test('A plan reads each version once and checks equal flows once, however many there are', async () => {
    const one = await openBackend(folder)
    const { backend } = one
    const drawn = await drawConnector(backend, { registers: true })
    const flowIds: Id[] = []
    for (let count = 0; count < 5; count++) {
      const flowId = await addNotifyingFlow(backend, drawn, 'one')
      await turnOn(one, flowId)
      flowIds.push(flowId)
    }
    const last = flowIds.at(-1) ?? ''
    await changeFlow(
      backend,
      last,
      withCard('tell', () => ({ title: 'Say' }))
    )
    await backend.subscriptions.applyChanges(last)
    const versionId = await deployNext(backend, drawn)
    await one.crash()

    const reads: string[] = []
    const noted =
      <Given extends unknown[], Result>(name: string, read: (...params: Given) => Result) =>
      (...params: Given): Result => {
        reads.push(params.length > 0 && typeof params[0] === 'string' ? `${name} ${params[0]}` : name)
        return read(...params)
      }
    const around = (kept: Store): Store => ({
      ...kept,
      versions: {
        ...kept.versions,
        find: noted('version', kept.versions.find),
        offered: noted('offered', kept.versions.offered)
      },
      connectors: { ...kept.connectors, find: noted('connector', kept.connectors.find) },
      subscriptions: {
        ...kept.subscriptions,
        revision: noted('revision', kept.subscriptions.revision),
        runningFlows: noted('flows', kept.subscriptions.runningFlows)
      },
      flows: { ...kept.flows, find: noted('draft', kept.flows.find) }
    })
    const again = await openBackend(folder, undefined, {}, { store: around })
    reads.length = 0
    const plan = await again.backend.subscriptions.upgrades.plan({ ownerId: null })
    expect(plan.map(({ flowId }) => flowId)).toEqual(flowIds.toReversed())
    expect(new Set(plan.map(({ does }) => does))).toEqual(new Set(['in-place']))
    expect(reads.toSorted()).toEqual(
      [
        // For what is newer at all, and once more for the plan.
        ...['offered', 'offered'],
        'flows',
        ...[`version ${drawn.versionId}`, `version ${versionId}`],
        `connector ${drawn.connectorId}`
      ].toSorted()
    )
    await again.crash()
  })
})

// review: cores A2
test('A page of the list reads the documents of its flows and of the helpers they call', async () => {
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

// review: cores A2
test('A page that is loaded again checks only the drafts that were changed since', async () => {
  let checked: string[] = []
  const specs = (kept: Specs): Specs =>
    new Map(
      [...kept].map(([type, spec]) => [
        type,
        {
          ...spec,
          check: (card, catalog) => {
            checked.push(card.id)
            return spec.check(card, catalog)
          }
        }
      ])
    )
  const one = await openBackend(folder, undefined, {}, { specs })
  const { backend } = one
  const drawn = await drawConnector(backend, { registers: true })
  const flowId = await addNotifyingFlow(backend, drawn, 'one')
  await addNotifyingFlow(backend, drawn, 'one')
  const states = async () => {
    const { rows } = await backend.userFlows.page({ ownerId: null, by: 'newest', limit: 9 })
    // Both may have been added in the same millisecond.
    const ordered = rows.toSorted(({ id }) => (id === flowId ? 1 : -1))
    return ordered.map(({ problems, pending }) => ({ problems, pending }))
  }
  const off = { problems: 0, pending: 'off' }
  expect(await states()).toEqual([off, off])
  checked = []
  expect(await states()).toEqual([off, off])
  expect(checked).toEqual([])

  await turnOn(one, flowId)
  expect(await states()).toEqual([off, { problems: 0, pending: 'none' }])
  const change = async (url: string): Promise<void> => {
    await changeFlow(
      backend,
      flowId,
      withCard('tell', tell => ({ inputs: { ...tell.inputs, url: literal(url) } }))
    )
  }
  await change('/names/changed')
  checked = []
  expect(await states()).toEqual([off, { problems: 0, pending: 'in-place' }])
  expect(checked).toEqual(['event', 'tell'])
  await backend.subscriptions.applyChanges(flowId)
  expect(await states()).toEqual([off, { problems: 0, pending: 'none' }])
  await one.crash()
})
