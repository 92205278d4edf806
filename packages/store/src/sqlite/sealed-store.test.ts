import { expect, onTestFinished, test } from 'vitest'
import { blobOfId } from '../schema/uid.ts'
import type { SealedRecord } from '../store.ts'
import { acceptOne, newId, sampleConnector, turnOn } from '../suite/samples.ts'
import { openSqliteFile } from './database/open-sqlite-file.ts'
import { createSqliteStore } from './sqlite-store.ts'
import { temporaryFolder } from './testing.ts'

// review: security M4

const base64Of = (text: string): string => Buffer.from(text).toString('base64')

/** Opens a store with one sealed record of each kind. Each record contains the name of its kind. */
const openFilled = async () => {
  const file = await openSqliteFile({ folder: temporaryFolder() })
  onTestFinished(() => file.close())
  const store = createSqliteStore(file)
  const { db } = file
  const subscription = await turnOn(store)
  const { id: delivery } = await acceptOne(store, subscription)
  const set = (sql: string, ...values: unknown[]) => db.prepare(sql).run(...values)
  set(
    `update subscriptions set token_sealed = ?, registration_data = ?, signing_secret_sealed = ?, captured_sealed = ?`,
    ...['subscription-token', 'registration-data', 'signing-secret', 'captured'].map(text =>
      Buffer.from(text)
    )
  )
  set('update payloads set sealed = ?', Buffer.from('body'))
  await store.connectors.add(sampleConnector())
  const connector = db.prepare('select id from connectors').pluck().get()
  const connection = newId()
  set(
    `insert into connections (uid, connector, purpose, owner_id, name, created_at, sealed, token_sealed)
     values (?, ?, 'user', 'ann', 'Acme', 1, ?, ?)`,
    ...[blobOfId(connection), connector, Buffer.from('connection'), Buffer.from('connection-token')]
  )
  const flow = db.prepare('select id from flows').pluck().get()
  const endpoint = newId()
  set(
    `insert into api_endpoints (uid, flow, token_hash, token_sealed, secret_sealed, created_at)
     values (?, ?, ?, ?, ?, 1)`,
    ...[blobOfId(endpoint), flow, Buffer.from('hash')],
    ...[Buffer.from('endpoint-token'), Buffer.from('endpoint-secret')]
  )
  const run = newId()
  set(
    `insert into runs (uid, kind, flow, status, started_at, record) values (?, 'flow', ?, 'queued', 1, ?)`,
    ...[blobOfId(run), flow, JSON.stringify({ sealed: base64Of('begun-run') })]
  )
  set(
    `insert into runs (uid, kind, flow, status, started_at, record) values (?, 'flow', ?, 'queued', 1, ?)`,
    ...[blobOfId(newId()), flow, '{"name":"sealed"}']
  )
  for (const key of ['a', 'b:c']) {
    set(
      'insert into journal (run, key, safe, result) values (?, ?, 0, ?)',
      ...[blobOfId(run), key, JSON.stringify(base64Of(`journal ${key}`))]
    )
  }
  set('insert into journal (run, key, safe, result) values (?, ?, 0, null)', blobOfId(run), 'intended')
  return { store, ids: { subscription: subscription.id, delivery, connection, endpoint, run } }
}

const all = async (store: Awaited<ReturnType<typeof openFilled>>['store']): Promise<SealedRecord[]> => {
  const records: SealedRecord[] = []
  let after: string | null = null
  do {
    const page: Awaited<ReturnType<typeof store.sealed.page>> = await store.sealed.page(after)
    records.push(...page.records)
    after = page.next
  } while (after !== null)
  return records
}

const told = ({ kind, id, key, sealed }: SealedRecord): string[] => [
  kind,
  id,
  key,
  Buffer.from(sealed).toString()
]

test('every sealed record is listed with its owner, and can be replaced while it is unchanged', async () => {
  const { store, ids } = await openFilled()
  const { subscription, delivery, connection, endpoint, run } = ids
  const records = await all(store)
  expect(records.map(told)).toEqual([
    ['connection', connection, '', 'connection'],
    ['connection-token', connection, '', 'connection-token'],
    ['subscription-token', subscription, '', 'subscription-token'],
    ['registration-data', subscription, '', 'registration-data'],
    ['signing-secret', subscription, '', 'signing-secret'],
    ['captured', subscription, '', 'captured'],
    ['endpoint-token', endpoint, '', 'endpoint-token'],
    ['endpoint-secret', endpoint, '', 'endpoint-secret'],
    ['body', delivery, '', 'body'],
    ['begun-run', run, '', 'begun-run'],
    ['journal', run, 'a', 'journal a'],
    ['journal', run, 'b:c', 'journal b:c']
  ])
  const changes = records.map(record => ({ record, by: Buffer.from(`new ${record.kind}`) }))
  expect(await store.sealed.replace(changes)).toBe(records.length)
  expect((await all(store)).map(({ sealed }) => Buffer.from(sealed).toString())).toEqual(
    records.map(({ kind }) => `new ${kind}`)
  )
  // What was read before has changed meanwhile.
  expect(await store.sealed.replace(changes)).toBe(0)
})
