import { blankReceiving, DAY, HOUR, type Id } from '@hookwright/model'
import { expect, test } from 'vitest'
import type { ServiceClient } from '../kernel/effects.ts'
import { addNotifyingFlow, drawConnector } from '../testing/draw.ts'
import { turnOn } from '../testing/event.ts'
import { openForTest, type TestBackend } from '../testing/open-backend.ts'
import { plainScrubber } from '../testing/plain-scrubber.ts'
import { pollUntil } from '../testing/poll-until.ts'

// review: cores A10

const SECRET = 'whsec_CANARY0123456789abcdef'

interface Service {
  /** Time at which a registration expires at the service. */
  expiresAt: () => number
  /** Response status of each DELETE request. */
  removal: number
}

const serviceOf =
  (service: Service): ServiceClient =>
  async ({ method, url }) => {
    const headers = { 'content-type': 'application/json' }
    const expiresAt = new Date(service.expiresAt()).toISOString()
    if (method === 'DELETE') return { status: service.removal, headers, body: '{}' }
    if (method === 'GET') {
      const listed = {
        id: 'hook 9',
        secret: SECRET,
        url: `https://hooks.acme-hr.example/e/1${'a'.repeat(43)}`
      }
      return { status: 200, headers, body: JSON.stringify([listed]) }
    }
    const created = { id: 'hook 1', secret: SECRET, expiresAt }
    return {
      status: 200,
      headers,
      body: JSON.stringify(method === 'POST' && url === '/hooks' ? created : { expiresAt })
    }
  }

const open = async () => {
  const service: Service = { expiresAt: () => 0, removal: 200 }
  const one = await openForTest(
    serviceOf(service),
    {},
    {
      effects: effects => ({
        ...effects,
        scrubber: (secrets, mark) => plainScrubber(secrets.filter(Boolean), mark)
      })
    }
  )
  service.expiresAt = () => one.clock() + DAY
  return { one, service }
}

/** Returns the kinds of attempts whose stored run or fault contains the secret. */
const leaks = async ({ store }: TestBackend, subscriptionId: Id): Promise<string[]> => {
  const attempts = await store.subscriptions.attemptsOf(subscriptionId)
  const rows = await Promise.all(
    attempts.map(async attempt => [attempt, attempt.runId && (await store.runs.find(attempt.runId))] as const)
  )
  return rows.flatMap(row => (JSON.stringify(row).includes(SECRET) ? [row[0].kind] : []))
}

const kindsOf = async ({ store }: TestBackend, subscriptionId: Id): Promise<string[]> =>
  (await store.subscriptions.attemptsOf(subscriptionId)).map(({ kind, outcome }) => `${kind} ${outcome}`)

test('Registration Data appears in no trace of registration, renewal, deregistration or cleanup, and on no page', async () => {
  const { one, service } = await open()
  const { backend, store } = one
  const drawn = await drawConnector(backend, { registers: true, renews: true, captures: true })
  const flowId = await addNotifyingFlow(backend, drawn, 'one')
  const { subscriptionId } = await turnOn(one, flowId)
  await pollUntil(
    () => store.subscriptions.find(subscriptionId),
    row => (row?.renewAt ?? null) !== null
  )
  one.moveClock(19 * HOUR)
  await pollUntil(
    () => kindsOf(one, subscriptionId),
    kinds => kinds.includes('renewal succeeded')
  )
  service.removal = 500
  await backend.subscriptions.switchOff(flowId)
  const [entry] = await pollUntil(
    () => backend.subscriptions.cleanupEntries(),
    entries => entries.length === 1
  )
  await backend.subscriptions.retryCleanupEntry(entry?.id ?? '')
  expect(new Set((await kindsOf(one, subscriptionId)).map(kind => kind.split(' ')[0]))).toEqual(
    new Set(['registration', 'renewal', 'deregistration', 'cleanup'])
  )
  expect(await leaks(one, subscriptionId)).toEqual([])
  expect(JSON.stringify(await backend.registrations.open(subscriptionId))).not.toContain(SECRET)
  expect(JSON.stringify(await backend.subscriptions.cleanupEntries())).not.toContain(SECRET)
})

test('Registration Data appears in no trace of undoing a cancelled registration', async () => {
  const { one } = await open()
  const { backend } = one
  const drawn = await drawConnector(backend, {
    registers: true,
    proves: true,
    asks: true,
    captures: true
  })
  const flowId = await addNotifyingFlow(backend, drawn, 'one')
  const { id } = await backend.subscriptions.switchOn(flowId)
  await pollUntil(
    () => one.sent,
    sent => sent.some(({ url }) => url.endsWith('/ping'))
  )
  await backend.subscriptions.switchOff(flowId)
  await pollUntil(
    () => kindsOf(one, id),
    kinds => kinds.includes('compensation succeeded')
  )
  expect(await kindsOf(one, id)).toEqual(
    expect.arrayContaining([expect.stringMatching(/^probe/), 'compensation succeeded'])
  )
  expect(await leaks(one, id)).toEqual([])
})

test('Registration Data appears in no trace of listing registrations and removing orphans', async () => {
  const { one, service } = await open()
  const { backend, store } = one
  const drawn = await drawConnector(backend, { registers: true, lists: true, captures: true })
  const flowId = await addNotifyingFlow(backend, drawn, 'one')
  const { subscriptionId } = await turnOn(one, flowId)
  await backend.subscriptions.compare(flowId)
  const [orphan] = await backend.subscriptions.orphans.list()
  service.removal = 403
  expect(await backend.subscriptions.orphans.remove(orphan?.id ?? '')).not.toBeNull()
  expect(await leaks(one, subscriptionId)).toEqual([])
  const runs = await store.runs.list({ scope: {}, limit: 50 })
  expect(runs.rows.length).toBeGreaterThan(2)
  const opened = await Promise.all(runs.rows.map(({ id }) => store.runs.find(id)))
  expect(JSON.stringify(opened)).not.toContain(SECRET)
  expect(JSON.stringify(await backend.subscriptions.orphans.list())).not.toContain(SECRET)
})

test('Registration Data appears in no line of a dry run', async () => {
  const { one, service } = await open()
  const { backend } = one
  const { connectorId } = await drawConnector(backend, { registers: true, captures: true })
  const flows = await backend.flows.list(connectorId)
  const idOf = (name: string) => flows.find(flow => flow.name === name)?.id ?? ''
  service.removal = 500
  const { dryRuns } = backend.subscriptions
  const id = await dryRuns.begin({
    connectorId,
    connectionId: null,
    registration: { flowId: idOf('Register'), inputs: {} },
    deregistration: { flowId: idOf('Deregister'), inputs: {} },
    listing: null,
    receiving: blankReceiving
  })
  const progress = await pollUntil(
    () => dryRuns.progress(id),
    ({ ended }) => ended !== null
  )
  expect(progress.ended).toMatchObject({ is: 'left' })
  expect(JSON.stringify(progress)).not.toContain(SECRET)
  expect(JSON.stringify(await one.store.orphans.list())).not.toContain(SECRET)
})
