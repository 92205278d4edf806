import { cardSpecs } from '@hookwright/cards'
import {
  applyEdit,
  HOUR,
  type Id,
  listOf,
  MINUTE,
  nameOfDriftPlace,
  one as oneOf,
  pill,
  SECOND
} from '@hookwright/model'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { createLoadedRevisions } from '../../revisions/loaded-revisions.ts'
import {
  addNotifyingFlow,
  changeFlow,
  deployNext,
  drawConnector,
  type TestConnector,
  withCard
} from '../../testing/draw.ts'
import { deliver, turnOn } from '../../testing/event.ts'
import { alertsOf, makeFolder, openBackend, type TestBackend } from '../../testing/open-backend.ts'
import { pollUntil } from '../../testing/poll-until.ts'
import { checkDeliveries } from './check-deliveries.ts'

/** Opens a backend with a flow that is on. */
const open = async (event: 'one' | 'list' = 'one', around: Parameters<typeof openBackend>[3] = {}) => {
  const { folder, remove } = makeFolder()
  const one = await openBackend(folder, undefined, {}, around)
  onTestFinished(async () => {
    await one.backend.stop()
    await one.crash()
    remove()
  })
  await one.backend.recover()
  const drawn = await drawConnector(one.backend)
  const flowId = await addNotifyingFlow(one.backend, drawn, event)
  const { eventUrl } = await turnOn(one, flowId)
  return { one, drawn, flowId, eventUrl, folder }
}

/**
 * Returns effects whose new timers can be delayed. Timers created after `hold` start when `release` is
 * called.
 */
const holdTimers = () => {
  let held: (() => void)[] | null = null
  return {
    around: (effects: TestBackend['effects']): TestBackend['effects'] => ({
      ...effects,
      after: (delay, act) => {
        if (held === null) return effects.after(delay, act)
        let cancel = (): void => {}
        let isCancelled = false
        held.push(() => {
          if (!isCancelled) cancel = effects.after(delay, act)
        })
        return () => {
          isCancelled = true
          cancel()
        }
      }
    }),
    hold: () => {
      held = []
    },
    release: () => {
      const begin = held ?? []
      held = null
      for (const each of begin) each()
    }
  }
}

const hasRun = (one: TestBackend, id: Id) =>
  pollUntil(
    () => one.store.deliveries.find(id),
    found => found?.delivery.status.is === 'done'
  )

/** Sends bodies one after the other. Each waits until its flow has run. */
const arrive = async (one: TestBackend, eventUrl: string, bodies: unknown[]): Promise<Id[]> => {
  const ids: Id[] = []
  for (const body of bodies) {
    const id = await deliver(one, eventUrl, body)
    await hasRun(one, id)
    ids.push(id)
  }
  return ids
}

/** Returns the drift of the only event, once `looked` deliveries have been examined. */
const known = async (one: TestBackend, { connectorId }: TestConnector, looked: number) => {
  const [event] = await pollUntil(
    () => {
      one.moveClock(15 * SECOND)
      return one.backend.drift.ofConnector(connectorId)
    },
    events => events[0]?.looked === looked
  )
  if (event === undefined) throw new Error('Nothing is known of the event.')
  return event
}

const said = ({ findings }: Awaited<ReturnType<typeof known>>) =>
  findings.map(
    finding => `${finding.kind} ${nameOfDriftPlace(finding)} ${finding.isOpen ? 'open' : 'closed'}`
  )

const plain = Array.from({ length: 5 }, () => ({ name: 'Ada', floor: 3 }))

test('drift is found soon after a delivery, with an example and without values', async () => {
  const { one, drawn, flowId, eventUrl } = await open()
  const ids = await arrive(one, eventUrl, [...plain, { floor: 3, plan: 'secret plan' }])
  const event = await known(one, drawn, 6)
  expect(event).toMatchObject({ eventFlowId: drawn.oneId, cardId: 'return', versionNumber: 1, leftOut: 1 })
  expect(said(event)).toEqual(['missing Body.name open', 'new Body.plan open'])
  expect(event.findings.map(({ example }) => example)).toEqual(
    ['missing', 'new'].map(() => ({ deliveryId: ids.at(-1), flowId }))
  )
  expect(JSON.stringify(event)).not.toContain('secret')
  const about = {
    kind: 'drift-found',
    eventFlowId: drawn.oneId,
    why: 'Body.name is missing, Body.plan is new.'
  }
  expect(await alertsOf(one)).toMatchObject([{ about, count: 1, ownerId: null }])
  expect(one.logged).toContain('The data of an event differs from its declared outputs.')
})

test('the alert about drift names what is known now, the newest first', async () => {
  const { one, drawn, eventUrl } = await open()
  await arrive(one, eventUrl, [...plain, { name: 'Ada', floor: 3, plan: 'small' }])
  await known(one, drawn, 6)
  await arrive(one, eventUrl, [{ name: ['Ada'], floor: 3 }])
  await known(one, drawn, 7)
  const why = 'Body.name does not fit, Body.plan is new.'
  expect(await alertsOf(one)).toMatchObject([{ about: { kind: 'drift-found', why }, count: 2 }])
})

// review: services 15
test('a test call of the service after a registration is no drift, and the same body later is drift', async () => {
  const { one, drawn } = await open()
  const floor = {
    id: 'floor',
    label: 'Floor',
    fieldType: 'text-field',
    dataType: oneOf('number'),
    required: false
  }
  const takeFloor = withCard('return', ({ config, inputs }) => {
    const { groups } = z
      .looseObject({ groups: z.array(z.looseObject({ fields: z.array(z.any()) })) })
      .parse(config)
    return {
      config: { ...config, groups: groups.map(group => ({ ...group, fields: [...group.fields, floor] })) },
      inputs: { ...inputs, floor: pill('event', 'body', ['floor']) }
    }
  })
  await changeFlow(one.backend, drawn.oneId, takeFloor)
  const next = { ...drawn, versionId: await deployNext(one.backend, drawn) }
  const { eventUrl } = await turnOn(one, await addNotifyingFlow(one.backend, next, 'one'))
  const ping = { zen: 'Keep it simple.', hook: { id: 7, events: ['user.created'] } }
  await arrive(one, eventUrl, [ping, { name: 'Ada', floor: 3 }])
  expect((await known(one, drawn, 1)).findings).toEqual([])
  expect(await alertsOf(one)).toEqual([])

  one.moveClock(HOUR)
  await arrive(one, eventUrl, [ping])
  expect(said(await known(one, drawn, 2))).toEqual(['missing Body.name open', 'missing Body.floor open'])
})

test('each record is checked for drift in Run mode', async () => {
  const { one, drawn, eventUrl } = await open('list')
  await arrive(one, eventUrl, [[{ name: 'Ada' }, { name: ['Ben'] }]])
  expect(said(await known(one, drawn, 1))).toEqual(['unfit Record.name open'])
})

test('ignored drift stays ignored until a person undoes that, in the next version too', async () => {
  const { one, drawn, eventUrl } = await open()
  await arrive(one, eventUrl, [...plain, { name: 'Ada', plan: 'Pro' }])
  const [finding] = (await known(one, drawn, 6)).findings
  const params = { eventFlowId: drawn.oneId, key: finding?.key ?? '', by: 'mia' }
  await one.backend.drift.ignore({ ...params, ignored: true })
  const [ignored] = (await known(one, drawn, 6)).findings
  expect(ignored).toMatchObject({ isOpen: false, ignored: { by: 'mia' } })
  await one.backend.drift.ignore({ ...params, ignored: false })
  expect((await known(one, drawn, 6)).findings[0]).toMatchObject({ isOpen: true, ignored: null })
  await expect(
    one.backend.drift.ignore({ ...params, eventFlowId: one.effects.newId(), ignored: true })
  ).rejects.toMatchObject({ code: 'flow.gone' })
})

test('drift that the draft handles is settled', async () => {
  const { one, drawn, eventUrl } = await open()
  await arrive(one, eventUrl, [{ nick: 'ada' }, { name: { first: 'Ada' } }])
  expect(said(await known(one, drawn, 2))).toEqual(['missing Body.name closed', 'unfit Body.name open'])
  const { flow } = await one.backend.flows.get(drawn.oneId)
  const unmapped = applyEdit(flow.doc, { kind: 'bind', card: 'return', field: 'name', binding: null })
  if (!unmapped.ok) throw new Error(unmapped.why)
  await one.backend.flows.save(drawn.oneId, { ...flow, doc: unmapped.flow }, flow.draftNo)
  expect((await known(one, drawn, 2)).findings.map(({ isSettled }) => isSettled)).toEqual([true, true])
})

test('the newest deliveries of a flood are checked, and erased ones are not', async () => {
  const timers = holdTimers()
  const { one, drawn, flowId, eventUrl } = await open('one', { effects: timers.around })
  const { flow } = await one.backend.flows.get(flowId)
  // However slow the machine is, nothing is looked at before all have run.
  timers.hold()
  const ids = await Promise.all(Array.from({ length: 60 }, () => deliver(one, eventUrl, { name: 'Ada' })))
  for (const each of ids) await hasRun(one, each)
  await one.backend.flows.save(flowId, { ...flow, saveAll: false }, flow.draftNo)
  // Writes resolve in order, so the watch now knows all 60 as soon as what rests on them has gone on.
  await new Promise(setImmediate)
  timers.release()
  expect((await known(one, drawn, 20)).findings).toEqual([])
  const id = await deliver(one, eventUrl, { nick: 'ada' })
  await pollUntil(
    () => one.store.deliveries.find(id),
    found => found?.arrival === null
  )
  one.moveClock(MINUTE)
  await arrive(one, eventUrl, [])
  expect((await known(one, drawn, 20)).findings).toEqual([])
})

test('two processes that check at the same time lose no drift', async () => {
  const timers = holdTimers()
  const { one, drawn, flowId, eventUrl } = await open('one', { effects: timers.around })
  timers.hold()
  const ids = await arrive(one, eventUrl, [...plain, { floor: 3 }])
  const { store, effects } = one
  const loadedRevisions = createLoadedRevisions({ store, specs: cardSpecs })
  const event = { versionId: drawn.versionId, eventFlowId: drawn.oneId }
  const look = (some: Id[]) =>
    checkDeliveries(
      { store, specs: cardSpecs, loadedRevisions, effects },
      event,
      some.map(deliveryId => ({ deliveryId, flowId }))
    )
  await Promise.all([look(ids.slice(0, 3)), look(ids.slice(3))])
  const [found] = await one.backend.drift.ofConnector(drawn.connectorId)
  expect(found?.looked).toBe(6)
  expect(found?.findings.map(nameOfDriftPlace)).toEqual(['Body.name'])
})

test('known drift is kept over a restart', async () => {
  const { one, drawn, eventUrl, folder } = await open()
  await arrive(one, eventUrl, [{ nick: 'ada' }])
  const event = await known(one, drawn, 1)
  await one.backend.stop()
  await one.crash()
  const again = await openBackend(folder)
  onTestFinished(again.crash)
  expect(await again.backend.drift.ofConnector(drawn.connectorId)).toEqual([event])
})

test('a user sees missing places, but not new ones', async () => {
  const { one, drawn, flowId, eventUrl } = await open()
  await arrive(one, eventUrl, [...plain, { plan: 'Pro' }])
  const [missing] = (await known(one, drawn, 6)).findings
  const lineOf = async () =>
    (await one.backend.userFlows.why(flowId)).find(({ place }) => place === 'request')
  expect(await lineOf()).toMatchObject({
    tone: 'warn',
    why: expect.stringMatching(/^Body\.name is no longer sent, so “Name” is empty\. Ask the maker/)
  })
  const params = { eventFlowId: drawn.oneId, key: missing?.key ?? '', by: 'mia' }
  await one.backend.drift.ignore({ ...params, ignored: true })
  expect(await lineOf()).toMatchObject({ tone: 'ok', why: null })
})

test('places of redacted values count as present', async () => {
  const { one, drawn, flowId, eventUrl } = await open()
  await one.backend.keeping.redactFlow(flowId, ['body.name', 'body.plan'])
  await arrive(one, eventUrl, [...plain, { name: 'Ada', plan: { name: 'Pro' } }])
  expect((await known(one, drawn, 6)).findings).toEqual([])
})

test('a single delivery shows which of its outputs did not fit, and the received type', async () => {
  const { one, eventUrl } = await open()
  const [fits, unfit] = await arrive(one, eventUrl, [{ name: 7 }, { name: ['Ada', 'Ben'] }])
  expect((await one.backend.deliveries.open(fits ?? '')).outputs?.unfit).toEqual([])
  expect((await one.backend.deliveries.open(unfit ?? '')).outputs?.unfit).toEqual([
    { id: 'name', seen: listOf('text') }
  ])
})
