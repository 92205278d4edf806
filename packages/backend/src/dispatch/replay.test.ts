import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

import { type Card, type Flow, type Id, literal, pill, type ReplayMode, text } from '@hookwright/model'
import type { RunRow } from '@hookwright/store'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import type { ServiceClient } from '../kernel/effects.ts'
import { beginRun } from '../kernel/keep-run.ts'
import { addNotifyingFlow, drawConnector, type TestConnector } from '../testing/draw.ts'
import { deliver, turnOn } from '../testing/event.ts'
import { makeFolder, openBackend, type TestBackend } from '../testing/open-backend.ts'
import { pollUntil } from '../testing/poll-until.ts'

/** Opens a service on loopback that counts requests, and answers with their number. */
const openService = async () => {
  const came: string[] = []
  let status = 200
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', chunk => {
      body += chunk
    })
    request.on('end', () => {
      came.push(`${request.method} ${request.url} ${body}`)
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ number: came.length }))
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  // What `listen` was given is a port, so this is the address of one.
  const { port } = server.address() as AddressInfo
  const client: ServiceClient = async ({ method, url, body }) => {
    const answer = await fetch(`http://127.0.0.1:${port}${url}`, {
      method,
      body,
      headers: { connection: 'close' }
    })
    return { status: answer.status, headers: {}, body: await answer.text() }
  }
  return {
    came,
    client,
    answerWith: (next: number) => {
      status = next
    }
  }
}

type Service = Awaited<ReturnType<typeof openService>>

let service: Service
let one: TestBackend
let drawn: TestConnector
let folder: string
beforeEach(async () => {
  service = await openService()
  const made = makeFolder()
  folder = made.folder
  one = await openBackend(folder, service.client)
  onTestFinished(async () => {
    await one.crash()
    made.remove()
  })
  drawn = await drawConnector(one.backend)
})

const withoutEffects = (on: ReplayMode['on']): ReplayMode => ({ on, effects: false })

/** Changes the draft of a flow without applying it. */
const redraw = async (flowId: Id, change: (doc: Flow) => Flow, more: { saveAll?: boolean } = {}) => {
  const { flow } = await one.backend.flows.get(flowId)
  const { doc, draftNo, name, description, active, saveAll } = flow
  await one.backend.flows.save(
    flowId,
    { name, description, active, saveAll, ...more, doc: change(doc) },
    draftNo
  )
}

const withCards = (doc: Flow, ...cards: Card[]): Flow => ({
  ...doc,
  strip: [...new Set([...doc.strip, ...cards.map(({ id }) => id)])],
  cards: { ...doc.cards, ...Object.fromEntries(cards.map(each => [each.id, each])) }
})

const cardOf = (doc: Flow, id: string): Card => {
  const card = doc.cards[id]
  if (card === undefined) throw new Error(`The flow has ${id}.`)
  return card
}

/** Changes the text that the flow sends. Its URL stays the same. */
const tellPolitely = (doc: Flow): Flow =>
  withCards(doc, {
    ...cardOf(doc, 'tell'),
    inputs: { url: literal('/names'), body: text('Dear ', pill('event', 'name')) }
  })

const post = (id: string): Card => ({
  id,
  type: 'raw-request',
  title: 'Tell more',
  config: { method: 'POST', expectJson: false },
  inputs: { url: literal('/more'), body: literal('more') }
})

const ended = (id: Id): Promise<RunRow> =>
  pollUntil(
    () => one.backend.runs.get(id),
    run => run.finishedAt !== null
  )

/** Creates a running flow that has run for one event. */
const ranOnce = async (event: 'one' | 'list' = 'one', body: unknown = { name: 'Ada' }) => {
  const flowId = await addNotifyingFlow(one.backend, drawn, event)
  const { eventUrl, subscriptionId } = await turnOn(one, flowId)
  const deliveryId = await deliver(one, eventUrl, body)
  await pollUntil(
    async () => (await one.backend.runs.list({ deliveryId, limit: 99 })).rows,
    runs => runs.length > 0 && runs.every(run => run.finishedAt !== null)
  )
  return { flowId, eventUrl, subscriptionId, deliveryId }
}

const replayed = async (deliveryId: Id, how: ReplayMode): Promise<RunRow> =>
  ended(await one.backend.deliveries.replay(deliveryId, how))

const faultOf = (act: Promise<unknown>): Promise<{ code: string; message: string }> =>
  act.then(
    () => Promise.reject(new Error('It was not refused.')),
    thrown => thrown
  )

describe('a replay with side effects', () => {
  test('runs the original revision, the current revision, or the draft', async () => {
    const { flowId, deliveryId } = await ranOnce()
    await redraw(flowId, tellPolitely)
    await one.backend.subscriptions.applyChanges(flowId)
    await redraw(flowId, doc => withCards(doc, post('more')))
    const pinned = await replayed(deliveryId, { on: 'pinned', effects: true })
    const newest = await replayed(deliveryId, { on: 'newest', effects: true })
    const draft = await replayed(deliveryId, { on: 'draft', effects: true })
    expect(service.came).toEqual([
      'POST /names Ada',
      'POST /names Ada',
      'POST /names Dear Ada',
      'POST /names Dear Ada',
      'POST /more more'
    ])
    const numberOf = async ({ id }: RunRow) => (await one.backend.runs.open(id)).revisionNumber
    expect([await numberOf(pinned), await numberOf(newest), await numberOf(draft)]).toEqual([1, 2, 0])
    expect(pinned).toMatchObject({ replayOf: deliveryId, replay: { on: 'pinned', effects: true } })
    const { replays } = await one.backend.runs.open(deliveryId)
    expect(replays.map(({ id }) => id)).toEqual([draft.id, newest.id, pinned.id])
  })

  test('of the original revision runs its version even if the flow has moved to another one', async () => {
    const { flowId, deliveryId } = await ranOnce()
    const { flow } = await one.backend.flows.get(drawn.oneId)
    const { doc, draftNo, name, description, active, saveAll } = flow
    const params = cardOf(doc, 'return')
    const changed = { ...params, inputs: { name: text('New ', pill('event', 'body', ['name'])) } }
    const save = { name, description, active, saveAll, doc: withCards(doc, changed) }
    await one.backend.flows.save(drawn.oneId, save, draftNo)
    const made = await one.backend.versions.create({ connectorId: drawn.connectorId, note: '', by: 'uma' })
    await one.backend.versions.deploy(made.id, { visible: true, note: '', by: 'uma' })
    await one.backend.subscriptions.upgrades.begin([flowId])
    await pollUntil(
      () => one.backend.subscriptions.upgrades.progress(),
      progress => progress?.isRunning === false
    )
    const pinned = await replayed(deliveryId, { on: 'pinned', effects: true })
    const newest = await replayed(deliveryId, { on: 'newest', effects: true })
    expect(service.came.slice(1)).toEqual(['POST /names Ada', 'POST /names New Ada'])
    const versionOf = async (id: Id) => (await one.backend.runs.open(id)).version?.number
    expect(await Promise.all([deliveryId, pinned.id, newest.id].map(versionOf))).toEqual([1, 1, 2])
  })

  test('of a replay is linked to that replay, and keeps its draft', async () => {
    const { flowId, deliveryId } = await ranOnce()
    await redraw(flowId, tellPolitely)
    const draft = await replayed(deliveryId, { on: 'draft', effects: true })
    await redraw(flowId, doc => withCards(doc, post('more')))
    const again = await ended(
      await one.backend.deliveries.replayRun(draft.id, { on: 'pinned', effects: true })
    )
    expect(again).toMatchObject({ replayOf: draft.id, revisionId: draft.revisionId })
    expect(service.came.slice(1)).toEqual(['POST /names Dear Ada', 'POST /names Dear Ada'])
    expect((await one.backend.runs.open(draft.id)).replays.map(({ id }) => id)).toEqual([again.id])
    expect(await one.store.subscriptions.currentOf(flowId)).toMatchObject({ wanted: true })
  })

  test('of the current revision follows the flow to its replaced subscription', async () => {
    const { flowId, deliveryId } = await ranOnce()
    await redraw(flowId, tellPolitely)
    await one.backend.subscriptions.switchOff(flowId)
    await pollUntil(
      () => one.store.subscriptions.wantedOf(flowId),
      wanted => wanted === null
    )
    await turnOn(one, flowId)
    await replayed(deliveryId, { on: 'newest', effects: true })
    await replayed(deliveryId, { on: 'pinned', effects: true })
    expect(service.came).toEqual(['POST /names Ada', 'POST /names Dear Ada', 'POST /names Ada'])
  })
})

describe('a replay without side effects', () => {
  test('sends no request, and has the result of the original run', async () => {
    const { deliveryId } = await ranOnce()
    const first = await ended(deliveryId)
    const again = await replayed(deliveryId, withoutEffects('pinned'))
    expect(service.came).toEqual(['POST /names Ada'])
    expect(again.status).toEqual({ is: 'succeeded' })
    const told = ({ steps }: RunRow) => steps?.map(({ path, status, outputs }) => ({ path, status, outputs }))
    expect(told(again)).toEqual(told(first))
    expect(again.steps?.at(-1)).toMatchObject({ path: ['tell'], answered: 'same' })
    expect(again.steps?.some(step => step.requests !== undefined)).toBe(false)
  })

  test('on the draft names each request that would have been different', async () => {
    const { flowId, deliveryId } = await ranOnce()
    await redraw(flowId, tellPolitely)
    const again = await replayed(deliveryId, withoutEffects('draft'))
    expect(service.came).toEqual(['POST /names Ada'])
    expect(again).toMatchObject({ status: { is: 'succeeded' }, replay: { on: 'draft', effects: false } })
    expect(again.steps?.at(-1)).toMatchObject({ answered: 'other', outputs: { body: '{"number":1}' } })
  })

  test('ends with a sentence at a request that the original run did not send', async () => {
    const { flowId, deliveryId } = await ranOnce()
    await redraw(flowId, doc => withCards(doc, post('more')))
    const again = await replayed(deliveryId, withoutEffects('draft'))
    expect(service.came).toEqual(['POST /names Ada'])
    expect(again.status).toMatchObject({
      is: 'failed',
      at: ['more'],
      fault: {
        code: 'card.not-sent',
        message:
          'The request of “Tell more” was not sent because this replay has no side effects and the original run has no response for it. Replay with side effects to send it.'
      }
    })
  })

  test('fails where the original run failed, without a request', async () => {
    service.answerWith(503)
    const { deliveryId } = await ranOnce()
    service.answerWith(200)
    const again = await replayed(deliveryId, withoutEffects('newest'))
    expect(service.came).toHaveLength(1)
    expect(again.status).toMatchObject({ is: 'failed', fault: { code: 'http.status' } })
    expect((await replayed(deliveryId, { on: 'newest', effects: true })).status).toEqual({ is: 'succeeded' })
    expect(service.came).toHaveLength(2)
  })

  test('is refused if the responses of the original run were not stored', async () => {
    const { deliveryId } = await ranOnce()
    const kept = await one.store.runs.find(deliveryId)
    if (kept === null) throw new Error('It ran.')
    await one.store.runs.finish({ ...kept, steps: null }, { erase: false })
    const refused = await faultOf(one.backend.deliveries.replay(deliveryId, withoutEffects('newest')))
    expect(refused.code).toBe('delivery.cannot-replay')
    expect(refused.message).toContain('the responses of the original run were not stored')
    const { noAnswers, noReplay } = await one.backend.deliveries.replayChoices(deliveryId)
    expect(noReplay).toBeNull()
    expect(noAnswers).toBe(refused.message)
  })

  test('of a list sends no request for any record, each answered from its original run', async () => {
    const { flowId, deliveryId } = await ranOnce('list', [{ name: 'Ada' }, { name: 'Grace' }])
    await redraw(flowId, tellPolitely)
    await one.backend.deliveries.replay(deliveryId, withoutEffects('draft'))
    const runs = await pollUntil(
      async () => (await one.backend.runs.list({ deliveryId, limit: 99 })).rows,
      seen => seen.length === 6 && seen.every(run => run.finishedAt !== null)
    )
    expect(service.came).toEqual(['POST /names Ada', 'POST /names Grace'])
    const records = runs.filter(run => run.replay !== null && run.recordIndex !== null)
    const firstOf = (index: number | null) =>
      runs.find(run => run.replay === null && run.recordIndex === index)?.id
    for (const { id, recordIndex, replayOf } of records) {
      expect(replayOf).toBe(firstOf(recordIndex))
      expect((await one.backend.runs.get(id)).steps?.at(-1)).toMatchObject({ answered: 'other' })
      expect((await one.backend.runs.open(replayOf ?? '')).replays.map(run => run.id)).toEqual([id])
    }
    expect(records).toHaveLength(2)
  })
})

describe('a replay of one record', () => {
  const list = [{ name: 'Ada' }, { name: 'Grace' }, { name: 'Linus' }]
  const recordRun = async (deliveryId: Id, index: number): Promise<Id> => {
    const { rows } = await one.backend.runs.list({ deliveryId, limit: 99 })
    return rows.find(run => run.recordIndex === index)?.id ?? ''
  }

  test('runs that record only, and belongs to no list', async () => {
    const { deliveryId } = await ranOnce('list', list)
    const old = await recordRun(deliveryId, 1)
    const again = await ended(await one.backend.deliveries.replayRun(old, { on: 'newest', effects: true }))
    expect(service.came.slice(3)).toEqual(['POST /names Grace'])
    expect(again).toMatchObject({
      recordIndex: 1,
      replayOf: old,
      replay: { on: 'newest', effects: true, alone: true }
    })
    const { records } = await one.backend.runs.open(deliveryId)
    expect(records?.map(({ recordIndex }) => recordIndex)).toEqual([0, 1, 2])
    expect((await one.backend.runs.open(old)).replays.map(({ id }) => id)).toEqual([again.id])
    expect(await replayedRecord(old)).toMatchObject({ status: { is: 'succeeded' } })
    expect(service.came).toHaveLength(4)
  })

  const replayedRecord = async (old: Id) =>
    ended(await one.backend.deliveries.replayRun(old, withoutEffects('pinned')))

  test('is refused if the flow takes the whole list now', async () => {
    const { flowId, deliveryId } = await ranOnce('list', list)
    const old = await recordRun(deliveryId, 1)
    await redraw(flowId, doc => {
      const event = cardOf(doc, 'event')
      const { tell, ...cards } = doc.cards
      return {
        ...doc,
        strip: ['event'],
        cards: { ...cards, event: { ...event, config: { ...event.config, runMode: 'list' } } }
      }
    })
    const { on } = await one.backend.deliveries.replayChoices(old)
    expect(on.draft).toEqual({
      can: false,
      why: 'The delivery cannot be replayed because the draft runs once for the whole list, not for each record.'
    })
    expect(on.newest).toEqual({ can: true, says: 'revision 1, version 1 of Acme HR' })
    await expect(one.backend.deliveries.replayRun(old, { on: 'draft', effects: true })).rejects.toMatchObject(
      { code: 'delivery.cannot-replay' }
    )
  })
})

describe('the modes of a replay', () => {
  test('are listed for each flow, with the problems of its draft', async () => {
    const { flowId, deliveryId } = await ranOnce()
    expect(await one.backend.deliveries.replayChoices(deliveryId)).toEqual({
      noReplay: null,
      on: {
        pinned: { can: true, says: 'revision 1, version 1 of Acme HR' },
        newest: { can: true, says: 'revision 1, version 1 of Acme HR' },
        draft: { can: true, says: 'version 1 of Acme HR' }
      },
      noAnswers: null
    })
    await redraw(flowId, doc => withCards(doc, { ...cardOf(doc, 'tell'), inputs: {} }))
    const { on } = await one.backend.deliveries.replayChoices(deliveryId)
    expect(on.draft).toMatchObject({
      can: false,
      why: expect.stringMatching(/^The draft of “Tell one” cannot be run yet: /)
    })
    await expect(
      one.backend.deliveries.replay(deliveryId, { on: 'draft', effects: true })
    ).rejects.toMatchObject({ code: 'replay.draft-unready' })
    await expect(
      one.backend.deliveries.replays.begin({
        ownerId: 'uma',
        filter: {},
        perSecond: 1,
        mode: { on: 'draft', effects: true }
      })
    ).rejects.toMatchObject({ code: 'replay.draft-unready' })
    expect(await one.backend.deliveries.replays.list()).toEqual([])
  })

  test('offer a draft only for the event of the delivery', async () => {
    const { flowId, deliveryId } = await ranOnce()
    await redraw(flowId, doc => {
      const event = cardOf(doc, 'event')
      return withCards(doc, { ...event, config: { ...event.config, eventFlowId: drawn.listId } })
    })
    const { on } = await one.backend.deliveries.replayChoices(deliveryId)
    expect(on.draft).toMatchObject({
      can: false,
      why: expect.stringContaining('starts with a different event')
    })
  })

  test('are empty for a run without a delivery', async () => {
    await expect(one.backend.deliveries.replayChoices(drawn.connectorId)).rejects.toMatchObject({
      code: 'run.gone'
    })
    const { flowId } = await ranOnce()
    const run = beginRun({ id: one.effects.newId(), kind: 'test', flowId, startedAt: 1 })
    await one.store.runs.begin(run)
    await expect(one.backend.deliveries.replayChoices(run.id)).rejects.toMatchObject({
      code: 'run.cannot-replay'
    })
  })
})
