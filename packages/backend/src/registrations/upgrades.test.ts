import { type Card, type Id, one as oneOf } from '@hookwright/model'
import { beforeEach, describe, expect, test } from 'vitest'
import {
  addNotifyingFlow,
  changeFlow,
  deployNext,
  drawConnector,
  type TestConnector,
  withCard
} from '../testing/draw.ts'
import { turnOn } from '../testing/event.ts'
import { openBackend, type TestBackend, testFolder } from '../testing/open-backend.ts'
import { pollUntil } from '../testing/poll-until.ts'

let folder: string
beforeEach(() => {
  folder = testFolder()
})

/** Changes a card's configuration in a maker's flow and deploys the next version. */
const deployChanged = async (
  { backend, store }: TestBackend,
  drawn: TestConnector,
  change: { flow: string; card: string; config: Card['config'] }
): Promise<Id> => {
  const flow = (await store.flows.list(drawn.connectorId)).find(({ name }) => name === change.flow)
  if (flow === undefined) throw new Error('There is no such flow.')
  await changeFlow(
    backend,
    flow.id,
    withCard(change.card, () => ({ config: change.config }))
  )
  return deployNext(backend, drawn)
}

const open = async () => {
  const one = await openBackend(folder)
  const drawn = await drawConnector(one.backend, { registers: true })
  const flowId = await addNotifyingFlow(one.backend, drawn, 'one')
  await turnOn(one, flowId)
  return { one, drawn, flowId }
}

const upgrade = async ({ backend }: TestBackend, flowId: Id) => {
  await backend.subscriptions.upgrades.begin([flowId])
  return pollUntil(
    () => backend.subscriptions.upgrades.progress(),
    progress => progress?.isRunning === false
  )
}

const wantedOf = async ({ store }: TestBackend, flowId: Id) => store.subscriptions.wantedOf(flowId)

describe('an upgrade', () => {
  test('is offered only if a newer version is deployed', async () => {
    const { one, drawn } = await open()
    expect(await one.backend.subscriptions.upgrades.plan({ ownerId: null })).toEqual([])
    await deployNext(one.backend, drawn)
    expect(await one.backend.subscriptions.upgrades.plan({ ownerId: null })).toMatchObject([
      { from: 1, to: 2 }
    ])
    await one.crash()
  })

  test('changes in place what the service need not know, and updates the draft', async () => {
    const { one, drawn, flowId } = await open()
    const before = await wantedOf(one, flowId)
    const versionId = await deployNext(one.backend, drawn)
    expect(await one.backend.subscriptions.upgrades.plan({ ownerId: null })).toMatchObject([
      { does: 'in-place' }
    ])
    expect(await upgrade(one, flowId)).toMatchObject({ of: 1, done: 1, failed: [] })
    const after = await wantedOf(one, flowId)
    expect(after).toMatchObject({ id: before?.id, terms: { versionId } })
    expect(one.sent).toHaveLength(1)
    expect((await one.backend.userFlows.open(flowId)).pending).toEqual({ is: 'none' })
    expect(await one.backend.subscriptions.upgrades.plan({ ownerId: null })).toEqual([])
    await one.crash()
  })

  test('registers again if the registration flow has changed', async () => {
    const { one, drawn, flowId } = await open()
    const before = await wantedOf(one, flowId)
    const change = { flow: 'Register', card: 'create', config: { method: 'PUT' } }
    const versionId = await deployChanged(one, drawn, change)
    expect(await one.backend.subscriptions.upgrades.plan({ ownerId: null })).toMatchObject([
      { does: 're-register', reasons: ['The registration flow has changed.'] }
    ])
    expect(await upgrade(one, flowId)).toMatchObject({ done: 1, failed: [] })
    const after = await wantedOf(one, flowId)
    expect(after).toMatchObject({ status: { is: 'on' }, terms: { versionId } })
    expect(after?.id).not.toBe(before?.id)
    await one.crash()
  })

  test('keeps changes that were applied during the upgrade of another flow', async () => {
    const release: (() => void)[] = []
    let isHolding = false
    const one = await openBackend(folder, async () => {
      if (isHolding) await new Promise<void>(resolve => release.push(resolve))
      return { status: 200, headers: {}, body: '' }
    })
    const drawn = await drawConnector(one.backend, { registers: true, topics: true })
    const add = () => addNotifyingFlow(one.backend, drawn, 'one', null, { topic: 'hired' })
    const flowIds = [await add(), await add()]
    for (const flowId of flowIds) await turnOn(one, flowId)
    await deployNext(one.backend, drawn, 2)
    isHolding = true
    await one.backend.subscriptions.upgrades.begin(flowIds)
    await pollUntil(
      () => release.length,
      held => held === 1
    )
    const waiting = await Promise.all(
      flowIds.map(async id => ((await one.backend.subscriptions.list(id)).length === 1 ? [id] : []))
    )
    const [flowId = ''] = waiting.flat()
    await changeFlow(
      one.backend,
      flowId,
      withCard('tell', () => ({ title: 'Say' }))
    )
    await one.backend.subscriptions.applyChanges(flowId)
    isHolding = false
    release[0]?.()
    await pollUntil(
      () => one.backend.subscriptions.upgrades.progress(),
      progress => progress?.isRunning === false
    )
    expect(await one.backend.subscriptions.upgrades.progress()).toMatchObject({ done: 2, failed: [] })
    const runs = await one.store.subscriptions.revision((await wantedOf(one, flowId))?.terms.revisionId ?? '')
    expect(runs?.snapshot.flow.doc.cards.tell?.title).toBe('Say')
    expect((await one.backend.userFlows.open(flowId)).pending).toEqual({ is: 'none' })
    await one.crash()
  })

  test('skips flows that would lose data', async () => {
    const { one, drawn, flowId } = await open()
    const dataType = oneOf('number')
    const field = { id: 'name', label: 'Name', fieldType: 'text-field', dataType, required: true }
    const groups = [{ id: 'person', name: 'Person', fields: [field] }]
    await deployChanged(one, drawn, { flow: 'One', card: 'return', config: { groups, runMode: false } })
    expect(await one.backend.subscriptions.upgrades.plan({ ownerId: null })).toMatchObject([{ does: 'lost' }])
    await upgrade(one, flowId)
    expect((await wantedOf(one, flowId))?.terms.versionId).toBe(drawn.versionId)
    await one.crash()
  })
})
