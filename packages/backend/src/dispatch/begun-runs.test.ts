import { cardOf, flowOf } from '@hookwright/engine/testing'
import { Fault, type Flow, HOUR, type Id, literal, one, pill, type Run } from '@hookwright/model'
import { beforeEach, describe, expect, test } from 'vitest'
import { addNotifyingFlow, drawConnector, type TestConnector } from '../testing/draw.ts'
import { deliver, turnOn } from '../testing/event.ts'
import { alertsOf, openBackend, type TestBackend, testFolder } from '../testing/open-backend.ts'
import { plainScrubber } from '../testing/plain-scrubber.ts'
import { pollUntil } from '../testing/poll-until.ts'

let folder: string
beforeEach(() => {
  folder = testFolder()
})

const whoField = {
  id: 'who',
  label: 'Who',
  fieldType: 'text-field',
  dataType: one('text'),
  required: true
} as const

const add = async ({ backend }: TestBackend, name: string, doc: Flow): Promise<Id> =>
  (await backend.flows.create({ connectorId: null, ownerId: 'uma', name, doc })).id

/** Helper flow that sends a name to the service. */
const telling = flowOf(
  cardOf('helper-flow', 'start', { inputs: [whoField] }),
  cardOf(
    'raw-request',
    'tell',
    { method: 'POST', expectJson: false, retry: 'always' },
    { url: literal('/names'), body: pill('start', 'who') }
  )
)

/** Returns a flow that only begins a run of a helper flow for each name in an event. */
const calling = ({ connectorId, versionId, oneId }: TestConnector, flowId: Id): Flow =>
  flowOf(
    cardOf('connector-event', 'event', {
      ...{ connectorId, versionId, eventFlowId: oneId },
      connectionId: null,
      runMode: 'each'
    }),
    cardOf('call-flow-async', 'call', { flowId }, { who: pill('event', 'name') })
  )

const openCalling = async (service?: Parameters<typeof openBackend>[1]) => {
  const one = await openBackend(
    folder,
    service,
    {},
    {
      effects: effects => ({ ...effects, scrubber: plainScrubber })
    }
  )
  await one.backend.resume()
  await one.backend.recover()
  const helperId = await add(one, 'Tell somebody', telling)
  const flowId = await add(one, 'Pass on', calling(await drawConnector(one.backend), helperId))
  const { eventUrl } = await turnOn(one, flowId)
  return { one, helperId, flowId, eventUrl }
}

/** Returns the runs that a run has started. Waits until `count` of them have the given status. */
const begunBy = ({ store }: TestBackend, id: Id, is: Run['status']['is'], count = 1) =>
  pollUntil(
    async () => (await store.runs.childCallsOf(id)).called,
    called => called.length === count && called.every(({ status }) => status.is === is)
  )

test('a helper flow runs on its own, on the revision of its calling run, and both runs name each other', async () => {
  const { one, helperId, eventUrl } = await openCalling()
  const id = await deliver(one, eventUrl, { name: 'Ada' })
  const [begun] = await begunBy(one, id, 'succeeded')
  expect(one.sent.map(({ body }) => body)).toEqual(['Ada'])
  const caller = await one.store.runs.find(id)
  expect(begun).toMatchObject({ flowId: helperId, deliveryId: null, revisionId: caller?.revisionId })
  expect(caller?.steps?.at(-1)?.outputs).toEqual({ runId: begun?.id })
  expect((await one.store.runs.find(begun?.id ?? ''))?.steps?.[0]?.outputs).toEqual({
    who: 'Ada',
    'context.caller': { id: caller?.flowId, name: 'Pass on' }
  })
  const opened = await one.backend.runs.open(begun?.id ?? '')
  expect(opened).toMatchObject({
    flow: { name: 'Tell somebody' },
    calls: { caller: { id }, called: [] }
  })
  expect((await one.backend.runs.open(id)).calls).toMatchObject({ caller: null, called: [{ id: begun?.id }] })
  await one.backend.stop()
  await one.crash()
})

test('the calling run does not wait for the started run, nor fail with it', async () => {
  const { one, eventUrl } = await openCalling(async () => ({ status: 422, headers: {}, body: '' }))
  const id = await deliver(one, eventUrl, { name: 'Ada' })
  await begunBy(one, id, 'failed')
  expect((await one.store.runs.find(id))?.status).toEqual({ is: 'succeeded' })
  await one.backend.stop()
  await one.crash()
})

test('a started run whose sealed input cannot be opened fails with the reason, and does not wait forever', async () => {
  const { one, eventUrl } = await openCalling(() => new Promise(() => {}))
  const id = await deliver(one, eventUrl, { name: 'Ada' })
  await pollUntil(
    () => one.sent.length,
    sent => sent === 1
  )
  await one.crash()

  const open = (sealed: Uint8Array, place: string): string => {
    if (place.endsWith('/given')) throw new Fault('seal.broken')
    return one.effects.sealer.open(sealed, place)
  }
  const again = await openBackend(folder, undefined, undefined, {
    effects: effects => ({ ...effects, sealer: { ...effects.sealer, open } })
  })
  await again.backend.resume()
  await again.backend.recover()
  const [begun] = await begunBy(again, id, 'failed')
  expect(begun?.status).toMatchObject({ is: 'failed', fault: { code: 'seal.broken' } })
  expect(again.sent).toEqual([])
  await again.backend.stop()
  await again.crash()
})

test('a crash leaves one started run, which continues with the same key and its original start time', async () => {
  const { one, eventUrl } = await openCalling(() => new Promise(() => {}))
  const id = await deliver(one, eventUrl, { name: 'Ada' })
  await pollUntil(
    () => one.sent.length,
    sent => sent === 1
  )
  await one.crash()

  const again = await openBackend(folder)
  again.moveClock(HOUR)
  await again.backend.resume()
  await again.backend.recover()
  const [begun] = await begunBy(again, id, 'succeeded')
  expect((begun?.finishedAt ?? 0) - (begun?.startedAt ?? 0)).toBeLessThan(HOUR)
  const keys = [...one.sent, ...again.sent].map(({ headers }) => headers['Idempotency-Key'])
  expect(keys).toHaveLength(2)
  expect(new Set(keys).size).toBe(1)
  await again.backend.stop()
  await again.crash()
})

test('a started run on hold is shown to the owner of the calling flow, without the answer of the service', async () => {
  const { one, helperId, flowId, eventUrl } = await openCalling(async () => ({
    status: 429,
    headers: {},
    body: 'No seat for Ada.'
  }))
  const id = await deliver(one, eventUrl, { name: 'Ada' })
  for (let tried = 1; tried < 9; tried++) {
    await pollUntil(
      async () => (await one.store.runs.childCallsOf(id)).called[0]?.status,
      status => status?.is === 'waiting' && status.waitsFor.is === 'retry' && status.waitsFor.tried === tried
    )
    one.moveClock(tried * 13 * HOUR)
  }
  const [onHold] = await begunBy(one, id, 'on-hold')
  expect(onHold?.flowId).toBe(helperId)
  const why = '“Raw Request” failed 9 times; the last time the service answered 429.'
  expect(onHold?.status).toMatchObject({ is: 'on-hold', why })
  expect(await alertsOf(one)).toMatchObject([{ ownerId: 'uma', about: { flowId, runId: onHold?.id, why } }])
  const steps = (await one.store.runs.find(onHold?.id ?? ''))?.steps
  expect(steps?.at(-1)?.tries?.[0]?.message).toContain('No seat for Ada.')
  await one.backend.stop()
  await one.crash()
})

describe('a flow that begins itself', () => {
  test('is stopped after a limited depth of runs', async () => {
    const { one, helperId, eventUrl } = await openCalling()
    const { name, description, active, saveAll, draftNo } = (await one.backend.flows.get(helperId)).flow
    const round = flowOf(
      cardOf('helper-flow', 'start', { inputs: [whoField] }),
      cardOf('call-flow-async', 'again', { flowId: helperId }, { who: pill('start', 'who') })
    )
    await one.backend.flows.save(
      helperId,
      { name: name ?? '', description, active, saveAll, doc: round },
      draftNo
    )
    const flows = await one.backend.flows.names({ ownerId: null, limit: 9 })
    const flowId = flows.find(flow => flow.name === 'Pass on')?.id ?? ''
    await one.backend.subscriptions.applyChanges(flowId)
    const id = await deliver(one, eventUrl, { name: 'Ada' })
    await begunBy(one, id, 'succeeded')
    const failed = await pollUntil(
      async () =>
        (await one.store.runs.list({ scope: { flowId: helperId }, status: 'failed', limit: 9 })).rows,
      rows => rows.length === 1
    )
    expect(failed).toMatchObject([{ status: { at: ['again'], fault: { code: 'run.calls-too-deep' } } }])
    const all = await one.store.runs.list({ scope: { flowId: helperId }, limit: 50 })
    expect(all.rows).toHaveLength(16)
    await one.backend.stop()
    await one.crash()
  })
})

describe('the stored input of a started run', () => {
  const openRedacting = async (paths: string[]) => {
    const opened = await openCalling(async ({ body }) => ({
      status: 200,
      headers: {},
      body: `Hello ${body}`
    }))
    await opened.one.backend.keeping.redactFlow(opened.flowId, paths)
    return opened
  }

  test('contains no value that is redacted in its caller', async () => {
    const { one, eventUrl } = await openRedacting(['body.name'])
    const id = await deliver(one, eventUrl, { name: 'Ada Canary', team: 'Sales' })
    const [begun] = await begunBy(one, id, 'succeeded')
    expect(one.sent.map(({ body }) => body)).toEqual(['Ada Canary'])
    const shown = [
      await one.store.runs.find(begun?.id ?? ''),
      await one.backend.runs.open(begun?.id ?? ''),
      (await one.backend.runs.list({ sought: [{ text: 'Canary' }], limit: 9 })).rows
    ]
    expect(JSON.stringify(shown)).not.toContain('Canary')
    await one.backend.stop()
    await one.crash()
  })

  test('is neither shown nor searchable by such a value while the run waits', async () => {
    const { one, flowId, eventUrl } = await openCalling(async ({ body }) => ({
      status: 503,
      headers: {},
      body: `Nobody answers for ${body}.`
    }))
    await one.backend.keeping.redactFlow(flowId, ['body.name'])
    const id = await deliver(one, eventUrl, { name: 'Ada Canary' })
    const [begun] = await begunBy(one, id, 'waiting')
    const waiting = await pollUntil(
      () => one.store.runs.find(begun?.id ?? ''),
      run => (run?.steps ?? []).length > 0
    )
    expect(JSON.stringify(waiting)).toContain('Canary')
    const shown = [await one.backend.runs.get(begun?.id ?? ''), await one.backend.runs.open(begun?.id ?? '')]
    expect(JSON.stringify(shown)).not.toContain('Canary')
    const found = await one.backend.runs.list({ sought: [{ text: 'Canary' }], limit: 9 })
    expect(found.rows).toEqual([])
    await one.backend.stop()
    await one.crash()
  })

  test('is complete where nothing is redacted', async () => {
    const { one, eventUrl } = await openRedacting(['body.team'])
    const id = await deliver(one, eventUrl, { name: 'Ada' })
    const [begun] = await begunBy(one, id, 'succeeded')
    expect(JSON.stringify(await one.store.runs.find(begun?.id ?? ''))).toContain('Hello Ada')
    await one.backend.stop()
    await one.crash()
  })

  test('is deleted with the data of the root flow', async () => {
    const { one, flowId, eventUrl } = await openCalling()
    const id = await deliver(one, eventUrl, { name: 'Ada' })
    const [begun] = await begunBy(one, id, 'succeeded')
    await one.backend.keeping.clear(flowId, { thenStops: false })
    await pollUntil(
      () => one.backend.keeping.ofFlow(flowId),
      ({ clearing }) => clearing?.status.is === 'done'
    )
    expect(await one.store.runs.find(begun?.id ?? '')).toMatchObject({ steps: null, result: null })
    await one.backend.stop()
    await one.crash()
  })
})

test('a waiting run ends when its root flow is deleted', async () => {
  const { one, flowId, eventUrl } = await openCalling(async () => ({ status: 503, headers: {}, body: '' }))
  const id = await deliver(one, eventUrl, { name: 'Ada' })
  await begunBy(one, id, 'waiting')
  await one.backend.flows.remove(flowId)
  await begunBy(one, id, 'cancelled')
  await one.backend.stop()
  await one.crash()
})

test('a run of a maker’s helper flow is listed under its root flow, with the name of the helper', async () => {
  const one = await openBackend(folder, async ({ url }) => ({
    status: url === '/notes' ? 503 : 200,
    headers: {},
    body: ''
  }))
  await one.backend.resume()
  await one.backend.recover()
  const drawn = await drawConnector(one.backend, { registers: false, begins: true })
  const flowId = await addNotifyingFlow(one.backend, drawn, 'one')
  const { eventUrl } = await turnOn(one, flowId)
  const id = await deliver(one, eventUrl, { name: 'Ada' })
  const [begun] = await begunBy(one, id, 'waiting')
  for (const scope of [{ flowId }, { ownerId: 'uma' }]) {
    const { rows } = await one.backend.runs.list({ scope, status: 'waiting', limit: 9 })
    expect(rows).toMatchObject([
      { id: begun?.id, flowName: 'Tell one', helper: { name: 'Take a note' }, event: { name: 'One' } }
    ])
  }
  expect((await one.backend.runs.list({ scope: { flowId }, limit: 9 })).rows).toMatchObject([
    { id: begun?.id },
    { id, flowName: 'Tell one', helper: null }
  ])
  const ofFlow = { id: flowId, name: 'Tell one' }
  expect(await one.backend.runs.open(begun?.id ?? '')).toMatchObject({
    ...{ flow: { name: 'Take a note' }, isMakers: true, ofFlow, connectorId: drawn.connectorId }
  })
  expect(await one.backend.runs.open(id)).toMatchObject({ isMakers: false, ofFlow })
  await one.backend.stop()
  await one.crash()
})
