import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RealServer, runAsProcess, startAsProcess, startRealServer } from './testing/real-server.ts'
import { runInProcess } from './testing/run-in-process.ts'
import { makeTempFolder } from './testing/temp-folder.ts'

const temp = makeTempFolder()
const cwd = temp.folder
let server: RealServer
let key: string
beforeAll(async () => {
  server = await startRealServer()
  ;({ token: key } = await server.newKey('Pipeline'))
})
afterAll(async () => {
  await server.remove()
  temp.remove()
})

/** Runs the command in this process, with JSON. */
const run = async (args: string[], params: { url?: string; key?: string } = {}) => {
  const context = { cwd, url: server.url, key, fetch, ...params }
  const { code, output, errors } = await runInProcess([...args, '--json'], context)
  expect(errors).toBe('')
  return { code, ...JSON.parse(output) }
}

/** Resolves once the condition is true. Checks it every 50 ms. */
const pollUntil = async (is: () => Promise<boolean>): Promise<void> => {
  while (!(await is())) await new Promise(resolve => setTimeout(resolve, 50))
}

/** Returns the content of every file below a folder, by path. */
const filesIn = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(join(cwd, folder), { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => join(entry.parentPath, entry.name))
      .map(path => [path.slice(join(cwd, folder).length), readFileSync(path, 'utf8')])
  )

const rename = (name: string): void => {
  const file = join(cwd, 'crm/connector.yaml')
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^name: .*$/m, `name: ${name}`))
}

test('a connector goes from a new folder to a server and comes back with the same bytes', async () => {
  const { key: made } = await run(['new', 'connector', 'Acme CRM', 'crm'])
  expect(await run(['validate', 'crm'])).toMatchObject({
    code: 0,
    key: made,
    findings: [{ code: 'HW-no-registration' }]
  })
  expect(await run(['push', 'crm'])).toMatchObject({ code: 0, is: 'created', name: 'Acme CRM' })
  expect(await run(['push', 'crm'])).toMatchObject({ code: 0, is: 'same' })
  expect(await run(['plan', 'crm', '--out', 'plan.json'])).toMatchObject({
    code: 0,
    effect: 'No flow that is on uses this connector.',
    plan: { from: null, to: 1, flows: [{ name: 'Event received', effect: 'added' }] }
  })
  expect(await run(['apply', 'plan.json', '--note', 'first'])).toMatchObject({
    code: 0,
    version: 1,
    failed: []
  })
  expect(await run(['pull', 'acme_crm', 'again'])).toMatchObject({ code: 0, key: made })
  expect(filesIn('again')).toEqual(filesIn('crm'))
  expect(await run(['pull', made, 'again', '--version-number', '1'])).toMatchObject({ code: 0 })
  expect(filesIn('again')).toEqual(filesIn('crm'))
  expect(await run(['plan', 'crm'])).toMatchObject({ code: 0, plan: { isUpToDate: true } })
})

test('the command runs as a process, with address and key from its environment', async () => {
  const env = { HOOKWRIGHT_URL: server.url, HOOKWRIGHT_API_KEY: key }
  expect(await runAsProcess(['push', 'crm'], { cwd, env })).toEqual({
    code: 0,
    output: expect.stringContaining('already match the files'),
    errors: ''
  })
  expect(await runAsProcess(['push', 'crm'], { cwd, env: { ...env, HOOKWRIGHT_API_KEY: '' } })).toEqual({
    code: 1,
    output: '',
    errors: expect.stringContaining('HOOKWRIGHT_API_KEY is not set')
  })
  expect(await runAsProcess(['push', '--nope'], { cwd, env })).toMatchObject({ code: 2, output: '' })
})

test('a plan is refused once the server, the files or the target has changed', async () => {
  rename('Acme People')
  await run(['plan', 'crm', '--out', 'plan.json'])
  rename('Acme Staff')
  expect(await run(['apply', 'plan.json'])).toMatchObject({ code: 1, error: { code: 'plan-of-other-files' } })
  const other = { url: server.url.replace('127.0.0.1', 'localhost') }
  expect(await run(['apply', 'plan.json'], other)).toMatchObject({
    code: 1,
    error: { code: 'plan-of-other-server' }
  })
  await run(['plan', 'crm', '--out', 'plan.json'])
  const [connector] = await server.api.connectors.list.query()
  const connectorId = connector?.id ?? ''
  const { id: versionId } = await server.api.versions.create.mutate({ connectorId })
  await server.api.versions.deploy.mutate({ versionId })
  expect(await run(['apply', 'plan.json'])).toMatchObject({
    code: 1,
    error: { code: 'plan.stale', message: expect.stringContaining('have changed since the plan') }
  })
  expect(await server.api.versions.list.query({ connectorId })).toHaveLength(2)
})

test('an unknown or revoked key is reported, and an unknown connector', async () => {
  expect(await run(['pull', 'acme_crm'], { key: `hwk_${'a'.repeat(43)}` })).toMatchObject({
    code: 1,
    error: { code: 'api-key.invalid' }
  })
  const { token, id } = await server.newKey('Old')
  await server.api.apiKeys.revoke.mutate({ keyId: id })
  expect(await run(['push', 'crm'], { key: token })).toMatchObject({
    code: 1,
    error: { code: 'api-key.revoked' }
  })
  expect(await run(['pull', 'nobody'])).toMatchObject({ code: 1, error: { code: 'connector-unknown' } })
})

test('an expired key is reported', async () => {
  const { token } = await server.newKey('Brief', 2_000)
  await pollUntil(async () => (await run(['pull', 'acme_crm', 'brief'], { key: token })).code === 1)
  expect(await run(['push', 'crm'], { key: token })).toMatchObject({
    code: 1,
    error: { code: 'api-key.expired', message: expect.stringContaining('expired') }
  })
})

/** Turns on a user's flow with the connector's event and sends one event. Returns the id of the delivery. */
const deliver = async (): Promise<string> => {
  const { api } = server
  const [connector] = await api.connectors.list.query()
  const connectorId = connector?.id ?? ''
  const [event] = await api.makerFlows.list.query({ connectorId })
  const deployed = (await api.versions.list.query({ connectorId })).find(
    ({ status }) => status === 'deployed'
  )
  const uses = {
    connectorId,
    eventFlowId: event?.id ?? '',
    versionId: deployed?.id ?? '',
    connectionId: null
  }
  const card = { id: 'event', type: 'connector-event', config: { ...uses, runMode: 'each' }, inputs: {} }
  const doc = { schemaVersion: 1 as const, strip: ['event'], cards: { event: card } }
  const { id: flowId } = await api.flows.create.mutate({ name: 'Welcome', doc })
  await api.subscriptions.switchOn.mutate({ flowId })
  const subscription = async () => (await api.subscriptions.list.query({ flowId }))[0]
  await pollUntil(async () => (await subscription())?.status.is === 'on')
  const subscriptionId = (await subscription())?.id ?? ''
  const url = await api.subscriptions.eventUrl.query({ subscriptionId })
  await fetch(url, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } })
  const rows = async () => (await api.deliveries.list.query({ flowId, limit: 1 })).rows
  await pollUntil(async () => (await rows())[0]?.status.is !== 'accepted')
  return (await rows())[0]?.id ?? ''
}

test('a delivery is replayed, and a restored backup starts with its runs', async () => {
  const deliveryId = await deliver()
  const { runId, ...again } = await run(['replay', deliveryId])
  expect(again).toMatchObject({ code: 0, url: server.url })
  await pollUntil(async () => (await server.api.runs.get.query({ runId })).status.is === 'succeeded')
  const env = { PATH: `${dirname(process.execPath)}:/usr/bin:/bin`, HOOKWRIGHT_DATA: server.folder }
  const copied = await runAsProcess(['backup', '--to', 'copy', '--with-key', '--json'], { cwd, env })
  expect(JSON.parse(copied.output)).toMatchObject({ ok: true, folder: join(cwd, 'copy'), hasKey: true })
  const restored = await runAsProcess(['restore', '--from', 'copy', '--to', 'restored'], { cwd, env })
  expect(restored).toMatchObject({ code: 0, output: expect.stringContaining('All members must sign in') })
  const taken = await runAsProcess(['restore', '--from', 'copy', '--to', 'restored'], { cwd, env })
  expect(taken).toMatchObject({ code: 1, errors: expect.stringContaining('restored') })
  const started = startAsProcess(['start'], {
    cwd,
    env: { ...env, PORT: '0', HOOKWRIGHT_PRACTICE_PORT: 'off', HOOKWRIGHT_DATA: join(cwd, 'restored') }
  })
  await pollUntil(async () => / is running at \S+/.test(started.output()))
  const [, url = ''] = / is running at (\S+)/.exec(started.output()) ?? []
  expect(await run(['replay', deliveryId, '--no-effects'], { url })).toMatchObject({ code: 0, url })
  started.kill('SIGTERM')
  expect(await started.ended).toMatchObject({ code: 0 })
}, 120_000)

test('a version is deployed by its number and rolled back', async () => {
  expect(await run(['deploy', 'acme_crm', '--version-number', '1'])).toMatchObject({ code: 0, version: 1 })
  expect(await run(['rollback', 'acme_crm', '--note', 'Back'])).toMatchObject({ code: 0, version: 2 })
  expect(await run(['deploy', 'acme_crm', '--version-number', '9'])).toMatchObject({
    code: 1,
    error: { code: 'version-unknown' }
  })
  expect(await run(['replay', 'nothing'])).toMatchObject({ code: 2, error: { code: 'command.usage' } })
  const nowhere = '0198f2c4-5a6b-7c8d-9e0f-112233445566'
  expect(await run(['replay', nowhere])).toMatchObject({ code: 1, error: { code: 'delivery.gone' } })
})

test('a push cut off half-way changes nothing, and the command says what is unknown', async () => {
  await run(['plan', 'crm', '--out', 'plan.json'])
  const lost = (async (input, init) => {
    if (!String(input).includes('plans.carryOut')) return fetch(input, init)
    throw new TypeError('fetch failed', { cause: Object.assign(new Error('reset'), { code: 'ECONNRESET' }) })
  }) satisfies typeof fetch
  const params = { cwd, url: server.url, key, fetch: lost }
  const { code, errors } = await runInProcess(['apply', 'plan.json'], params)
  expect({ code, errors }).toEqual({
    code: 1,
    errors: expect.stringContaining('did not finish its answer (ECONNRESET), so it is unknown whether')
  })
  expect(await run(['apply', 'plan.json'])).toMatchObject({ code: 0, version: 3 })
  await server.kill()
  expect(await run(['push', 'crm'])).toMatchObject({ code: 1, error: { code: 'server-unreachable' } })
})
