import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../suite/samples.ts'
import { openActs } from './acts.ts'
import { type ChangeLog, openChangeLog } from './change-log.ts'
import { type Connections, createConnections, query } from './connections.ts'
import { type Messages, openMessages } from './messages.ts'
import { committedMigrations, migrateDatabase } from './migrate.ts'
import { openProcesses } from './processes.ts'
import { reuseDatabase } from './testing/test-database.ts'

const facts = { name: 'acme', version: '1.0.0', roles: ['web'] }

describe('messages between processes', { timeout: 60_000 }, () => {
  let url: string
  let connections: Connections
  let logs: ChangeLog[]
  let ends: (() => Promise<void> | void)[]
  beforeEach(async () => {
    url = await reuseDatabase()
    connections = createConnections(url, 6)
    await connections.withOne(client => migrateDatabase(client, committedMigrations()))
    logs = []
    ends = []
  })
  afterEach(async () => {
    for (const end of ends) await end()
    for (const { close } of logs) await close()
    await connections.close()
  })

  /** Opens the messaging of a new process that carries out the operations with these keys. */
  const open = async (
    keys: string[] = [],
    patience = { one: 10_000, all: 5_000 }
  ): Promise<Messages & { failures: unknown[] }> => {
    const process = newId()
    const log = await openChangeLog({ process, url, connections })
    logs.push(log)
    const processes = await openProcesses({ process, connections, facts })
    const acts = openActs({ processes, connections, log })
    for (const key of keys) await acts.claim(key)
    const failures: unknown[] = []
    const failed = (thrown: unknown) => failures.push(thrown)
    const messages = openMessages({ processes, connections, log, patience, failed })
    ends.push(messages.close, acts.close, processes.close)
    return { ...messages, failures }
  }

  const messageCount = async (): Promise<number> =>
    (await connections.withOne(client => query(client, 'select 1 from process_messages', []))).rows.length

  it('are answered by the process with the key, and leave no rows', async () => {
    const [one, two, three] = [await open(), await open(['dry-run/a']), await open(['dry-run/b'])]
    two.answer(async message => `two: ${message}`)
    three.answer(async message => `three: ${message}`)
    const answers = await Promise.all([one.ask('dry-run/a', 'Ada'), one.ask('dry-run/b', 'Bo')])
    expect(answers).toEqual(['two: Ada', 'three: Bo'])
    expect(await messageCount()).toBe(0)
  })

  it('are not sent when no other process has the key', async () => {
    const one = await open(['dry-run/a'])
    one.answer(async () => 'own')
    expect(await one.ask('dry-run/a', '')).toBeNull()
    expect(await one.ask('dry-run/b', '')).toBeNull()
    expect(await messageCount()).toBe(0)
  })

  it('time out if there is no answer', async () => {
    const [one, two] = [await open([], { one: 50, all: 50 }), await open(['dry-run/a'])]
    two.answer(async () => {
      throw new Error('This process cannot answer.')
    })
    await expect(one.ask('dry-run/a', '')).rejects.toMatchObject({ code: 'process.silent' })
    expect(await one.askOthers('')).toEqual([])
    await expect.poll(() => two.failures.length).toBe(2)
  })

  it('can be answered later by the process', async () => {
    const [one, two] = [await open(), await open(['dry-run/a'])]
    const asked = one.ask('dry-run/a', 'early')
    await expect.poll(messageCount).toBe(1)
    two.answer(async message => message)
    expect(await asked).toBe('early')
  })

  it('to all others are answered by each, with twenty at once', async () => {
    const processes = [await open(), await open(), await open()]
    for (const [at, { answer }] of processes.entries()) answer(async message => `${message} ${at}`)
    const answers = await Promise.all(
      Array.from({ length: 20 }, async (_, message) => processes[0]?.askOthers(String(message)))
    )
    expect(answers.map(each => each?.toSorted())).toEqual(
      answers.map((_, message) => [`${message} 1`, `${message} 2`])
    )
  })
})
