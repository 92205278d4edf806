import { type Card, type Id, type Json, literal, type NewAlert, OWN_CONNECTOR, pill } from '@hookwright/model'
import { beforeEach, describe, expect, test } from 'vitest'
import { ALERT_EVENT, ownConnector } from '../built-in/own-connector.ts'
import { turnOn } from '../testing/event.ts'
import { openBackend, type TestBackend, testFolder } from '../testing/open-backend.ts'
import { pollUntil } from '../testing/poll-until.ts'
import { onHoldAlert } from './new-alert.ts'

let folder: string
beforeEach(() => {
  folder = testFolder()
})

/** Creates a user's flow that sends the sentence of each alert to the service. */
const addPager = async (
  { backend }: TestBackend,
  options: Record<string, Json> = {},
  ownerId = 'uma'
): Promise<Id> => {
  const start: Card = {
    id: 'alert',
    type: 'connector-event',
    config: {
      connectorId: OWN_CONNECTOR,
      versionId: ownConnector.version.version.id,
      eventFlowId: ALERT_EVENT,
      connectionId: null,
      runMode: 'each'
    },
    inputs: Object.fromEntries(Object.entries(options).map(([id, value]) => [id, literal(value)]))
  }
  const tell: Card = {
    id: 'tell',
    type: 'raw-request',
    config: { method: 'POST', expectJson: false },
    inputs: { url: literal('/page'), body: pill('alert', 'sentence') }
  }
  const doc = { schemaVersion: 1 as const, strip: ['alert', 'tell'], cards: { alert: start, tell } }
  return (await backend.flows.create({ connectorId: null, ownerId, name: 'Page me', doc })).id
}

/** Creates an empty flow of a member, for tests that raise alerts about it. */
const addFlow = async ({ backend }: TestBackend, name: string, ownerId = 'uma'): Promise<Id> => {
  const doc = { schemaVersion: 1 as const, strip: [], cards: {} }
  return (await backend.flows.create({ connectorId: null, ownerId, name, doc })).id
}

const onHoldIn = (one: TestBackend, flowId: Id, connectorId: Id | null = null): NewAlert => {
  const run = { id: one.effects.newId(), flowId, subscriptionId: null }
  return onHoldAlert(one.effects, run, { why: 'It stopped three times.', connectorId, at: one.clock() })
}

const runsOf = async ({ backend }: TestBackend, flowId: Id) =>
  (await backend.runs.list({ scope: { flowId }, limit: 20 })).rows

/** Waits until all alerts are dispatched. */
const allHanded = ({ store }: TestBackend) =>
  pollUntil(
    () => store.alerts.waiting(9),
    waiting => waiting.length === 0
  )

const paged = (one: TestBackend): (string | null)[] =>
  one.sent.filter(({ url }) => url === '/page').map(({ body }) => body)

const open = async (): Promise<TestBackend> => {
  const one = await openBackend(folder)
  await one.backend.resume()
  await one.backend.recover()
  return one
}

describe('a flow that starts with an alert', () => {
  test('is listed as an event, is on at once, and runs with the data of the alert', async () => {
    const one = await open()
    const offered = await one.backend.events.list()
    expect(offered.map(({ connectorName, signature }) => `${connectorName} ${signature.name}`)).toEqual([
      'Hookwright Alert'
    ])
    expect(await one.backend.connectors.list()).toEqual([])
    const pager = await addPager(one)
    expect(await one.backend.subscriptions.blockers(pager)).toEqual([])
    await turnOn(one, pager)
    // A test event is an example of its outputs, signed by the secret that only this installation has.
    const draft = await one.backend.testEvents.draft(pager)
    expect(draft).toMatchObject({ from: 'outputs', signature: { is: 'signed' } })
    const welcome = await addFlow(one, 'Welcome')
    await one.store.alerts.raise(onHoldIn(one, welcome))
    const [run] = await pollUntil(
      () => runsOf(one, pager),
      ([newest]) => newest?.status.is === 'succeeded'
    )
    const sentence =
      'A run of the flow “Welcome” was put on hold. It stopped three times. Open the run to continue or cancel it.'
    expect(paged(one)).toEqual([sentence])
    const opened = await one.backend.runs.open(run?.id ?? '')
    expect(opened.delivery).toMatchObject({ method: 'ALERT', status: { is: 'done' } })
    const [told] = (await one.backend.alerts.list({ ownerId: 'uma', limit: 9 })).rows
    expect(opened.run.steps?.[0]?.outputs).toMatchObject({
      kind: 'run-on-hold',
      time: new Date(told?.at ?? 0).toISOString(),
      sentence,
      flow: 'Welcome',
      connector: null,
      link: `https://hooks.acme-hr.example${told?.place}`,
      details: { id: told?.id, count: 1, flow: { id: welcome } }
    })
    await one.backend.deliveries.replay(opened.delivery?.id ?? '')
    await pollUntil(
      () => paged(one),
      ({ length }) => length === 2
    )
    // Nothing of it is at a service.
    expect(await one.backend.registrations.list()).toEqual([])
    const why = await one.backend.userFlows.why(pager)
    expect(why.map(({ place, tone }) => `${place} ${tone}`)).toEqual([
      'request ok',
      'state ok',
      'services ok',
      'run ok',
      'suspended ok',
      'limits ok'
    ])
    await one.backend.subscriptions.switchOff(pager)
    await one.crash()
  })

  test('uses a redacted value, which cannot be searched for while the run waits', async () => {
    const one = await open()
    const pager = await addPager(one)
    await one.backend.keeping.redactFlow(pager, ['body.data.sentence'])
    await turnOn(one, pager)
    await one.backend.subscriptions.pause(pager, true)
    await one.store.alerts.raise(onHoldIn(one, await addFlow(one, 'Canary')))
    await allHanded(one)
    const [waiting] = (await one.store.deliveries.list({ scope: { flowId: pager }, limit: 9 })).rows
    expect(waiting?.redaction).toBe('due')
    const found = await one.backend.deliveries.list({ sought: [{ text: 'Canary' }], limit: 9 })
    expect(found.rows).toEqual([])
    await one.backend.subscriptions.pause(pager, false)
    const kept = await pollUntil(
      () => one.store.deliveries.find(waiting?.id ?? ''),
      delivery => Array.isArray(delivery?.delivery.redaction)
    )
    expect(paged(one).join()).toContain('Canary')
    expect(JSON.parse(Buffer.from(kept?.arrival?.body ?? '').toString()).data.sentence).toBe('[redacted]')
    await one.crash()
  })

  test('receives the alerts that its options choose, of its own owner only', async () => {
    const one = await open()
    const [welcome, other] = [await addFlow(one, 'Welcome'), await addFlow(one, 'Other')]
    const pagers = {
      all: await addPager(one),
      onHold: await addPager(one, { kind: 'run-on-hold' }),
      running: await addPager(one, { kind: 'running', flow: welcome }),
      subscriptions: await addPager(one, { kind: 'subscriptions' }),
      elsewhere: await addPager(one, { flow: other }),
      connector: await addPager(one, { connector: OWN_CONNECTOR }),
      bens: await addPager(one, {}, 'ben')
    }
    for (const id of Object.values(pagers)) await turnOn(one, id)
    await one.store.alerts.raise(onHoldIn(one, welcome))
    await allHanded(one)
    const ran = await pollUntil(
      async () => {
        const counted = Object.entries(pagers).map(async ([name, id]) => ({
          name,
          runs: await runsOf(one, id)
        }))
        return (await Promise.all(counted)).filter(({ runs }) => runs.length > 0)
      },
      ({ length }) => length >= 3
    )
    expect(ran.map(({ name }) => name)).toEqual(['all', 'onHold', 'running'])
    expect(paged(one)).toHaveLength(3)
    const values = {
      versionId: ownConnector.version.version.id,
      flowId: ALERT_EVENT,
      values: {},
      connectionId: null
    }
    const chooses = { ...values, optionId: 'flow', personId: 'uma' }
    expect((await one.backend.events.choices(chooses)).slice(0, 2)).toEqual([
      { display: 'Welcome', value: welcome },
      { display: 'Other', value: other }
    ])
    expect(await one.backend.events.choices({ ...chooses, personId: 'cai' })).toEqual([])
    expect(await one.backend.events.choices({ ...chooses, optionId: 'connector' })).toEqual([])
    await one.crash()
  })

  test('lists an alert about itself on hold, and starts no flow for it', async () => {
    const one = await open()
    const pager = await addPager(one)
    await turnOn(one, pager)
    await one.store.alerts.raise(onHoldIn(one, pager, OWN_CONNECTOR))
    await allHanded(one)
    expect(await one.backend.alerts.countUnseen({ ownerId: 'uma' })).toBe(1)
    expect(await runsOf(one, pager)).toEqual([])
    const { rows } = await one.backend.deliveries.list({ scope: { flowId: pager }, limit: 9 })
    expect(rows).toEqual([])
    await one.crash()
  })

  test('accepts no request from outside', async () => {
    const one = await open()
    const { eventUrl } = await turnOn(one, await addPager(one))
    const head = { method: 'POST', query: '', headers: [], contentType: 'application/json', size: 2 }
    const preflight = await one.backend.deliveries.preflight(eventUrl.split('/').at(-1) ?? '', head)
    const answer = preflight.is === 'answered' ? preflight.answer : await preflight.accept(Buffer.from('{}'))
    expect(answer.status).toBe(401)
    await one.crash()
  })

  test('runs once for an alert that was stored before a crash', async () => {
    const first = await open()
    const pager = await addPager(first)
    await turnOn(first, pager)
    const welcome = await addFlow(first, 'Welcome')
    await first.crash()

    // Kept without anybody who hands it out, as if the process had ended in between.
    const between = await openBackend(folder)
    await between.store.alerts.raise(onHoldIn(between, welcome))
    await between.crash()

    for (const pages of [1, 0]) {
      const again = await open()
      await allHanded(again)
      await pollUntil(
        () => runsOf(again, pager),
        runs => runs.length === 1 && runs[0]?.status.is === 'succeeded'
      )
      expect(paged(again)).toHaveLength(pages)
      const { rows } = await again.backend.deliveries.list({ scope: { flowId: pager }, limit: 9 })
      expect(rows).toHaveLength(1)
      await again.crash()
    }
  })
})
