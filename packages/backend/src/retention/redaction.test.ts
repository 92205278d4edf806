import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Fault, type Id, type Receiving } from '@hookwright/model'
import { beforeEach, describe, expect, test } from 'vitest'
import { addNotifyingFlow, drawConnector } from '../testing/draw.ts'
import { deliver, turnOn } from '../testing/event.ts'
import { acceptingService, openBackend, type TestBackend, testFolder } from '../testing/open-backend.ts'
import { plainScrubber } from '../testing/plain-scrubber.ts'
import { pollUntil } from '../testing/poll-until.ts'

let folder: string
beforeEach(() => {
  folder = testFolder()
})

const scrubbing = { effects: (effects: TestBackend['effects']) => ({ ...effects, scrubber: plainScrubber }) }
const open = (service = acceptingService) => openBackend(folder, service, {}, scrubbing)

const doneOf = ({ backend }: TestBackend, id: Id) =>
  pollUntil(
    () => backend.deliveries.open(id),
    ({ status, runs }) =>
      status.is === 'done' && runs.every(run => run.status.is !== 'queued' && run.status.is !== 'running')
  )

const bodyOf = async ({ backend }: TestBackend, id: Id): Promise<string> =>
  Buffer.from((await backend.deliveries.get(id)).arrival?.body ?? '').toString()

/** Returns the files of the store that contain a text. */
const filesWith = (text: string): string[] =>
  readdirSync(folder).filter(name => readFileSync(join(folder, name)).includes(text))

test('a value is used by the run, and is then absent from all stored data of the delivery', async () => {
  const one = await open()
  const flowId = await addNotifyingFlow(one.backend, await drawConnector(one.backend), 'one')
  await one.backend.keeping.redactFlow(flowId, ['body.name'])
  const { eventUrl } = await turnOn(one, flowId)
  const id = await deliver(one, eventUrl, { name: 'Ada Canary', team: 'Sales' })
  const opened = await doneOf(one, id)
  expect(one.sent.at(-1)?.body).toBe('Ada Canary')
  expect(JSON.parse(await bodyOf(one, id))).toEqual({ name: '[redacted]', team: 'Sales' })
  expect(opened.redaction).toEqual(['body.name'])
  expect(opened.arrival).toMatchObject({ bodyKept: true, body: { name: '[redacted]' } })
  expect(opened.noReplay).toContain('some of its values were redacted')
  await expect(one.backend.deliveries.replay(id, { on: 'newest', effects: true })).rejects.toMatchObject({
    code: 'delivery.cannot-replay'
  })
  const run = await one.backend.runs.get(id)
  expect(run.steps?.[0]?.outputs).toMatchObject({ name: '[redacted]' })
  const shown = JSON.stringify([
    opened,
    run,
    await one.backend.runs.open(id),
    await one.backend.deliveries.signAnew(id),
    await one.backend.testEvents.draft(flowId),
    await one.backend.deliveries.list({ sought: [{ text: 'Canary' }], limit: 9 })
  ])
  expect(shown).not.toContain('Canary')
  expect(one.logged.join()).not.toContain('Canary')
  await one.crash()
})

test('a waiting delivery is shown without the value, and cannot be found by it', async () => {
  const one = await open()
  const flowId = await addNotifyingFlow(one.backend, await drawConnector(one.backend), 'one')
  const { eventUrl } = await turnOn(one, flowId)
  await one.backend.subscriptions.pause(flowId, true)
  await one.backend.keeping.setRules({ ...(await one.backend.keeping.rules()), redaction: ['body.name'] })
  const id = await deliver(one, eventUrl, { name: 'Ada Canary' })
  expect(await bodyOf(one, id)).toBe('{"name":"[redacted]"}')
  const sought = await one.backend.deliveries.list({ sought: [{ text: 'Canary' }], limit: 9 })
  expect(sought.rows).toEqual([])
  await one.crash()

  // It is run with the value all the same, also after a stop.
  const two = await open()
  await two.backend.subscriptions.pause(flowId, false)
  await two.backend.recover()
  await doneOf(two, id)
  expect(two.sent.at(-1)?.body).toBe('Ada Canary')
  expect(await bodyOf(two, id)).toBe('{"name":"[redacted]"}')
  await two.crash()
  // Not even where the file has room again.
  expect(filesWith('Canary')).toEqual([])
})

test('the runs of a list’s records have the values until the last of them has ended', async () => {
  const asked: (() => void)[] = []
  const one = await open(
    request =>
      new Promise(resolve => {
        const answer = () => resolve({ status: 200, headers: {}, body: `Hello ${request.body}` })
        if (request.url === '/names') asked.push(answer)
        else answer()
      })
  )
  const flowId = await addNotifyingFlow(one.backend, await drawConnector(one.backend), 'list')
  await one.backend.keeping.redactFlow(flowId, ['body[*].name'])
  const { eventUrl } = await turnOn(one, flowId)
  const id = await deliver(one, eventUrl, [{ name: 'Ada Canary' }, { name: 'Bea Canary', left: 1 }])
  for (let times = 1; times <= 2; times++) {
    await pollUntil(
      () => asked.length,
      length => length === times
    )
    expect((await one.store.deliveries.find(id))?.delivery.redaction).toBe('due')
    expect(await bodyOf(one, id)).not.toContain('Canary')
    asked.at(-1)?.()
  }
  await pollUntil(
    () => one.store.deliveries.find(id),
    found => Array.isArray(found?.delivery.redaction)
  )
  expect(one.sent.map(({ body }) => body)).toEqual(['Ada Canary', 'Bea Canary'])
  expect(JSON.parse(await bodyOf(one, id))).toEqual([{ name: '[redacted]' }, { name: '[redacted]', left: 1 }])
  const { rows } = await one.backend.runs.list({ scope: { flowId }, limit: 9 })
  const runs = await Promise.all(rows.map(run => one.backend.runs.get(run.id)))
  expect(JSON.stringify(runs)).not.toContain('Canary')
  expect(JSON.stringify(runs)).toContain('Hello [redacted]')
  await one.crash()
})

test('a run that waits for a retry keeps its values, which are neither shown nor searchable', async () => {
  let status = 503
  const one = await open(async request => {
    if (status === 503) return { status, headers: {}, body: `Nobody answers for ${request.body}.` }
    return { status, headers: {}, body: '' }
  })
  const drawn = await drawConnector(one.backend)
  const flowId = await addNotifyingFlow(one.backend, drawn, 'one', null, { retry: 'always' })
  await one.backend.keeping.redactFlow(flowId, ['body.name'])
  const { eventUrl } = await turnOn(one, flowId)
  const id = await deliver(one, eventUrl, { name: 'Ada Canary' })
  await pollUntil(
    () => one.store.runs.find(id),
    run => run?.status.is === 'waiting'
  )
  expect(JSON.stringify(await one.store.runs.find(id))).toContain('Canary')
  const shown = [
    await one.backend.runs.get(id),
    await one.backend.runs.open(id),
    await one.backend.runs.list({ scope: { flowId }, limit: 9 }),
    await one.backend.deliveries.open(id)
  ]
  expect(JSON.stringify(shown)).not.toContain('Canary')
  expect(JSON.stringify(shown)).toContain('[redacted]')
  const found = await one.backend.runs.list({ scope: { flowId }, sought: [{ text: 'Canary' }], limit: 9 })
  expect(found.rows).toEqual([])
  status = 200
  await one.backend.recover()
  // On a busy machine its next try may have begun by itself.
  await one.backend.runs.goOn(id).catch(thrown => expect(thrown).toMatchObject({ code: 'run.not-suspended' }))
  await pollUntil(
    () => one.store.runs.find(id),
    run => run?.status.is === 'succeeded'
  )
  expect(one.sent.at(-1)?.body).toBe('Ada Canary')
  expect(JSON.stringify(await one.store.runs.find(id))).not.toContain('Canary')
  expect((await one.store.deliveries.find(id))?.delivery.redaction).toEqual(['body.name'])
  await one.crash()
})

/** Returns everything shown for a delivery and its first run, as one text. */
const formatShownData = async ({ backend }: TestBackend, id: Id): Promise<string> =>
  JSON.stringify([
    await backend.runs.get(id),
    await backend.runs.open(id),
    await backend.runs.list({ limit: 9 }),
    await backend.deliveries.open(id),
    await backend.deliveries.signAnew(id),
    await backend.deliveries.list({ limit: 9 })
  ])

/** Counts the deliveries and runs that a search for a text finds. */
const foundWith = async ({ backend }: TestBackend, text: string): Promise<number> => {
  const filter = { sought: [{ text }], limit: 9 }
  const [deliveries, runs] = [await backend.deliveries.list(filter), await backend.runs.list(filter)]
  return deliveries.rows.length + runs.rows.length
}

const rulesThatCome: [string, (one: TestBackend, flowId: Id) => Promise<void>][] = [
  ['its flow', ({ backend }, flowId) => backend.keeping.redactFlow(flowId, ['body.name'])],
  [
    'the installation',
    async ({ backend }) =>
      backend.keeping.setRules({ ...(await backend.keeping.rules()), redaction: ['body.name'] })
  ]
]

test.each(rulesThatCome)(
  'a new rule of %s hides the values of a waiting run at once, and the run continues with them',
  async (_, setRule) => {
    let isHeld = true
    const one = await open(async ({ method, body }) => {
      const held = { method, url: `/names/${body}`, why: 'it fails', until: one.clock() + 60_000 }
      if (isHeld) throw new Fault('http.held', held)
      return { status: 200, headers: {}, body: '' }
    })
    const flowId = await addNotifyingFlow(one.backend, await drawConnector(one.backend), 'one')
    const { eventUrl } = await turnOn(one, flowId)
    const id = await deliver(one, eventUrl, { name: 'Ada Canary' })
    await pollUntil(
      () => one.store.runs.find(id),
      run => run?.status.is === 'waiting'
    )
    expect(await foundWith(one, 'Canary')).toBe(2)
    await setRule(one, flowId)
    expect(await foundWith(one, 'Canary')).toBe(0)
    expect(await formatShownData(one, id)).not.toContain('Canary')
    isHeld = false
    await one.backend.recover()
    await one.backend.runs.goOn(id)
    await pollUntil(
      () => one.store.runs.find(id),
      run => run?.status.is === 'succeeded'
    )
    expect(one.sent.at(-1)?.body).toBe('Ada Canary')
    expect(JSON.stringify(await one.store.runs.find(id))).not.toContain('Canary')
    expect((await one.store.deliveries.find(id))?.delivery.redaction).toEqual(['body.name'])
    await one.crash()
    expect(filesWith('Canary')).toEqual([])
  }
)

test('a new rule hides the values of a delivery before its first run, until the rule is removed', async () => {
  const one = await open()
  const drawn = await drawConnector(one.backend)
  const flowId = await addNotifyingFlow(one.backend, drawn, 'one')
  const { eventUrl } = await turnOn(one, flowId)
  await one.backend.subscriptions.pause(flowId, true)
  const id = await deliver(one, eventUrl, { name: 'Ada Canary' })
  const other = await addNotifyingFlow(one.backend, drawn, 'one')
  await one.backend.keeping.redactFlow(other, ['body.name'])
  expect(await foundWith(one, 'Canary')).toBe(1)
  await one.backend.keeping.redactFlow(flowId, ['body.name'])
  expect(await foundWith(one, 'Canary')).toBe(0)
  expect(await bodyOf(one, id)).toBe('{"name":"[redacted]"}')
  await one.backend.keeping.redactFlow(flowId, [])
  await one.backend.subscriptions.pause(flowId, false)
  await doneOf(one, id)
  expect(one.sent.at(-1)?.body).toBe('Ada Canary')
  expect(await bodyOf(one, id)).toBe('{"name":"Ada Canary"}')
  await one.crash()
})

test('a new rule during a run applies to its end', async () => {
  let answer = (): void => {}
  const one = await open(
    request =>
      new Promise(resolve => {
        answer = () => resolve({ status: 200, headers: {}, body: `Hello ${request.body}` })
      })
  )
  const flowId = await addNotifyingFlow(one.backend, await drawConnector(one.backend), 'one')
  const { eventUrl } = await turnOn(one, flowId)
  const id = await deliver(one, eventUrl, { name: 'Ada Canary' })
  await pollUntil(
    () => one.sent.length,
    length => length === 1
  )
  await one.backend.keeping.redactFlow(flowId, ['body.name'])
  expect(await foundWith(one, 'Canary')).toBe(0)
  expect(await bodyOf(one, id)).toBe('{"name":"[redacted]"}')
  answer()
  await doneOf(one, id)
  expect(await formatShownData(one, id)).not.toContain('Canary')
  expect(JSON.stringify(await one.store.runs.find(id))).not.toContain('Canary')
  expect((await one.store.deliveries.find(id))?.delivery.redaction).toEqual(['body.name'])
  await one.crash()
})

describe('a multipart body that its event flow does not read', () => {
  const tell = async (xml: string) => {
    const one = await open()
    const drawn = await drawConnector(one.backend, { registers: false, nameIn: 'query' })
    const flowId = await addNotifyingFlow(one.backend, drawn, 'one')
    await one.backend.keeping.redactFlow(flowId, ['body.person.name'])
    const { eventUrl } = await turnOn(one, flowId)
    const bytes = Buffer.from(xml)
    const head = { method: 'POST', query: 'name=Ada+Canary', headers: [], contentType: 'application/xml' }
    const token = eventUrl.split('/').at(-1) ?? ''
    const preflight = await one.backend.deliveries.preflight(token, { ...head, size: bytes.length })
    if (preflight.is !== 'expected') throw new Error('Its body may come.')
    const id = (await preflight.accept(bytes)).deliveryId ?? ''
    return { one, id, opened: await doneOf(one, id) }
  }

  test('is searched for redacted values, wherever else they appear', async () => {
    const { one, id } = await tell('<person><name>Ada Canary</name></person>')
    expect(one.sent.at(-1)?.body).toBe('Ada Canary')
    expect(await formatShownData(one, id)).not.toContain('Canary')
    expect((await one.backend.runs.get(id)).steps?.[0]?.outputs).toMatchObject({ name: '[redacted]' })
    await one.crash()
  })

  test('is kept unchanged if it contains none of them', async () => {
    const xml = '<team><title>Sales</title></team>'
    const { one, id, opened } = await tell(xml)
    expect(await bodyOf(one, id)).toBe(xml)
    expect(opened.noReplay).toBeNull()
    await one.crash()
  })
})

test('a refused request keeps no redacted header, and its fault quotes no value', async () => {
  const one = await open(async request => {
    throw new Error(`Nobody knows ${request.body}.`)
  })
  const flowId = await addNotifyingFlow(one.backend, await drawConnector(one.backend), 'one')
  await one.backend.keeping.redactFlow(flowId, ['body.name', 'headers.x-api-key', 'query.key'])
  const { eventUrl } = await turnOn(one, flowId)
  const id = await deliver(one, eventUrl, { name: 'Ada Canary' })
  await doneOf(one, id)
  expect(JSON.stringify(await one.backend.runs.get(id))).not.toContain('Canary')
  const head = { method: 'PUT', query: 'key=canary', headers: ['X-Api-Key', 'canary', 'A', 'b'] }
  await one.backend.subscriptions.switchOff(flowId)
  await one.backend.deliveries.preflight(eventUrl.split('/').at(-1) ?? '', {
    ...head,
    contentType: '',
    size: 0
  })
  const refused = await pollUntil(
    async () => (await one.store.deliveries.list({ status: 'refused', limit: 1 })).rows[0],
    row => row !== undefined
  )
  expect(await one.backend.deliveries.get(refused?.id ?? '')).toMatchObject({
    arrival: { query: 'key=%5Bredacted%5D', headers: ['X-Api-Key', '[redacted]', 'A', 'b'] }
  })
  await one.crash()
})

test('a new rule applies to a body in transfer that gets no run', async () => {
  const one = await open()
  const filter: Receiving['filter'] = [
    { when: [{ of: '{json.events?}', is: 'empty', text: '' }], why: 'it holds no events' }
  ]
  const drawn = await drawConnector(one.backend, { registers: false, receiving: { filter } })
  const flowId = await addNotifyingFlow(one.backend, drawn, 'one')
  const { eventUrl } = await turnOn(one, flowId)
  const head = { method: 'POST', query: 'key=canary', headers: ['X-Kind', 'ping', 'X-Api-Key', 'canary'] }
  const preflight = await one.backend.deliveries.preflight(eventUrl.split('/').at(-1) ?? '', {
    ...head,
    contentType: 'application/json',
    size: 2
  })
  await one.backend.keeping.redactFlow(flowId, ['headers.x-api-key', 'query.key'])
  if (preflight.is !== 'expected') throw new Error('Its body may come.')
  await preflight.accept(Buffer.from('{}'))
  const [filtered] = (await one.store.deliveries.list({ status: 'filtered', limit: 1 })).rows
  expect(await one.backend.deliveries.get(filtered?.id ?? '')).toMatchObject({
    arrival: { query: 'key=%5Bredacted%5D', headers: ['X-Kind', 'ping', 'X-Api-Key', '[redacted]'] }
  })
  await one.crash()
})

test('a flow without redaction keeps the exact bytes, and so does a delivery without the redacted places', async () => {
  const one = await open()
  const drawn = await drawConnector(one.backend)
  for (const paths of [[], ['body.ssn']]) {
    const flowId = await addNotifyingFlow(one.backend, drawn, 'one')
    await one.backend.keeping.redactFlow(flowId, paths)
    const { eventUrl } = await turnOn(one, flowId)
    const id = await deliver(one, eventUrl, { name: 'Ada' })
    const opened = await doneOf(one, id)
    expect(opened).not.toHaveProperty('redaction')
    expect(opened.noReplay).toBeNull()
    expect(await bodyOf(one, id)).toBe('{"name":"Ada"}')
    expect((await one.backend.runs.get(id)).steps?.[0]?.outputs).toMatchObject({ name: 'Ada' })
  }
  await one.crash()
})
