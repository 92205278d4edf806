import { cpSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { connectorNameKeyOf } from '@hookwright/model'
import Database from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { blobOfId } from '../../schema/uid.ts'
import { sampleApiKey, sampleEntry } from '../../suite/access.ts'
import {
  emptyFlow,
  keepFlow,
  newId,
  sampleConnection,
  sampleConnector,
  sampleRun,
  turnOn
} from '../../suite/samples.ts'
import { openSqliteStore } from '../open-sqlite-store.ts'
import { temporaryFolder } from '../testing.ts'
import { committedMigrations, migrateFile } from './migrate-file.ts'

const committed = committedMigrations()

const journalOf = (migrations: string): { entries: { idx: number; when: number; tag: string }[] } =>
  JSON.parse(readFileSync(join(migrations, 'meta', '_journal.json'), 'utf8'))

/**
 * Creates a folder with the committed migrations and one more, which rebuilds a table as drizzle-kit does.
 */
const withRebuild = (): string => {
  const migrations = join(temporaryFolder(), 'migrations')
  cpSync(committed, migrations, { recursive: true })
  const journal = journalOf(migrations)
  const last = journal.entries.at(-1)
  if (last === undefined) throw new Error('There is a first migration.')
  const tag = '9999_rebuild'
  const sql = `create table __new_connectors as select * from connectors;
--> statement-breakpoint
drop table connectors;
--> statement-breakpoint
create table connectors (id integer primary key not null, uid blob not null unique, key text not null,
  name text not null, name_key text not null, description text not null, authentication text not null,
  branding text not null, created_at integer not null, deleted_at integer, clients_sealed blob, deleted_by text,
  purged_at integer, colour text);
--> statement-breakpoint
insert into connectors select *, null from __new_connectors;
--> statement-breakpoint
drop table __new_connectors;`
  writeFileSync(join(migrations, `${tag}.sql`), sql)
  journal.entries.push({ ...last, idx: last.idx + 1, when: last.when + 1, tag })
  writeFileSync(join(migrations, 'meta', '_journal.json'), JSON.stringify(journal))
  return migrations
}

/** Creates a folder with the committed migrations up to the one named `tag`. */
const until = (tag: string): string => {
  const migrations = join(temporaryFolder(), 'migrations')
  cpSync(committed, migrations, { recursive: true })
  const journal = journalOf(migrations)
  const end = journal.entries.findIndex(entry => entry.tag === tag) + 1
  const file = join(migrations, 'meta', '_journal.json')
  writeFileSync(file, JSON.stringify({ ...journal, entries: journal.entries.slice(0, end) }))
  return migrations
}

/**
 * Reverts a database to before a migration. Only for migrations that, like all later ones, add tables,
 * columns and indexes.
 */
const removeMigration = (folder: string, tag: string): void => {
  const { entries } = journalOf(committed)
  const undone = entries.slice(entries.findIndex(entry => entry.tag === tag))
  const sql = undone.map(entry => readFileSync(join(committed, `${entry.tag}.sql`), 'utf8')).join('\n')
  const db = new Database(join(folder, 'hookwright.db'))
  for (const [, name] of sql.matchAll(/^CREATE (?:UNIQUE )?INDEX `(\w+)`/gm)) db.exec(`drop index ${name}`)
  for (const [, table, column] of sql.matchAll(/^ALTER TABLE `(\w+)` ADD `(\w+)`/gm)) {
    db.exec(`alter table ${table} drop column ${column}`)
  }
  for (const [, name] of sql.matchAll(/^CREATE TABLE `(\w+)`/gm)) db.exec(`drop table ${name}`)
  db.prepare('delete from __drizzle_migrations where created_at >= ?').run(undone[0]?.when)
  db.close()
}

const look = (folder: string): Database.Database => {
  const db = new Database(join(folder, 'hookwright.db'), { readonly: true })
  onTestFinished(() => {
    db.close()
  })
  return db
}

const appliedIn = (folder: string): unknown[] =>
  look(folder).prepare('select created_at from __drizzle_migrations order by created_at').pluck().all()

describe('migrating', () => {
  it('brings an empty file to the newest version, each migration once', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'hookwright.db'), '')
    for (let times = 0; times < 2; times += 1) {
      await (await openSqliteStore({ folder })).close()
      expect(appliedIn(folder)).toEqual(journalOf(committed).entries.map(({ when }) => when))
    }
  })

  it('keeps a current file unchanged, byte for byte', async () => {
    const folder = temporaryFolder()
    const store = await openSqliteStore({ folder })
    await store.connectors.add(sampleConnector())
    await store.close()
    const path = join(folder, 'hookwright.db')
    const before = { bytes: readFileSync(path), changed: statSync(path).mtimeMs }
    await (await openSqliteStore({ folder })).close()
    expect(readFileSync(path).equals(before.bytes)).toBe(true)
    expect(statSync(path).mtimeMs).toBe(before.changed)
  })

  it('keeps the rows that refer to a table that is created again', async () => {
    const folder = temporaryFolder()
    const store = await openSqliteStore({ folder })
    const connector = sampleConnector()
    await store.connectors.add(connector)
    const flow = await keepFlow(store, { connectorId: connector.id })
    await store.close()
    const migrations = withRebuild()
    const migrated = await openSqliteStore({ folder, migrations })
    expect(await migrated.flows.list(connector.id)).toEqual([flow])
    expect(await migrated.connectors.find(connector.id)).toEqual(connector)
    await migrated.close()
    expect(appliedIn(folder)).toHaveLength(journalOf(committed).entries.length + 1)
  })

  it('keeps older connectors and connections without sign-ins', async () => {
    const folder = temporaryFolder()
    const [connector, connection] = [sampleConnector(), sampleConnection(newId())]
    const db = new Database(join(folder, 'hookwright.db'))
    await migrateFile(db, until('0000_first'))
    const json = (value: unknown) => JSON.stringify(value)
    db.prepare(
      `insert into connectors (uid, key, name, name_key, description, authentication, branding, created_at)
       values (?, ?, ?, ?, ?, ?, ?, ?)`
    ).run(
      ...[blobOfId(connector.id), connector.key, connector.name, connectorNameKeyOf(connector.name)],
      ...[connector.description, json(connector.authentication), json(connector.branding), 1]
    )
    db.prepare(
      `insert into connections (uid, connector, purpose, owner_id, name, created_at, sealed, token_sealed)
       values (?, 1, 'user', ?, ?, 1, ?, ?)`
    ).run(blobOfId(connection.id), connection.ownerId, connection.name, Buffer.from([1]), Buffer.from([2]))
    db.close()
    const migrated = await openSqliteStore({ folder })
    onTestFinished(() => migrated.close())
    expect(await migrated.connectors.clientsOf(connector.id)).toBeNull()
    // From before connectors had several methods.
    expect((await migrated.connections.find(connection.id))?.connection.methodId).toBe('main')
    expect(await migrated.connections.authorizationOf(connection.id)).toEqual({
      authorization: null,
      tokenSealed: Buffer.from([2]),
      refreshBegan: null
    })
  })

  it('finds no actions in older subscriptions, until their next revision', async () => {
    const folder = temporaryFolder()
    const store = await openSqliteStore({ folder })
    const { id, flowId } = await turnOn(store)
    await store.close()
    removeMigration(folder, '0002_actions_of_subscriptions')
    const migrated = await openSqliteStore({ folder })
    onTestFinished(() => migrated.close())
    expect(await migrated.subscriptions.versionsWanted(flowId)).toHaveLength(1)
    const revision = { id: newId(), flowId, createdAt: 7_000 }
    const flow = { id: flowId, name: 'Welcome', description: '', doc: emptyFlow }
    const snapshot = { schemaVersion: 1 as const, flow, helpers: [] }
    expect(await migrated.subscriptions.revise(id, { revision, snapshot })).toMatchObject({ number: 2 })
  })

  it('plans a schedule for an older subscription', async () => {
    const folder = temporaryFolder()
    const before = await openSqliteStore({ folder })
    const { id: subscriptionId } = await turnOn(before)
    await before.close()
    removeMigration(folder, '0003_schedules')
    const migrated = await openSqliteStore({ folder })
    onTestFinished(() => migrated.close())
    const schedule = { every: 'minutes' as const, count: 5, zone: '' }
    const plan = { subscriptionId, schedule, nextAt: 300_000, previousAt: null }
    await migrated.schedules.plan(plan)
    expect(await migrated.schedules.due(300_000, 9)).toEqual([plan])
  })

  it('adds an API endpoint to an older flow', async () => {
    const folder = temporaryFolder()
    const before = await openSqliteStore({ folder })
    const { id: subscriptionId, flowId } = await turnOn(before)
    await before.close()
    removeMigration(folder, '0004_api_endpoints')
    const migrated = await openSqliteStore({ folder })
    onTestFinished(() => migrated.close())
    const sealed = { tokenSealed: Buffer.from('token'), secretSealed: Buffer.from('secret') }
    const tokenHash = Buffer.from('hash')
    await migrated.apiEndpoints.add({ id: newId(), flowId, tokenHash, ...sealed, createdAt: 1 })
    expect(await migrated.apiEndpoints.find(tokenHash)).toEqual({ subscriptionId })
  })

  it('assigns older connections to their makers, unshared, and puts no flow on hold', async () => {
    const folder = temporaryFolder()
    const before = await openSqliteStore({ folder })
    const connector = sampleConnector()
    await before.connectors.add(connector)
    const connection = sampleConnection(connector.id)
    await before.connections.add(connection, new Uint8Array([1]))
    const { id } = await turnOn(before)
    await before.close()
    removeMigration(folder, '0005_shared_connections')
    const migrated = await openSqliteStore({ folder })
    onTestFinished(() => migrated.close())
    expect(await migrated.connections.find(connection.id)).toMatchObject({ connection })
    expect(await migrated.connections.accessOf([connection.id])).toEqual(
      new Map([[connection.id, { ownerId: connection.ownerId, ownerRemoved: false, shares: [] }]])
    )
    expect(await migrated.subscriptions.find(id)).toMatchObject({ status: { is: 'on' }, hold: null })
    expect(await migrated.subscriptions.flowsWithShared()).toEqual([])
  })

  it('plans polls for an older subscription, and still finds runs that others have started', async () => {
    const folder = temporaryFolder()
    const before = await openSqliteStore({ folder })
    const { id: subscriptionId, flowId, terms } = await turnOn(before)
    const helper = await keepFlow(before)
    const run = sampleRun(helper.id, { subscriptionId, status: { is: 'succeeded' }, finishedAt: 3_000 })
    await before.runs.begin(run)
    await before.close()
    removeMigration(folder, '0007_polls')
    const migrated = await openSqliteStore({ folder })
    onTestFinished(() => migrated.close())
    const schedule = { every: 'minutes' as const, count: 5, zone: '' }
    const { revisionId } = terms
    await migrated.polls.plan({ subscriptionId, revisionId, connectionId: null, schedule, nextAt: 300_000 })
    expect(await migrated.polls.due(300_000, { limit: 9, except: [] })).toMatchObject([
      { id: subscriptionId }
    ])
    const { rows } = await migrated.runs.list({ scope: { flowId }, limit: 9 })
    expect(rows.map(({ id }) => id)).toContain(run.id)
  })

  it('finds earlier deleted items in the recycle bin, and keeps drafts from then on', async () => {
    const folder = temporaryFolder()
    const before = await openSqliteStore({ folder })
    const [deleted, kept] = [await keepFlow(before), await keepFlow(before)]
    await before.flows.remove(deleted.id, 5_000)
    await before.close()
    removeMigration(folder, '0009_recycle_bin_and_drafts')
    const migrated = await openSqliteStore({ folder })
    onTestFinished(() => migrated.close())
    expect(await migrated.bin.flows()).toMatchObject([{ id: deleted.id, deletedAt: 5_000, deletedBy: null }])
    // The rows of built-in connectors are deleted ones, too.
    expect(await migrated.bin.connectors()).toEqual([])
    await migrated.flows.restore(deleted.id)
    expect(await migrated.flows.find(deleted.id)).toEqual(deleted)
    expect(await migrated.flowDrafts.list(kept.id)).toEqual([])
    const save = { name: 'Other', description: '', active: true, saveAll: true, doc: kept.doc }
    await migrated.flows.save(kept.id, save, { baseDraft: 1, at: 9_000, by: 'bea' })
    expect((await migrated.flowDrafts.list(kept.id)).map(({ name }) => name)).toEqual(['Other', kept.name])
  })

  it('adds API keys and an audit log to older data', async () => {
    const folder = temporaryFolder()
    const before = await openSqliteStore({ folder })
    const { id } = await turnOn(before)
    await before.close()
    removeMigration(folder, '0010_api_keys_and_audit')
    const migrated = await openSqliteStore({ folder })
    onTestFinished(() => migrated.close())
    expect(await migrated.subscriptions.find(id)).toMatchObject({ status: { is: 'on' } })
    const [key, entry, hash] = [sampleApiKey(), sampleEntry(), new Uint8Array([1])]
    await migrated.apiKeys.add(key, hash)
    expect(await migrated.apiKeys.byHash(hash)).toEqual(key)
    await migrated.audit.add(entry)
    expect((await migrated.audit.list({ limit: 9 })).rows).toEqual([entry])
  })

  it('lets older connectors follow the gallery', async () => {
    const folder = temporaryFolder()
    const before = await openSqliteStore({ folder })
    const { id: connectorId, ...about } = sampleConnector()
    await before.connectors.add({ id: connectorId, ...about })
    await before.close()
    removeMigration(folder, '0011_followed_connectors')
    const migrated = await openSqliteStore({ folder })
    onTestFinished(() => migrated.close())
    expect(await migrated.followedConnectors.list()).toEqual([])
    const followed = {
      connectorId,
      galleryKey: 'acme',
      digest: 'one',
      files: { 'connector.yaml': 'a' },
      at: 1
    }
    await migrated.followedConnectors.put(followed)
    expect(await migrated.followedConnectors.find(connectorId)).toEqual(followed)
  })

  it('refuses a file of a newer version, and does not change it', async () => {
    const folder = temporaryFolder()
    await (await openSqliteStore({ folder, migrations: withRebuild() })).close()
    await expect(openSqliteStore({ folder })).rejects.toMatchObject({
      code: 'storage.newer',
      message: expect.stringContaining('newer version')
    })
  })

  it('rolls back a migration that fails', async () => {
    const folder = temporaryFolder()
    const store = await openSqliteStore({ folder })
    const flow = await keepFlow(store)
    await store.close()
    const migrations = withRebuild()
    writeFileSync(
      join(migrations, '9999_rebuild.sql'),
      'drop table payloads;\n--> statement-breakpoint\nnonsense;'
    )
    await expect(openSqliteStore({ folder, migrations })).rejects.toMatchObject({ code: 'storage.failed' })
    const again = await openSqliteStore({ folder })
    onTestFinished(() => again.close())
    expect(await again.flows.find(flow.id)).toEqual(flow)
    expect(look(folder).prepare("select 1 from sqlite_schema where name = 'payloads'").all()).toHaveLength(1)
  })

  it.each(['journal', 'delivery_keys', 'record_keys', 'refusals'])(
    'keeps %s in a table without rowids, as the migration says by hand',
    async name => {
      const folder = temporaryFolder()
      await (await openSqliteStore({ folder })).close()
      const sql = look(folder).prepare('select sql from sqlite_schema where name = ?').pluck().get(name)
      expect(sql).toMatch(/WITHOUT ROWID$/)
    }
  )
})
