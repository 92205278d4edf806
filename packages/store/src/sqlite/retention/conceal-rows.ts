import type { Id } from '@hookwright/model'
import { blobOfId, idOfBlob } from '../../schema/uid.ts'
import { BATCH_SIZE } from '../../statements/batch.ts'
import type { KeepingStore, UnredactedRequest } from '../../store.ts'
import type { SqliteFile } from '../database/sqlite-file.ts'
import { createWipe } from '../database/wipe-free-pages.ts'
import { createConcealRuns } from './conceal-runs.ts'

/** Current step of the redaction: it checks deliveries, then wipes free pages, then is done. */
type Progress = { is: 'rows'; after: number; upTo: number } | { is: 'wiping' } | { is: 'done' }

const PROGRESS = 'concealing'

/**
 * Version of the rules that identify secrets. A higher version causes all rows to be checked again.
 *
 * 2: secrets of handshakes in JSON bodies.
 */
const RULES = 2

interface Row {
  id: number
  uid: Buffer
  of: Buffer
  method: string
  type: string
  query: string | null
  headers: string | null
  body: Buffer | null
}

/**
 * Creates the methods that redact secrets in deliveries stored before the file was opened. They work in
 * batches that can be interrupted. Later deliveries are stored without their secrets (decision 094).
 */
export const createConceal = (file: SqliteFile): Pick<KeepingStore, 'unconcealed' | 'conceal' | 'wipe'> => {
  const { db, read, write } = file
  const find = db.prepare<[string], string>('select value from settings where name = ?').pluck()
  const put = db.prepare(
    'insert into settings (name, value) values (?, ?) on conflict (name) do update set value = excluded.value'
  )
  const newestAtOpen = db.prepare<[], number | null>('select max(id) from deliveries').pluck().get() ?? null
  const deliveries = db.prepare<[number, number], Row>(
    `select d.id, d.uid, s.uid as "of", d.method, d.content_type as type, p.query, p.headers, p.body
     from deliveries d join subscriptions s on s.id = d.subscription
       left join payloads p on p.delivery = d.id and p.sealed is null
     where d.id > ? and d.id <= ? order by d.id`
  )
  const replace = db.prepare(
    `update payloads set query = ?, headers = ?, body = ?, sealed = ?
     where delivery = (select id from deliveries where uid = ?) and query = ? and headers = ? and body = ?`
  )
  const concealRuns = createConcealRuns(db)
  const wipe = createWipe(file)
  /** Rowid up to which `unconcealed` has returned deliveries. */
  let handedOut = 0
  /** Rows of these deliveries as they were read, by id. */
  let rows = new Map<Id, Row>()

  const progress = (): Progress => {
    const text = find.get(PROGRESS)
    // Written by this file alone.
    const kept = text === undefined ? null : (JSON.parse(text) as Progress & { rules?: number })
    if (kept?.rules === RULES) return kept
    return newestAtOpen === null ? { is: 'done' } : { is: 'rows', after: 0, upTo: newestAtOpen }
  }
  const textOf = (next: Progress): string => JSON.stringify({ ...next, rules: RULES })
  const note = (next: Progress): void => void put.run(PROGRESS, textOf(next))

  const requestOf = (row: Row): UnredactedRequest => ({
    delivery: { id: idOfBlob(row.uid), subscriptionId: idOfBlob(row.of), contentType: row.type },
    arrival:
      row.query === null || row.headers === null || row.body === null
        ? null
        : { method: row.method, query: row.query, headers: JSON.parse(row.headers), body: row.body }
  })

  return {
    unconcealed: () =>
      read(() => {
        const now = progress()
        if (now.is !== 'rows') return []
        const requests: UnredactedRequest[] = []
        let bytes = 0
        handedOut = now.upTo
        rows = new Map()
        for (const row of deliveries.iterate(now.after, now.upTo)) {
          rows.set(idOfBlob(row.uid), row)
          requests.push(requestOf(row))
          bytes += row.body?.byteLength ?? 0
          if (requests.length < BATCH_SIZE.changed && bytes < BATCH_SIZE.bytes) continue
          handedOut = row.id
          break
        }
        return requests
      }),
    conceal: requests =>
      write(() => {
        const now = progress()
        let areAsTheyWere = true
        // What is replaced must not stay behind in a page that is let go.
        db.pragma('secure_delete = on')
        try {
          for (const { id, arrival, sealedBody, secrets, mark } of requests) {
            const uid = blobOfId(id)
            const was = rows.get(id)
            if (arrival !== null && was !== undefined) {
              const { query, headers, body } = arrival
              const before = [uid, was.query, was.headers, was.body]
              const { changes } = replace.run(query, JSON.stringify(headers), body, sealedBody, ...before)
              // It was erased or redacted meanwhile, and is to be looked at once more.
              if (changes === 0) areAsTheyWere = false
            }
            concealRuns({ id, secrets, mark })
          }
        } finally {
          db.pragma('secure_delete = fast')
        }
        if (now.is !== 'rows' || !areAsTheyWere) return
        note(handedOut < now.upTo ? { ...now, after: handedOut } : { is: 'wiping' })
      }),
    wipe: async () => {
      const now = await read(progress)
      const isNoted = find.get(PROGRESS) === textOf(now)
      if (now.is === 'done' && !isNoted) await write(() => note(now))
      if (now.is !== 'wiping') return false
      if (await wipe()) return true
      await write(() => note({ is: 'done' }))
      return false
    }
  }
}
