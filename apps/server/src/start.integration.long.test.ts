import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { Fault } from '@hookwright/model'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { deployAcme } from './testing/acme-connector.ts'
import { connectApi } from './testing/api-client.ts'
import { bundle } from './testing/bundle.ts'
import { type Child, startBundle } from './testing/child.ts'
import { findFreePort } from './testing/free-port.ts'
import { writeOldFolder } from './testing/old-folder.ts'
import { openServer, type TestServer, variablesFor } from './testing/open-server.ts'
import { overHttp } from './testing/over-http.ts'
import { openDoorbell, turnOnNotifyingFlow } from './testing/plain-connector.ts'
import { sendUntilGone } from './testing/sender.ts'
import { becomeAdmin } from './testing/sign-in.ts'
import { storedDeliveriesOf } from './testing/stored-deliveries.ts'
import { startStub } from './testing/stub-service.ts'
import { makeTempFolder } from './testing/temp-folder.ts'
import { waitFor } from './testing/wait-for.ts'

const main = await bundle(new URL('./main.ts', import.meta.url))

const temp = makeTempFolder()
afterAll(temp.remove)

/** Starts a server with variables that it must refuse. Returns its exit code and output. */
const refusalOf = async (variables: Record<string, string>) => {
  const child = startBundle(main, { env: { HOOKWRIGHT_LOG_LEVEL: 'silent', ...variables } })
  const { code } = await child.ended
  return { code, output: child.output(), errors: child.errors() }
}

const listening = async (child: Child): Promise<string> => {
  const said = await waitFor(
    () => child.output() + child.errors(),
    seen => /is running at \S+\n/.test(seen)
  )
  return /is running at (\S+)\n/.exec(said)?.[1] ?? ''
}

describe('a start that cannot work ends with a sentence and exit code 1', () => {
  test('when another process uses the data folder', async () => {
    const server = await openServer()
    const folder = server.dataFolder
    expect(await refusalOf(variablesFor(folder))).toEqual({
      code: 1,
      output: '',
      errors: `Another Hookwright process is using the data folder ${folder}. Stop it first, or choose another folder with HOOKWRIGHT_DATA.\n`
    })
    await server.remove()
  })

  test('when the data folder cannot be written', async () => {
    const file = join(temp.folder, 'a-file')
    writeFileSync(file, 'no folder')
    const { code, errors } = await refusalOf(variablesFor(join(file, 'data')))
    expect(code).toBe(1)
    expect(errors).toMatch(
      /^The data folder \S+a-file\/data is not writable \(ENOTDIR.*\)\. Make it writable, .*\.\n$/
    )
  })

  // review: security M2
  test('when the database is missing beside the sealing key, and makes no new one', async () => {
    const { dataFolder: folder, close, remove } = await openServer()
    await close()
    const file = join(folder, 'hookwright.db')
    rmSync(file)
    const { code, errors } = await refusalOf(variablesFor(folder))
    expect(code).toBe(1)
    expect(errors).toBe(
      `The database ${file} is missing, but secret.key in the same folder belongs to an earlier database. Put the file back, restore a backup into an empty folder with "hookwright restore", or choose another folder with HOOKWRIGHT_DATA to start fresh.\n`
    )
    expect(existsSync(file)).toBe(false)
    await remove()
  })

  test('when its port is taken', async () => {
    const other = createServer()
    await new Promise<void>(resolve => other.listen(0, '127.0.0.1', resolve))
    const address = other.address()
    const port = address !== null && typeof address === 'object' ? address.port : 0
    const { code, errors } = await refusalOf({ ...variablesFor(join(temp.folder, 'port')), PORT: `${port}` })
    expect(code).toBe(1)
    expect(errors).toBe(
      `The server cannot listen on port ${port} (EADDRINUSE). Stop the program that uses it, or choose another port with PORT.\n`
    )
    await expect(openServer({ variables: { PORT: `${port}` } })).rejects.toMatchObject({
      code: 'environment.port-taken'
    })
    await new Promise(resolve => other.close(resolve))
  })

  test('when a newer Hookwright wrote the file of sign-in', async () => {
    const { dataFolder: folder, close, remove } = await openServer()
    await close()
    const file = new Database(join(folder, 'auth.db'))
    file.pragma('user_version = 1000')
    file.close()
    const { code, errors } = await refusalOf(variablesFor(folder))
    expect(code).toBe(1)
    expect(errors).toBe(`${new Fault('auth-file.newer', { file: join(folder, 'auth.db') }).message}\n`)
    await remove()
  })

  test('when Hookwright 0.7 or an older version wrote the data, with the command that converts it', async () => {
    const folder = join(temp.folder, 'old')
    writeOldFolder(folder, 1)
    const { code, errors } = await refusalOf(variablesFor(folder))
    expect(code).toBe(1)
    const file = join(folder, 'hookwright.db')
    expect(errors).toBe(`${new Fault('storage.old', { file, folder }).message}\n`)
    expect(errors).toContain(`hookwright convert ${folder}`)
  })

  test('when the sealing key is gone although secrets were sealed with it', async () => {
    const server = await openServer()
    await openDoorbell(server.api)
    await server.close()
    const key = join(server.dataFolder, 'secret.key')
    rmSync(key)
    const { code, errors } = await refusalOf(variablesFor(server.dataFolder))
    expect(code).toBe(1)
    expect(errors).toBe(
      `The encryption key is missing, but the data contains encrypted secrets. Restore ${key}, or set HOOKWRIGHT_SECRET_KEY to the key that was used.\n`
    )
    await server.remove()
  })

  test.each(['a subscription', 'a connection'])(
    'when the key that is set is not the one that %s was sealed with',
    async what => {
      const server = await openServer()
      const { connectorId } = await openDoorbell(server.api)
      if (what === 'a connection') {
        await server.api.connections.create.mutate({ connectorId, name: 'Mine', values: {} })
      }
      await server.close()
      const variables = { HOOKWRIGHT_SECRET_KEY: 'another key, thirty-two long or more' }
      await expect(openServer({ variables, reopened: server })).rejects.toMatchObject({
        code: 'seal.key-wrong'
      })
      await (await openServer({ reopened: server })).close()
      await server.remove()
    }
  )

  test('when the environment is wrong, with a sentence for each mistake', async () => {
    const { code, errors } = await refusalOf({ PORT: 'eighty', HOOKWRIGHT_REGISTRATION_SECONDS: '61' })
    expect(code).toBe(1)
    expect(errors).toContain('PORT is “eighty”, but it has to be a whole number from 0 to 65535.')
    expect(errors).toContain('HOOKWRIGHT_REGISTRATION_SECONDS is “61”')
  })
})

test('a start prints its address and a first-admin link until there is an admin, and ends when told to', async () => {
  const env = variablesFor(join(temp.folder, 'fresh'), { PORT: `${await findFreePort()}` })
  const child = startBundle(main, { env })
  const url = await listening(child)
  const link = await waitFor(
    () => /Create the admin account at (\S+)\n/.exec(child.output())?.[1] ?? '',
    seen => seen !== ''
  )
  expect((await overHttp(`${url}/healthz`)).text).toBe('{"healthy":true}')
  expect((await overHttp(`${url}/readyz`)).text).toBe('{"ready":true,"reasons":[]}')
  expect((await overHttp(`${url}/api/first-admin`)).text).toBe('{"open":true}')
  const api = connectApi(url, await becomeAdmin(link))
  expect(await api.people.me.query()).toMatchObject({ name: 'Ada Example', role: 'admin' })
  expect((await overHttp(`${url}/api/first-admin`)).text).toBe('{"open":false}')
  child.send('SIGTERM')
  expect(await child.ended).toEqual({ code: 0, signal: null })

  const again = startBundle(main, { env })
  expect(await listening(again)).toBe(url)
  again.send('SIGINT')
  expect(await again.ended).toEqual({ code: 0, signal: null })
  expect(again.output()).not.toContain('first-admin')
})

describe('a server stopped under load', () => {
  let prepared: TestServer
  let doorbell: { flowId: string; eventUrl: string }
  let variables: Record<string, string>
  beforeAll(async () => {
    const port = { PORT: `${await findFreePort()}` }
    prepared = await openServer({ variables: port })
    doorbell = await openDoorbell(prepared.api)
    variables = variablesFor(prepared.dataFolder, { ...port, HOOKWRIGHT_RATE_PER_SECOND: '0' })
    await prepared.close()
  })
  afterAll(() => prepared?.remove())

  test.each(['SIGTERM', 'SIGKILL'] as const)(
    'by %s keeps every delivery answered with 202, and runs each once after a restart',
    async signal => {
      const { flowId, eventUrl } = doorbell
      const child = startBundle(main, { env: variables })
      await listening(child)
      const load = sendUntilGone(eventUrl, { named: signal, senders: 24, most: 1_000 })
      await waitFor(
        () => load.acked(),
        acked => acked >= 100
      )
      child.send(signal)
      const { acked } = await load.ended
      expect(await child.ended).toEqual(
        signal === 'SIGTERM' ? { code: 0, signal: null } : { code: null, signal }
      )

      const server = await openServer({ variables, reopened: prepared })
      const kept = await storedDeliveriesOf(server.api, flowId, acked.length)
      const bodies = kept.map(({ body }) => body.toString())
      const lost = acked.filter(body => !bodies.includes(body))
      expect(lost).toEqual([])
      expect(new Set(kept.map(({ status }) => status.is))).toEqual(new Set(['done']))
      const runsOf = await Promise.all(
        kept.map(async ({ id }) => (await server.api.runs.list.query({ flowId, deliveryId: id })).rows)
      )
      expect(runsOf.filter(runs => runs.length !== 1 || runs[0]?.status.is !== 'succeeded')).toEqual([])
      await server.close()
    }
  )
})

test('a second, late SIGTERM ends a waiting server with its own exit code, and nothing is lost', async () => {
  let answers = false
  const stub = await startStub(() => (answers ? Promise.resolve({ status: 200 }) : new Promise(() => {})))
  onTestFinished(stub.stop)
  const variables = { PORT: `${await findFreePort()}`, HOOKWRIGHT_OUTBOUND_ALLOW: stub.url }
  const prepared = await openServer({ variables })
  onTestFinished(prepared.remove)
  const { flowId, eventUrl } = await turnOnNotifyingFlow(prepared.api, stub.url)
  await prepared.close()
  const child = startBundle(main, { env: variablesFor(prepared.dataFolder, variables) })
  await listening(child)
  expect((await overHttp(eventUrl, { method: 'POST', body: '{}' })).status).toBe(202)
  await waitFor(
    () => stub.asked,
    asked => asked.length === 1
  )
  const ended = await waitFor(
    () => {
      child.send('SIGTERM')
      return Promise.race([child.ended, null])
    },
    end => end !== null
  )
  expect(ended).toEqual({ code: 1, signal: null })

  answers = true
  const server = await openServer({ variables, reopened: prepared })
  onTestFinished(server.close)
  expect(await storedDeliveriesOf(server.api, flowId, 1)).toMatchObject([{ status: { is: 'done' } }])
})

test('a run interrupted by a kill is not shown as running forever', async () => {
  const stub = await startStub(() => new Promise(() => {}))
  const port = { PORT: `${await findFreePort()}`, HOOKWRIGHT_OUTBOUND_ALLOW: stub.url }
  const prepared = await openServer({ variables: port })
  const acme = await deployAcme(prepared.api, stub)
  const { id: connectionId } = await prepared.api.testConnections.create.mutate({
    connectorId: acme.connectorId,
    name: 'Hangs',
    values: { apiKey: 'acme_any' }
  })
  await prepared.close()
  const child = startBundle(main, { env: variablesFor(prepared.dataFolder, port) })
  const api = connectApi(await listening(child), prepared.cookie)
  const pinged = api.testConnections.ping.mutate({ connectionId }).catch(() => 'cut off')
  await waitFor(
    () => stub.asked,
    asked => asked.includes('GET /api/me')
  )
  child.send('SIGKILL')
  expect(await pinged).toBe('cut off')

  const server = await openServer({ variables: port, reopened: prepared })
  const flows = await server.api.makerFlows.list.query({ connectorId: acme.connectorId })
  const flowId = flows.find(flow => flow.name === '_authping')?.id ?? ''
  expect((await server.backend.runs.list({ scope: { flowId }, limit: 10 })).rows).toMatchObject([
    { kind: 'authping', status: { is: 'failed', fault: { code: 'run.interrupted' } } }
  ])
  await server.close()
  await prepared.remove()
  await stub.stop()
})
