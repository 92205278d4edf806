import { createHash, randomBytes } from 'node:crypto'
import Database from 'better-sqlite3'
import type { drawPrototypes } from './draw-prototypes.ts'
import { outage, type SeedPlan } from './plans.ts'

const dayMs = 86_400_000

type Row = Record<string, unknown>

export type Seal = (text: string, place: string) => Uint8Array

interface CopyPrototypesGiven {
  database: string
  plan: SeedPlan
  prototypes: Awaited<ReturnType<typeof drawPrototypes>>
  ownerId: string
  seal: Seal
}

/**
 * Copies the prototype flows until there are as many flows as planned. They are in the database of a stopped
 * product.
 * @param options.ownerId the owner who can sign in
 * @param options.seal function that seals with the product's key
 * @returns the tokens of the copies' Event URLs, and the flows of that owner
 */
export function copyPrototypes({ database, plan, prototypes, ownerId, seal }: CopyPrototypesGiven): {
  tokens: string[]
  offFlowIds: string[]
  ownFlowIds: string[]
} {
  const db = new Database(database)
  db.pragma('synchronous = off')
  const owners = [ownerId, ...Array.from({ length: plan.owners - 1 }, newId)]
  const copied = {
    tokens: [] as string[],
    offFlowIds: [] as string[],
    ownFlowIds: [] as string[]
  }
  let count = 0
  const copyFlow = (flowId: string, connector: Renamed) => {
    const owner = owners[count % owners.length] ?? ownerId
    count += 1
    const flow = copyFlowRows(db, { flowId, connector, owner, name: `Flow ${count}`, seal })
    if (owner === ownerId) copied.ownFlowIds.push(flow.id)
    return flow
  }
  try {
    db.transaction(() => {
      for (const kind of ['plain', 'expiring', 'large'] as const) {
        const { connectors, flows } = plan.kinds[kind]
        const { connectorId, flowId } = prototypes[kind]
        const renamed = Array.from({ length: connectors }, (_, index) =>
          index === 0 ? new Map() : copyConnector(db, connectorId, `Acme ${kind} ${index}`)
        )
        for (let index = 0; index < flows; index += 1) {
          copied.tokens.push(...copyFlow(flowId, renamed[index % connectors] ?? new Map()).tokens)
        }
      }
      for (let index = 0; index < plan.off; index += 1) {
        copied.offFlowIds.push(copyFlow(prototypes.off.flowId, new Map()).id)
      }
    })()
    db.pragma('wal_checkpoint(truncate)')
  } finally {
    db.close()
  }
  return copied
}

/**
 * Makes every renewal overdue, as after an outage, and spreads the expiry times randomly.
 *
 * @param database database file of a stopped product
 * @returns the expiry times by subscription id
 */
export function makeRenewalsOverdue(database: string): Map<string, number> {
  const db = new Database(database)
  try {
    const rows = db
      .prepare('select id, uid from subscriptions where renew_at is not null order by id')
      .all() as { id: number; uid: Buffer }[]
    // The first is the prototype, whose Registration Data names no subscription.
    rows.shift()
    const now = Date.now()
    const span = outage.lastExpiryMs - outage.firstExpiryMs
    const set = db.prepare('update subscriptions set renew_at = ?, expires_at = ? where id = ?')
    const expiries = new Map()
    db.transaction(() => {
      for (const [index, { id, uid }] of rows.entries()) {
        // A stride that shares no factor with the count visits every place once.
        const place = (index * 7919) % rows.length
        const expiresAt = now + outage.firstExpiryMs + Math.round((span * place) / rows.length)
        set.run(now - 3_600_000, expiresAt, id)
        expiries.set(idOf(uid), expiresAt)
      }
    })()
    db.pragma('wal_checkpoint(truncate)')
    return expiries
  } finally {
    db.close()
  }
}

/** Map from old ids to new ids. */
type Renamed = Map<string, string>

function copyConnector(db: Database.Database, connectorId: string, name: string): Renamed {
  const connector = rowOf(db, 'connectors', 'uid', blobOf(connectorId))
  const flows = rowsOf(db, 'flows', 'connector', connector.id)
  const versions = rowsOf(db, 'versions', 'connector', connector.id)
  const renamed = new Map([connector, ...flows, ...versions].map(row => [idOf(row.uid as Buffer), newId()]))
  const own = insertCopy(db, 'connectors', connector, renamed, {
    key: `${name.toLowerCase().replaceAll(' ', '-')}_seeded`,
    name,
    name_key: name.toLowerCase()
  })
  for (const flow of flows) insertCopy(db, 'flows', flow, renamed, { connector: own })
  for (const version of versions) {
    const copy = insertCopy(db, 'versions', version, renamed, { connector: own })
    for (const deployment of rowsOf(db, 'deployments', 'version', version.id)) {
      insertCopy(db, 'deployments', deployment, new Map(), { uid: blobOf(newId()), version: copy })
    }
  }
  return renamed
}

interface CopyFlowRowsGiven {
  flowId: string
  connector: Renamed
  owner: string
  name: string
  seal: Seal
}

/** Copies a user's flow with its revision and, if the flow is on, its subscription. */
function copyFlowRows(
  db: Database.Database,
  { flowId, connector, owner, name, seal }: CopyFlowRowsGiven
): { id: string; tokens: string[] } {
  const flow = rowOf(db, 'flows', 'uid', blobOf(flowId))
  const revisions = rowsOf(db, 'revisions', 'flow', flow.id)
  const subscriptions = rowsOf(db, 'subscriptions', 'flow', flow.id)
  const renamed = new Map(connector)
  for (const row of [flow, ...revisions, ...subscriptions]) {
    renamed.set(idOf(row.uid as Buffer), newId())
  }
  const copy = insertCopy(db, 'flows', flow, renamed, { owner_id: owner, name })
  for (const revision of revisions) insertCopy(db, 'revisions', revision, renamed, { flow: copy })
  const tokens = subscriptions.map(subscription => {
    const id = renamed.get(idOf(subscription.uid as Buffer)) ?? ''
    const token = `h${randomBytes(32).toString('base64url')}`
    const place = (part: string) => `subscription/${id}/${part}`
    const row = insertCopy(db, 'subscriptions', subscription, renamed, {
      flow: copy,
      token_hash: createHash('sha256').update(token).digest(),
      token_sealed: seal(token, place('token')),
      token_tail: token.slice(-4),
      registration_data: seal(JSON.stringify({ id: `hook-of-${id}` }), place('registration-data')),
      signing_secret_sealed: null,
      ...(subscription.expires_at === null
        ? {}
        : { expires_at: Date.now() + 3 * dayMs, renew_at: Date.now() + 2 * dayMs })
    })
    for (const attempt of rowsOf(db, 'attempts', 'subscription', subscription.id)) {
      insertCopy(db, 'attempts', attempt, new Map(), {
        uid: blobOf(newId()),
        subscription: row,
        run_id: null
      })
    }
    return token
  })
  return { id: renamed.get(flowId) ?? '', tokens }
}

/**
 * Inserts a copy of a row, and replaces every renamed id in its texts. New columns of the schema are copied,
 * too.
 *
 * @param values values that replace those of the row
 * @returns the rowid of the copy
 */
function insertCopy(
  db: Database.Database,
  table: string,
  { id: _, ...row }: Row,
  renamed: Renamed,
  values: Row
): number | bigint {
  const copy = Object.fromEntries(
    Object.entries(row).map(([column, value]) => [column, renamedIn(value, renamed)])
  )
  const all = { ...copy, ...values }
  const columns = Object.keys(all)
  const statement = `insert into ${table} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`
  return db.prepare(statement).run(...Object.values(all)).lastInsertRowid
}

function renamedIn(value: unknown, renamed: Renamed): unknown {
  if (Buffer.isBuffer(value) && value.length === 16) {
    const id = renamed.get(idOf(value))
    return id === undefined ? value : blobOf(id)
  }
  if (typeof value !== 'string') return value
  let text = value
  for (const [from, to] of renamed) text = text.replaceAll(from, to)
  return text
}

function rowsOf(db: Database.Database, table: string, column: string, value: unknown): Row[] {
  return db.prepare(`select * from ${table} where ${column} = ? order by id`).all(value) as Row[]
}

function rowOf(db: Database.Database, table: string, column: string, value: unknown): Row {
  const [row] = rowsOf(db, table, column, value)
  if (row === undefined) throw new Error(`The prototype is missing in ${table}.`)
  return row
}

let lastNumber = 0

/** Returns a new UUIDv7, later than the previous one. */
function newId() {
  lastNumber += 1
  const bytes = randomBytes(16)
  bytes.writeUIntBE(Date.now(), 0, 6)
  bytes.writeUInt16BE(0x7000 | ((lastNumber >> 14) & 0xfff), 6)
  bytes.writeUInt16BE(0x8000 | (lastNumber & 0x3fff), 8)
  return idOf(bytes)
}

function idOf(blob: Buffer) {
  return blob.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

function blobOf(id: string) {
  return Buffer.from(id.replaceAll('-', ''), 'hex')
}
