import { blankReceiving, MINUTE, type Receiving } from '@hookwright/model'
import { aHandshake } from '@hookwright/model/testing'
import { expect, onTestFinished, test } from 'vitest'
import type { ServiceClient } from '../kernel/effects.ts'
import type { EventAnswer } from '../subscription-cache/answers.ts'
import { drawConnector } from '../testing/draw.ts'
import { makeFolder, openBackend, type TestBackend } from '../testing/open-backend.ts'
import { pollUntil } from '../testing/poll-until.ts'
import { sendTo } from '../testing/send.ts'
import type { DryRunInput } from './dry-runs.ts'

const json = (status = 200, body: unknown = {}) => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body)
})

const open = async (client: ServiceClient = async () => json(), receiving?: Receiving, lists = false) => {
  const { folder, remove } = makeFolder()
  let opened: TestBackend = await openBackend(folder, client)
  onTestFinished(async () => {
    await opened.crash()
    remove()
  })
  const { connectorId } = await drawConnector(opened.backend, {
    registers: true,
    lists,
    ...(receiving !== undefined && { receiving })
  })
  const flows = await opened.backend.flows.list(connectorId)
  const idOf = (name: string) => flows.find(flow => flow.name === name)?.id ?? ''
  const registration = { flowId: idOf('Register'), inputs: {} }
  const deregistration = { flowId: idOf('Deregister'), inputs: {} }
  const listing = { flowId: idOf('Ask'), inputs: {} }
  const params = {
    connectorId,
    connectionId: null,
    registration,
    deregistration,
    listing: null,
    receiving: blankReceiving
  }
  return {
    given: params,
    listing,
    now: () => opened,
    orphans: () => opened.store.orphans.list(),
    run: async (over: Partial<DryRunInput> = {}) => {
      const { dryRuns } = opened.backend.subscriptions
      const id = await dryRuns.begin({ ...params, ...over })
      return pollUntil(
        () => dryRuns.progress(id),
        ({ ended }) => ended !== null
      )
    },
    reopen: async () => {
      await opened.crash()
      opened = await openBackend(folder, client)
    }
  }
}

test('a dry run registers and deregisters card by card, and leaves nothing behind', async () => {
  const { run, orphans, now } = await open()
  const came = await run()
  expect(came.ended).toEqual({ is: 'removed', fault: null })
  expect(came.registration?.flowName).toBe('Register')
  expect(came.registration?.lines).toContainEqual(
    expect.objectContaining({ status: 'succeeded', requests: [expect.objectContaining({ status: 200 })] })
  )
  expect(came.deregistration?.lines.map(({ status }) => status)).not.toContain('waiting')
  expect(now().sent.map(({ method }) => method)).toEqual(['POST', 'DELETE'])
  expect(await orphans()).toMatchObject([
    { status: { is: 'removed' }, reason: 'A dry run removed this registration.' }
  ])
})

/**
 * Receiving rules of a service that verifies the Event URL during registration with a secret, and signs with
 * that secret afterwards.
 */
const askingBack: Receiving = {
  ...blankReceiving,
  verify: [
    {
      id: 'sign',
      algorithm: 'token',
      key: { from: 'captured', name: 'hook_secret', decode: 'text' },
      signature: { from: 'header', name: 'x-token', split: '', prefix: '', encoding: 'text' },
      content: '',
      time: null,
      also: []
    }
  ],
  handshake: [
    aHandshake({
      capture: [{ name: 'hook_secret', value: '{header.x-hook-secret}' }],
      respond: {
        status: 204,
        headers: [{ name: 'x-hook-secret', value: '{header.x-hook-secret}' }],
        body: { is: 'empty' }
      }
    })
  ]
}

test('the Event URL of a dry run answers as during a registration, and is gone after the dry run', async () => {
  const told: EventAnswer[] = []
  let eventUrl = ''
  const context = await open(async request => {
    const url = String(request.body).match(/https\S+?h[A-Za-z0-9_-]{43}/)?.[0]
    if (url !== undefined) {
      eventUrl = url
      for (const header of [
        ['x-hook-secret', 'sesame'],
        ['x-token', 'sesame'],
        ['x-token', 'guessed'],
        ['x-hook-secret', 'another']
      ]) {
        told.push(await sendTo(context.now(), url, { text: '{}', headers: header }))
      }
    }
    return json()
  })
  const ran = await context.run({ receiving: askingBack })
  expect(told.map(({ status }) => status)).toEqual([204, 202, 401, 401])
  expect(told[0]).toMatchObject({
    headers: expect.arrayContaining([{ name: 'x-hook-secret', value: 'sesame' }])
  })
  expect(ran.came).toEqual({ arrived: 4, handshakes: 1, refused: 2 })
  expect(await sendTo(context.now(), eventUrl, { text: '{}', headers: [] })).toMatchObject({
    fault: { code: 'event-url.unknown' }
  })
  expect(await context.now().store.deliveries.list({ limit: 9 })).toMatchObject({ rows: [] })
})

test('a secret of the dry run is passed to the registration flow, and verifies requests', async () => {
  const signed: Receiving = {
    ...blankReceiving,
    verify: askingBack.verify.map(scheme => ({ ...scheme, key: { from: 'generated', decode: 'text' } }))
  }
  const told: EventAnswer[] = []
  const context = await open(async request => {
    const [url, secret] = String(request.body).split(' ')
    if (url !== undefined && secret !== undefined) {
      told.push(await sendTo(context.now(), url, { text: '{}', headers: ['x-token', secret] }))
    }
    return json()
  }, signed)
  expect((await context.run({ receiving: signed })).ended).toMatchObject({ is: 'removed' })
  expect(told).toMatchObject([{ status: 202 }])
})

test('a refusal of the service is shown, with no cleanup needed', async () => {
  const { run, orphans } = await open(async () => json(403))
  const came = await run()
  expect(came.ended).toMatchObject({ is: 'refused', fault: { code: 'http.status' } })
  expect(came.deregistration).toBeNull()
  expect(await orphans()).toMatchObject([{ status: { is: 'removed' } }])
})

test('a registration that could not be removed stays listed, and can be removed later', async () => {
  let status = 500
  const { run, orphans, now } = await open(async ({ method }) => json(method === 'DELETE' ? status : 200))
  expect((await run()).ended).toMatchObject({ is: 'left', fault: { code: 'http.status' } })
  const [left] = await orphans()
  expect(left).toMatchObject({ status: { is: 'open' }, removable: true })
  status = 200
  expect(await now().backend.subscriptions.orphans.remove(left?.id ?? '')).toBeNull()
  expect((await run({ deregistration: null })).ended).toMatchObject({
    is: 'left',
    fault: { code: 'dry-run.no-deregistration' }
  })
})

test('a lost answer and the end of the process leave a cleanup entry', async () => {
  let hangs = false
  const {
    run,
    orphans,
    given: params,
    now,
    reopen
  } = await open(async () => {
    if (hangs) return new Promise(() => {})
    throw new Error('The connection was reset.')
  })
  expect((await run()).ended?.is).toBe('left')
  hangs = true
  const id = await now().backend.subscriptions.dryRuns.begin(params)
  await pollUntil(
    () => now().sent.length,
    sent => sent === 2
  )
  await reopen()
  expect(await orphans()).toMatchObject([{ id, status: { is: 'open' } }, { status: { is: 'open' } }])
  await expect(now().backend.subscriptions.dryRuns.progress(id)).rejects.toThrow(
    'This dry run no longer exists'
  )
})

/**
 * Service that creates the registration but never answers, so its id is lost. The test looks for it with the
 * listing flow.
 */
const losing = () => {
  const made: string[] = []
  const removed: string[] = []
  const client: ServiceClient = async ({ method, body }, signal) => {
    if (method === 'POST') {
      made.push(String(body).match(/https\S+/)?.[0] ?? '')
      return new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason))
      })
    }
    if (method === 'DELETE') {
      removed.push('one')
      return json()
    }
    return json(
      200,
      made.map(url => ({ id: 'one', url }))
    )
  }
  return { client, made, removed }
}

// review: screens 8
test('a dry run that times out finds its registration with the list flow, and removes it', async () => {
  const service = losing()
  const context = await open(service.client, undefined, true)
  const { dryRuns } = context.now().backend.subscriptions
  const id = await dryRuns.begin({ ...context.given, listing: context.listing })
  await pollUntil(
    () => service.made.length,
    made => made === 1
  )
  context.now().moveClock((await dryRuns.progress(id)).limit)
  const ran = await pollUntil(
    () => dryRuns.progress(id),
    ({ ended }) => ended !== null
  )
  expect(ran.ended).toMatchObject({ is: 'found', fault: { code: 'registration.timed-out' } })
  expect(service.removed).toEqual(['one'])
  expect(await context.orphans()).toMatchObject([{ status: { is: 'removed' } }])
})

// review: screens 8
test('the registration of a dry run that a stop interrupted is looked up and removed at the next start', async () => {
  const service = losing()
  const context = await open(service.client, undefined, true)
  await context.now().backend.subscriptions.dryRuns.begin({ ...context.given, listing: context.listing })
  await pollUntil(
    () => service.made.length,
    made => made === 1
  )
  await context.reopen()
  expect(await context.orphans()).toMatchObject([{ status: { is: 'open' }, removable: true }])
  await context.now().backend.subscriptions.orphans.removeTrials()
  expect(service.removed).toEqual(['one'])
  expect(await context.orphans()).toMatchObject([{ status: { is: 'removed' } }])
})

// review: screens 8
test('a possible leftover of a dry run stays open until the service can no longer create it', async () => {
  const service = losing()
  const context = await open(service.client, undefined, true)
  const id = await context
    .now()
    .backend.subscriptions.dryRuns.begin({ ...context.given, listing: context.listing })
  await pollUntil(
    () => service.made.length,
    made => made === 1
  )
  await context.reopen()
  service.made.length = 0
  const { orphans } = context.now().backend.subscriptions
  expect(await orphans.remove(id)).toMatchObject({ code: 'orphan.not-listed' })
  expect(await context.orphans()).toMatchObject([{ id, status: { is: 'open' } }])
  context.now().moveClock(2 * MINUTE)
  expect(await orphans.remove(id)).toBeNull()
  expect(await context.orphans()).toMatchObject([{ id, status: { is: 'removed' } }])
  expect(service.removed).toEqual([])
})

// review: screens 2
test('a cancelled dry run ends at once, and its leftovers are listed', async () => {
  const service = losing()
  const context = await open(service.client)
  const { dryRuns } = context.now().backend.subscriptions
  const id = await dryRuns.begin(context.given)
  await pollUntil(
    () => service.made.length,
    made => made === 1
  )
  await dryRuns.cancel(id)
  const ran = await pollUntil(
    () => dryRuns.progress(id),
    ({ ended }) => ended !== null
  )
  expect(ran.ended).toMatchObject({ is: 'left', fault: { code: 'dry-run.cancelled' } })
  expect(await context.orphans()).toMatchObject([{ id, status: { is: 'open' } }])
})

test('a dry run with flows or connections of others is refused', async () => {
  const { run, given: params } = await open()
  const other = { flowId: crypto.randomUUID(), inputs: {} }
  await expect(run({ registration: other })).rejects.toMatchObject({ code: 'flow.gone' })
  await expect(run({ ...params, connectorId: crypto.randomUUID() })).rejects.toMatchObject({
    code: 'connector.gone'
  })
})
