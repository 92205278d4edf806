import { cpSync } from 'node:fs'
import { blankReceiving, type Id, type JsonObject, literal, pill, text } from '@hookwright/model'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { card, drawFlow, field } from '../seed/draw-flow.ts'
import type { Api } from '../testing/api-client.ts'
import { bundle } from '../testing/bundle.ts'
import { startBundle } from '../testing/child.ts'
import { findFreePort } from '../testing/free-port.ts'
import { openServer, type TestServer, variablesFor } from '../testing/open-server.ts'
import { overHttp } from '../testing/over-http.ts'
import { addFlow, turnOn } from '../testing/switch.ts'
import { makeTempFolder } from '../testing/temp-folder.ts'
import { waitFor } from '../testing/wait-for.ts'
import { finishedEffects, runsIn } from './look-into-file.ts'
import { type RunPoint, runPoints } from './points.ts'
import { openRememberingService, type RecordedCall } from './remembering-service.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Number of kills at each fault point. */
    rounds: number
  }
}

/*
 * A server that is killed inside runs, at each labelled point, again and again: finished effects are not done again, the
 * one in flight keeps its idempotency key and what it says, and all runs end. Each delivery is a list of two records; the
 * run of each draws the time, tells the service once, waits, tells it again (which it has no time for at first), tells it of
 * three items from a helper flow, tells it what it refuses and continues with a value, and runs an action that tells it
 * twice; the second of these fails at first and is retried by the error policy of the action card.
 */

const RECORDS = 2
const ITEMS = ['x', 'y', 'z']
/**
 * Number of effects for each record: `one`, `two`, one per item, one that is refused, and two of the action.
 */
const EFFECTS = 2 + ITEMS.length + 1 + 2

const tell = (id: string, url: string, body: ReturnType<typeof text>, config: JsonObject = {}) =>
  card('raw-request', id, {
    config: { method: 'POST', authenticate: false, expectJson: false, retry: 'always', ...config },
    inputs: { url: literal(url), body }
  })

/** Error setting of a card: after a failure, the run continues with another status code. */
const continued: JsonObject = { onError: { after: { kind: 'continue', values: { statusCode: 418 } } } }

/** Error setting of a card: at most two retries, after any failure. */
const retried: JsonObject = {
  onError: {
    retry: { times: 2, delaySeconds: 1, on: { kind: 'any' }, repeatsUnsafe: true },
    after: { kind: 'stop' }
  }
}

const helperOf = (service: string) =>
  drawFlow(
    card('helper-flow', 'start', { config: { inputs: [field('who', 'Who')] } }),
    tell('item', `${service}/item`, text('item ', pill('start', 'who')))
  )

/** Creates an action that sends its input to the service twice. */
const actionOf = (service: string) =>
  drawFlow(
    card('action', 'start', {
      config: { options: [], groups: [{ id: 'all', name: 'All', fields: [field('who', 'Who')] }] }
    }),
    tell('first', `${service}/first`, text('first ', pill('start', 'who'))),
    tell('second', `${service}/second`, text('second ', pill('start', 'who'))),
    card('return-outputs', 'return', {
      config: { groups: [{ id: 'all', name: 'All', fields: [field('done', 'Done')] }], runMode: false },
      inputs: { done: pill('start', 'who') }
    })
  )

const drawAll = async (api: Api, service: string): Promise<Id> => {
  const { id: connectorId } = await api.connectors.create.mutate({ name: 'Acme HR' })
  const doc = drawFlow(
    card('webhook-event', 'event', {
      config: {
        options: [],
        registrationFlowId: null,
        deregistrationFlowId: null,
        receiving: blankReceiving
      }
    }),
    card('return-outputs', 'return', {
      config: { groups: [{ id: 'person', name: 'Person', fields: [field('name', 'Name')] }], runMode: true },
      inputs: { list: pill('event', 'body'), name: pill('return', 'record', ['name']) }
    })
  )
  const { id: eventFlowId } = await api.makerFlows.create.mutate({ connectorId, name: 'People', doc })
  const { id: actionFlowId } = await api.makerFlows.create.mutate({
    connectorId,
    name: 'Tell twice',
    doc: actionOf(service)
  })
  const { id: versionId } = await api.versions.create.mutate({ connectorId })
  await api.versions.deploy.mutate({ versionId })
  const helperId = await addFlow(api, 'Tell of an item', helperOf(service))
  const deployed = { connectorId, versionId, eventFlowId, connectionId: null, runMode: 'each' }
  return addFlow(
    api,
    'Tell',
    drawFlow(
      card('connector-event', 'event', { config: deployed }),
      card('now', 'now'),
      tell('one', `${service}/one`, text(pill('event', 'name'), ' at ', pill('now', 'output'))),
      card('wait-for', 'wait', { config: { unit: 'seconds' }, inputs: { amount: literal(0.2) } }),
      card('now', 'then'),
      tell('two', `${service}/two`, text(pill('event', 'name'), ' at ', pill('then', 'output'))),
      card('for-each', 'each', {
        config: { flowId: helperId },
        inputs: { 'each.list': literal(ITEMS), who: pill('each', 'item') }
      }),
      tell('refused', `${service}/refused`, text('refused ', pill('event', 'name')), continued),
      card('connector-action', 'act', {
        config: { connectorId, versionId, actionFlowId, connectionId: null, ...retried },
        inputs: { who: text(pill('event', 'name'), ' ', pill('refused', 'statusCode')) }
      })
    )
  )
}

const entry = await bundle(new URL('../testing/server-with-run-kill-points.ts', import.meta.url))

/** Stopped server with the active flow. The flow calls a service at a fixed address. */
let prepared: TestServer
let eventPath: string
let service: Awaited<ReturnType<typeof openRememberingService>>
beforeAll(async () => {
  service = await openRememberingService()
  prepared = await openServer({ variables: { HOOKWRIGHT_OUTBOUND_ALLOW: service.url } })
  const flowId = await drawAll(prepared.api, service.url)
  const { eventUrl } = await turnOn(prepared.api, flowId)
  eventPath = new URL(eventUrl).pathname
  await prepared.close()
})
afterAll(async () => {
  await prepared?.remove()
  await service?.close()
})

const start = async (point: RunPoint | 'never', pass: number, variables: Record<string, string>) => {
  const child = startBundle(entry, { args: [point, String(pass)], env: variables })
  const line = await child.firstLine
  const url = typeof line === 'object' && line !== null && 'url' in line ? String(line.url) : ''
  return { child, url }
}

/** Fault points that the runs of one delivery pass once. */
const passedOnce: RunPoint[] = ['spread']

const rounds = Array.from({ length: inject('rounds') }, (_, round) => round + 1)

describe.each(runPoints)('killed at %s', point => {
  test.each(rounds)('in round %s: no finished effect is done again, and all ends', async round => {
    const { folder, remove } = makeTempFolder()
    cpSync(prepared.dataFolder, folder, { recursive: true })
    const port = String(await findFreePort())
    const variables = variablesFor(folder, { PORT: port, HOOKWRIGHT_OUTBOUND_ALLOW: service.url })
    service.seen.length = 0
    // Each round is killed a little later, where a delivery comes by more than once.
    const pass = passedOnce.includes(point) ? 1 : 1 + ((round - 1) % 2)
    const { child, url } = await start(point, pass, variables)
    let asked = 0
    service.onAsked(() => {
      if (point === 'in-flight' && ++asked === round) child.send('SIGKILL')
    })
    const body = JSON.stringify([{ name: 'Ada' }, { name: 'Bo' }])
    const headers = { 'content-type': 'application/json' }
    // The server may be killed before it answers.
    await overHttp(`${url}${eventPath}`, { method: 'POST', headers, body }).catch(() => {})
    expect(await child.ended).toMatchObject({ signal: 'SIGKILL' })
    service.onAsked(() => {})

    const finished = finishedEffects(folder)
    const before = service.seen.length
    const again = await start('never', 1, variables)
    await waitFor(
      () => runsIn(folder),
      ({ isAtRest }) => isAtRest,
      60_000
    )
    again.child.send('SIGKILL')
    await again.child.ended
    expect(runsIn(folder).byStatus).toEqual({ succeeded: 1 + RECORDS })

    const repeated = service.seen.slice(before).filter(({ key }) => finished.has(key))
    expect(repeated).toEqual([])
    const byKey = groupsOf(service.seen)
    expect(byKey.size).toBe(RECORDS * EFFECTS)
    for (const [, all] of byKey) {
      expect(new Set(all.map(one => one.body)).size).toBe(1)
      // One that was in progress is done once more, and so is one that was not heard of before the kill.
      expect(takenOf(all)).toBeLessThanOrEqual(2)
      expect(takenOf(all)).toBeGreaterThanOrEqual(1)
    }
    // Two records may be on their way at a time, while one of them waits; each has one effect in flight.
    const doubled = [...byKey].flatMap(([key, all]) => (takenOf(all) > 1 ? [runOf(key)] : []))
    expect(doubled).toHaveLength(new Set(doubled).size)
    remove()
  })
})

/** Returns the id of an effect's run, which is the beginning of the idempotency key. */
const runOf = (key: string): string => key.slice(0, 36)

const groupsOf = (seen: RecordedCall[]): Map<string, RecordedCall[]> => {
  const groups = new Map<string, RecordedCall[]>()
  for (const one of seen) groups.set(one.key, [...(groups.get(one.key) ?? []), one])
  return groups
}

/** Counts the requests with a final response, accepted or refused. */
const takenOf = (all: RecordedCall[]): number =>
  all.filter(({ status }) => status === 200 || status === 404).length
