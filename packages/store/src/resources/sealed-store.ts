import { and, asc, eq, sql } from 'drizzle-orm'
import { journal } from '../schema/schema.ts'
import type { Tables } from '../schema/tables.ts'
import { blobOfId, idOfBlob } from '../schema/uid.ts'
import { BATCH_SIZE } from '../statements/batch.ts'
import type { Database } from '../statements/database.ts'
import { all, rawRows, rawRun, run, type Steps } from '../statements/steps.ts'
import type { SealedKind, SealedRecord, SealedStore, Store } from '../store.ts'

/** Column that contains sealed records, with how to read it. */
interface Column {
  kind: SealedKind
  table: string
  /** SQL expressions for the rowid (`rowid`) and for the blob with the owner's id (`uid`). */
  rowid: string
  uid: string
  column: string
  /** Form in which the column stores sealed bytes: as a blob, or as base64 in the JSON `{"sealed": …}`. */
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
  column('event-secret', 'event_subscriptions', 'secret_sealed'),
  column('event-former-secret', 'event_subscriptions', 'former_sealed'),
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

/** Returns the encrypted bytes in a stored value; null for a value that is not sealed. */
const bytesOf = (kept: Kept): Uint8Array | null => {
  if (kept === null || Buffer.isBuffer(kept)) return kept
  const sealed = /^\{"sealed":"([A-Za-z0-9+/=]+)"\}$/.exec(kept)?.[1]
  return sealed === undefined ? null : Buffer.from(sealed, 'base64')
}

const writtenAs = (as: Column['as'], bytes: Uint8Array): Buffer | string =>
  as === 'blob' ? Buffer.from(bytes) : JSON.stringify({ sealed: base64Of(bytes) })

/**
 * Cursor prefix of the journal. A cursor is a column's number and the last rowid, or `journal` and the last
 * key of the journal.
 */
const JOURNAL = 'journal'

/** Page of sealed records, and the cursor of the next one; null for the last page. */
interface SealedPage {
  records: SealedRecord[]
  next: string | null
}

function* pageOf(tables: Tables, at: number, behind: number): Steps<SealedPage> {
  const of = columns[at]
  if (of === undefined) return { records: [], next: null }
  const rows = yield* rawRows<{ at: number; uid: Buffer; kept: Kept }>(
    tables,
    sql`select ${sql.raw(`${of.rowid} as at, ${of.uid} as uid, ${of.column} as kept from ${of.table}`)}
      where ${sql.raw(of.rowid)} > ${behind} order by ${sql.raw(of.rowid)} limit ${BATCH_SIZE.looked}`
  )
  const records = rows.flatMap(({ uid, kept }) => {
    const sealed = bytesOf(kept)
    return sealed === null ? [] : [{ kind: of.kind, id: idOfBlob(uid), key: '', sealed }]
  })
  const last = rows.at(-1)
  if (rows.length === BATCH_SIZE.looked && last !== undefined) return { records, next: `${at}:${last.at}` }
  return { records, next: at + 1 < columns.length ? `${at + 1}:0` : `${JOURNAL}::` }
}

function* pageOfJournal(tables: Tables, after: string): Steps<SealedPage> {
  const [, entry = '', ...key] = after.split(':')
  const rows = yield* all(
    tables
      .select({ run: journal.run, key: journal.key, result: journal.result })
      .from(journal)
      .where(sql`(${journal.run}, ${journal.key}) > (${Buffer.from(entry, 'hex')}, ${key.join(':')})`)
      .orderBy(asc(journal.run), asc(journal.key))
      .limit(BATCH_SIZE.looked)
  )
  const records = rows.flatMap(({ run: id, key: of, result }) =>
    result === null
      ? []
      : [{ kind: 'journal' as const, id, key: of, sealed: Buffer.from(String(result), 'base64') }]
  )
  const last = rows.at(-1)
  if (rows.length < BATCH_SIZE.looked || last === undefined) return { records, next: null }
  return { records, next: `${JOURNAL}:${blobOfId(last.run).toString('hex')}:${last.key}` }
}

/**
 * Replaces the bytes of a record if they are unchanged since it was read. Returns the number of changed rows.
 */
function* replaceOne(tables: Tables, record: SealedRecord, by: Uint8Array): Steps<number> {
  const { kind, id, key, sealed } = record
  if (kind === 'journal') {
    const { changes } = yield* run(
      tables
        .update(journal)
        .set({ result: base64Of(by) })
        .where(and(eq(journal.run, id), eq(journal.key, key), eq(journal.result, base64Of(sealed))))
    )
    return changes
  }
  const of = columns.find(column => column.kind === kind)
  if (of === undefined) return 0
  const uid = blobOfId(id)
  const isOwner =
    kind === 'body' ? sql`delivery = (select id from deliveries where uid = ${uid})` : sql`uid = ${uid}`
  const name = sql.raw(of.column)
  const { changes } = yield* rawRun(
    tables,
    sql`update ${sql.raw(of.table)} set ${name} = ${writtenAs(of.as, by)}
      where ${isOwner} and ${name} = ${writtenAs(of.as, sealed)}`
  )
  return changes
}

export const createSealedStore = ({ tables, read, write }: Database): SealedStore => ({
  page: after =>
    read(() => {
      if (after?.startsWith(JOURNAL)) return pageOfJournal(tables, after)
      const [at = '0', behind = '0'] = after?.split(':') ?? []
      return pageOf(tables, Number(at), Number(behind))
    }),
  replace: changes =>
    write(function* () {
      let replaced = 0
      for (const { record, by } of changes) replaced += yield* replaceOne(tables, record, by)
      return replaced
    })
})

/** Creates the check for any stored sealed value. */
export const createHasSealed =
  ({ tables, read }: Database): Store['hasSealed'] =>
  () =>
    read(function* () {
      const [row] = yield* rawRows<{ sealed: number }>(
        tables,
        sql`select case when exists (select 1 from connections) or exists (select 1 from subscriptions)
          or exists (select 1 from alert_endpoints) or exists (select 1 from api_endpoints)
          or exists (select 1 from connectors where clients_sealed is not null) then 1 else 0 end as sealed`
      )
      return row?.sealed === 1
    })
