import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Secret } from '@hookwright/model'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RealServer, startRealServer } from '../testing/real-server.ts'
import { runInProcess } from '../testing/run-in-process.ts'
import { makeTempFolder } from '../testing/temp-folder.ts'

const temp = makeTempFolder()
const cwd = temp.folder
let servers: RealServer[]
const keys = new Map<string, string>()
beforeAll(async () => {
  servers = await Promise.all([startRealServer(), startRealServer()])
  const targets = ['test', 'production'].map((name, at) => {
    const crm = name === 'test' ? 'CRM sandbox' : 'CRM production'
    const more = name === 'test' ? ', mail: Outbox' : ''
    return `  ${name}:\n    url: ${servers[at]?.url}\n    connections: { crm: ${crm}${more} }\n`
  })
  writeFileSync(join(cwd, 'hookwright.yaml'), `targets:\n${targets.join('')}`)
  for (const [at, name] of ['test', 'production'].entries()) {
    keys.set(name, (await servers[at]?.newKey('Pipeline'))?.token ?? '')
  }
})
afterAll(async () => {
  for (const server of servers) await server.remove()
  temp.remove()
})

const run = async (args: string[]) => {
  const env = {
    url: null,
    apiKeyFor: (target: string | null) => new Secret(keys.get(target ?? '') ?? ''),
    connectionValue: () => null,
    dataFolder: join(cwd, '.hookwright')
  }
  const { code, output, errors } = await runInProcess([...args, '--json'], { cwd, fetch, env })
  expect(errors).toBe('')
  return { code, ...JSON.parse(output) }
}

test('the difference of two targets is shown before a promotion, and is empty after it', async () => {
  const compare = () => run(['diff', 'acme_crm', '--from', 'test', '--to', 'production'])
  await run(['new', 'connector', 'Acme CRM', 'crm'])
  await run(['push', 'crm', '--target', 'test'])
  expect(await compare()).toMatchObject({ code: 1, error: { code: 'nothing-deployed' } })
  const promote = async (target: string) => {
    await run(['plan', 'crm', '--target', target, '--out', 'crm.plan'])
    return run(['apply', 'crm.plan', '--target', target])
  }
  expect(await promote('test')).toMatchObject({ code: 0, version: 1 })
  expect(await compare()).toMatchObject({
    code: 0,
    ...{ isSame: false, from: { target: 'test', version: 1 }, to: { target: 'production', version: null } },
    plan: { flows: [{ name: 'Event received', effect: 'added' }] },
    connections: [
      { name: 'crm', from: 'CRM sandbox', to: 'CRM production' },
      { name: 'mail', from: 'Outbox', to: null }
    ],
    warnings: ['The target “production” has no connection for “mail”. Add one to hookwright.yaml.']
  })
  expect(await promote('production')).toMatchObject({ code: 0, version: 1 })
  expect(await compare()).toMatchObject({
    code: 0,
    ...{ isSame: true, effect: 'Version 1 already matches the files; nothing changes.' }
  })
})

test('a flow goes from one target to another with the connections of each, and comes back with the same bytes', async () => {
  const [ahead, behind] = servers
  if (ahead === undefined || behind === undefined) throw new Error('The servers are not there.')
  const draw = async ({ api }: RealServer, name: string) => {
    const [connector] = await api.connectors.list.query()
    const connectorId = connector?.id ?? ''
    const [event] = await api.makerFlows.list.query({ connectorId })
    const [version] = await api.versions.list.query({ connectorId })
    const connection = await api.connections.create.mutate({ connectorId, name, values: {} })
    return {
      ...{ connectorId, eventFlowId: event?.id ?? '', versionId: version?.id ?? '' },
      connectionId: connection.id
    }
  }
  const uses = await draw(ahead, 'CRM sandbox')
  const there = await draw(behind, 'CRM production')
  const card = { id: 'event', type: 'connector-event', config: { ...uses, runMode: 'each' }, inputs: {} }
  const doc = { schemaVersion: 1 as const, strip: ['event'], cards: { event: card } }
  const { id: flowId } = await ahead.api.flows.create.mutate({ name: 'Welcome', doc })

  expect(await run(['pull-flow', 'welcome', '--target', 'test'])).toMatchObject({ code: 0, id: flowId })
  const file = join(cwd, 'flows/welcome/flow.yaml')
  const text = readFileSync(file, 'utf8')
  expect(text).toMatch(/^ {4}name: crm$/m)
  const push = (...more: string[]) => run(['push-flow', 'flows/welcome', ...more])
  const production = ['--target', 'production']
  expect(await push(...production, '--preview')).toMatchObject({ code: 0, is: 'created', isPreview: true })
  expect(await behind.api.flows.list.query()).toEqual([])
  expect(await push(...production)).toMatchObject({
    ...{ code: 0, is: 'created' },
    connections: [{ name: 'CRM production', isFound: true }]
  })
  const [made] = await behind.api.flows.list.query()
  const { flow } = await behind.api.flows.get.query({ flowId: made?.id ?? '' })
  expect(flow.doc.cards.event?.config).toMatchObject(there)
  expect(await push(...production)).toMatchObject({ is: 'same' })
  expect(await push('--target', 'test')).toMatchObject({ is: 'same' })
  await run(['pull-flow', 'Welcome', '--target', 'production'])
  expect(readFileSync(file, 'utf8')).toBe(text)

  writeFileSync(file, text.replace('name: crm', 'name: nobody').replace('name: Welcome', 'name: Greet'))
  expect(await push(...production)).toMatchObject({
    ...{ code: 0, is: 'changed' },
    warnings: [expect.stringMatching(/^The connector acme_crm_\w+ has no connection “nobody”/)]
  })
  expect(await run(['pull-flow', 'Nobody', ...production])).toMatchObject({
    code: 1,
    error: { code: 'flow-unknown' }
  })
})
