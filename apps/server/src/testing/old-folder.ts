import { randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { openOldFile, putRow } from '@hookwright/store/testing'
import Database from 'better-sqlite3'
import { openAuthFile } from '../sign-in/auth-file.ts'

const uid = (): Buffer => Buffer.from(randomUUID().replaceAll('-', ''), 'hex')

/**
 * Writes a data folder as Hookwright 0.7 did, for tests of the conversion. It has a flow, deliveries with a
 * run on hold for each, and a session.
 */
export const writeOldFolder = (folder: string, deliveries: number): void => {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const db = openOldFile(folder, '0022_flows_covered')
  db.exec('begin')
  const times = { created_at: 1, updated_at: 1 }
  const about = { owner_id: 'ada', name: 'Old', description: '', active: 1, save_all: 1, draft_no: 1 }
  putRow(db, 'flows', { id: 1, uid: uid(), ...about, doc: '{"strip":[],"cards":{}}', ...times })
  const token = { token_tail: 'abcd', token_hash: Buffer.from([1]), token_sealed: Buffer.from([2]) }
  const on = { flow: 1, status: 'ended', wanted: 0, terms: '{}', started_at: 2, deadline: 3, since: 3 }
  putRow(db, 'subscriptions', { id: 1, uid: uid(), ...on, ...token })
  const came = { subscription: 1, received_at: 4, method: 'POST', content_type: 'text/plain' }
  const detail = JSON.stringify({ is: 'parked', why: 'Three stops.', at: [] })
  const run = { kind: 'flow', flow: 1, subscription: 1, status: 'parked', detail, started_at: 5 }
  for (let id = 1; id <= deliveries; id++) {
    const name = uid()
    putRow(db, 'deliveries', { id, uid: name, ...came, size: 5, status: 'done' })
    putRow(db, 'payloads', { delivery: id, query: '', headers: '[]', body: Buffer.from(`body ${id}`) })
    putRow(db, 'runs', { id, uid: name, ...run, delivery: id })
  }
  db.exec('commit')
  db.close()
  const auth = openAuthFile(folder)
  const times2 = { createdAt: 1, updatedAt: 1 }
  const person = { id: 'ada', name: 'Ada Example', email: 'ada@example.invalid', role: 'admin', ...times2 }
  putRow(auth, 'user', person)
  putRow(auth, 'session', { id: 's', expiresAt: 9, token: 'a token', userId: 'ada', ...times2 })
  auth.pragma('user_version = 1')
  auth.close()
}

/**
 * Returns facts about a data folder that a conversion must not change: the number of bodies, the last body,
 * and the number of people.
 */
export const contentsOf = (folder: string): { bodies: number; last: string; people: number } => {
  const db = new Database(join(folder, 'hookwright.db'), { readonly: true })
  const auth = new Database(join(folder, 'auth.db'), { readonly: true })
  try {
    const one = (from: Database.Database, sql: string) => from.prepare(sql).pluck().get()
    return {
      bodies: Number(one(db, 'select count(*) from payloads')),
      last: String(one(db, 'select body from payloads order by delivery desc')),
      people: Number(one(auth, 'select count(*) from user'))
    }
  } finally {
    db.close()
    auth.close()
  }
}
