import { writeFileSync } from 'node:fs'
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

test('the difference of two targets is shown before a promotion, and is none after it', async () => {
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
    warnings: ['The target “production” names no connection for “mail”. Add it to hookwright.yaml.']
  })
  expect(await promote('production')).toMatchObject({ code: 0, version: 1 })
  expect(await compare()).toMatchObject({
    code: 0,
    ...{ isSame: true, effect: 'Version 1 already is what the files hold; nothing changes.' }
  })
})
