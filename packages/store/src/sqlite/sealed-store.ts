import { blobOfId, idOfBlob } from '../schema/uid.ts'
import { BATCH_SIZE } from '../statements/batch.ts'
import type { SealedKind, SealedRecord, SealedStore } from '../store.ts'
import type { SqliteFile } from './database/sqlite-file.ts'

/** A column of sealed records in a table with rowids. */
interface Column {
  kind: SealedKind
  table: string
  /** SQL of the rowid, and of the blob with the owner's id. */
  rowid: string
  uid: string
  column: string
  /** Encoding of the bytes. */
  as: 'blob' | 'record'
}

const column = (kind: SealedKind, table: string, name: string): Column => ({
  kind,
  table,
  rowid: 'id',
  uid: 'uid',
  column: name,
  as: 'blob'
})

const columns: Column[] = [
  column('connection', 'connections', 'sealed'),
  column('connection-token', 'connections', 'token_sealed'),
  column('connector-clients', 'connectors', 'clients_sealed'),
  column('sign-in', 'sign_ins', 'sealed'),
  column('subscription-token', 'subscriptions', 'token_sealed'),
  column('registration-data', 'subscriptions', 'registration_data'),
  column('signing-secret', 'subscriptions', 'signing_secret_sealed'),
  column('captured', 'subscriptions', 'captured_sealed'),
  column('endpoint-token', 'api_endpoints', 'token_sealed'),
  column('endpoint-secret', 'api_endpoints', 'secret_sealed'),
  column('orphan', 'orphans', 'data_sealed'),
  column('alert-secret', 'alert_endpoints', 'secret_sealed'),
  column('alert-former-secret', 'alert_endpoints', 'former_sealed'),
  {
    kind: 'body',
    table: 'payloads',
    rowid: 'delivery',
    uid: '(select uid from deliveries d where d.id = payloads.delivery)',
    column: 'sealed',
    as: 'blob'
  },
  { kind: 'begun-run', table: 'runs', rowid: 'id', uid: 'uid', column: 'record', as: 'record' }
]

type Kept = Buffer | string | null

const base64Of = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')

/** Returns the bytes of a column's value; null for an unsealed one. */
const bytesOf = (kept: Kept): Uint8Array | null => {
  if (kept === null || Buffer.isBuffer(kept)) return kept
  const sealed = /^\{"sealed":"([A-Za-z0-9+/=]+)"\}$/.exec(kept)?.[1]
  return sealed === undefined ? null : Buffer.from(sealed, 'base64')
}

const writtenAs = (as: Column['as'], bytes: Uint8Array): Buffer | string =>
  as === 'blob' ? Buffer.from(bytes) : JSON.stringify({ sealed: base64Of(bytes) })

/**
 * Cursor prefix of the journal. A cursor is the number of a column and the last rowid, or `journal`
 * with the last key of that table.
 */
const JOURNAL = 'journal'

export const createSealedStore = ({ db, read, write }: SqliteFile): SealedStore => {
  const pages = columns.map(({ table, rowid, uid, column: name }) =>
    db.prepare<[number, number], { at: number; uid: Buffer; kept: Kept }>(
      `select ${rowid} as at, ${uid} as uid, ${name} as kept from ${table} where ${rowid} > ? order by ${rowid} limit ?`
    )
  )
  const updates = columns.map(({ table, rowid, column: name, kind }) =>
    db.prepare<[Kept, Buffer, Kept]>(
      kind === 'body'
        ? `update ${table} set ${name} = ? where ${rowid} = (select id from deliveries where uid = ?) and ${name} = ?`
        : `update ${table} set ${name} = ? where uid = ? and ${name} = ?`
    )
  )
  const entries = db.prepare<
    [Buffer, Buffer, string, number],
    { run: Buffer; key: string; result: string | null }
  >('select run, key, result from journal where run > ? or (run = ? and key > ?) order by run, key limit ?')
  const updateEntry = db.prepare<[string, Buffer, string, string]>(
    'update journal set result = ? where run = ? and key = ? and result = ?'
  )

  const pageOf = (at: number, behind: number): { records: SealedRecord[]; next: string | null } => {
    const rows = pages[at]?.all(behind, BATCH_SIZE.looked) ?? []
    const kind = columns[at]?.kind ?? 'connection'
    const records = rows.flatMap(({ uid, kept }) => {
      const sealed = bytesOf(kept)
      return sealed === null ? [] : [{ kind, id: idOfBlob(uid), key: '', sealed }]
    })
    const last = rows.at(-1)
    if (rows.length === BATCH_SIZE.looked && last !== undefined) return { records, next: `${at}:${last.at}` }
    return { records, next: at + 1 < columns.length ? `${at + 1}:0` : `${JOURNAL}::` }
  }

  const pageOfJournal = (after: string): { records: SealedRecord[]; next: string | null } => {
    const [, run = '', ...key] = after.split(':')
    const from = Buffer.from(run, 'hex')
    const rows = entries.all(from, from, key.join(':'), BATCH_SIZE.looked)
    const records = rows.flatMap(entry =>
      entry.result === null
        ? []
        : [
            {
              kind: 'journal' as const,
              id: idOfBlob(entry.run),
              key: entry.key,
              sealed: Buffer.from(String(JSON.parse(entry.result)), 'base64')
            }
          ]
    )
    const last = rows.at(-1)
    if (rows.length < BATCH_SIZE.looked || last === undefined) return { records, next: null }
    return { records, next: `${JOURNAL}:${last.run.toString('hex')}:${last.key}` }
  }

  const replaceOne = ({ record, by }: { record: SealedRecord; by: Uint8Array }): number => {
    const { kind, id, key, sealed } = record
    if (kind === 'journal') {
      const [now, before] = [JSON.stringify(base64Of(by)), JSON.stringify(base64Of(sealed))]
      return updateEntry.run(now, blobOfId(id), key, before).changes
    }
    const at = columns.findIndex(column => column.kind === kind)
    const as = columns[at]?.as ?? 'blob'
    return updates[at]?.run(writtenAs(as, by), blobOfId(id), writtenAs(as, sealed)).changes ?? 0
  }

  return {
    page: after =>
      read(() => {
        if (after?.startsWith(JOURNAL)) return pageOfJournal(after)
        const [at = '0', behind = '0'] = after?.split(':') ?? []
        return pageOf(Number(at), Number(behind))
      }),
    replace: changes =>
      write(() => {
        db.pragma('secure_delete = on')
        try {
          return changes.reduce((sum, change) => sum + replaceOne(change), 0)
        } finally {
          db.pragma('secure_delete = fast')
        }
      })
  }
}
