import { cpSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beginDrift } from '@hookwright/model'
import Database from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { emptyFlow, keepFlow, newId, sampleConnector, sampleSnapshot } from '../../suite/samples.ts'
import { openSqliteStore } from '../open-sqlite-store.ts'
import { temporaryFolder } from '../testing.ts'
import { migrateFile } from './migrate-file.ts'
import { blobOfId } from './uid.ts'

const committed = fileURLToPath(new URL('../../../drizzle/sqlite', import.meta.url))

const journalOf = (migrations: string): { entries: { idx: number; when: number; tag: string }[] } =>
  JSON.parse(readFileSync(join(migrations, 'meta', '_journal.json'), 'utf8'))

/** The committed migrations up to one of them. */
const until = (tag: string): string => {
  const migrations = join(temporaryFolder(), 'migrations')
  cpSync(committed, migrations, { recursive: true })
  const journal = journalOf(migrations)
  const entries = journal.entries.slice(0, journal.entries.findIndex(entry => entry.tag === tag) + 1)
  writeFileSync(join(migrations, 'meta', '_journal.json'), JSON.stringify({ ...journal, entries }))
  return migrations
}

/** The committed migrations and one more, which makes a table anew as drizzle-kit does. */
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
  branding text not null, created_at integer not null, deleted_at integer, colour text);
--> statement-breakpoint
insert into connectors select *, null from __new_connectors;
--> statement-breakpoint
drop table __new_connectors;`
  writeFileSync(join(migrations, `${tag}.sql`), sql)
  journal.entries.push({ ...last, idx: last.idx + 1, when: last.when + 1, tag })
  writeFileSync(join(migrations, 'meta', '_journal.json'), JSON.stringify(journal))
  return migrations
}

/** The file as a version wrote it that knew the migrations up to one of them. */
const fileAt = async (folder: string, tag: string): Promise<Database.Database> => {
  const db = new Database(join(folder, 'hookwright.db'))
  await migrateFile(db, until(tag))
  return db
}

/** Writes one row of what such a version had. */
const put = (db: Database.Database, table: string, row: object): void => {
  const columns = Object.keys(row)
  db.prepare(`insert into ${table} (${columns}) values (${columns.map(() => '?')})`).run(Object.values(row))
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
  it('brings an empty file to the newest migration, each once', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'hookwright.db'), '')
    for (let times = 0; times < 2; times += 1) {
      await (await openSqliteStore({ folder })).close()
      expect(appliedIn(folder)).toEqual(journalOf(committed).entries.map(({ when }) => when))
    }
  })

  it('leaves a file that is current as it was, byte for byte', async () => {
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

  it('keeps the rows that refer to a table that is made anew', async () => {
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

  it('refuses a file that a newer version has written, and leaves it alone', async () => {
    const folder = temporaryFolder()
    await (await openSqliteStore({ folder, migrations: withRebuild() })).close()
    await expect(openSqliteStore({ folder })).rejects.toMatchObject({
      code: 'storage.newer',
      message: expect.stringContaining('newer version')
    })
  })

  it('keeps nothing of a migration that fails', async () => {
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

  it('keeps what is known of deployments from before they had a table', async () => {
    const folder = temporaryFolder()
    const db = await fileAt(folder, '0000_first')
    const connector = sampleConnector()
    put(db, 'connectors', {
      id: 1,
      uid: blobOfId(connector.id),
      key: connector.key,
      name: connector.name,
      name_key: 'acme hr',
      description: '',
      authentication: JSON.stringify(connector.authentication),
      branding: JSON.stringify(connector.branding),
      created_at: 1_000
    })
    const version = (number: number, note: string, more: object) => {
      const id = newId()
      const snapshot = JSON.stringify(sampleSnapshot())
      const about = { uid: blobOfId(id), connector: 1, number, note, created_at: 4_000, created_by: 'ann' }
      put(db, 'versions', { ...about, status: 'test', visible: 1, snapshot, ...more })
      return id
    }
    const first = version(1, 'First.', { status: 'deployed', visible: 0, deployed_at: 6_000 })
    const second = version(2, 'Second.', { status: 'superseded', deployed_at: 5_000 })
    version(3, 'Never deployed.', {})
    db.close()

    const migrated = await openSqliteStore({ folder })
    onTestFinished(() => migrated.close())
    expect(await migrated.versions.deployments(connector.id)).toEqual([
      { id: first, versionId: first, number: 1, at: 6_000, by: null, visible: false, note: 'First.' },
      { id: second, versionId: second, number: 2, at: 5_000, by: null, visible: true, note: 'Second.' }
    ])
    expect(await migrated.versions.deployedOf(connector.id)).toMatchObject({ version: { number: 1 } })
    const given = { id: newId(), at: 7_000, by: 'ben', visible: true, note: '' }
    await migrated.versions.deploy(second, given)
    expect((await migrated.versions.deployments(connector.id))[0]).toEqual({
      ...given,
      versionId: second,
      number: 2
    })
  })

  it('pins each run from before to the one revision that its subscription had', async () => {
    const folder = temporaryFolder()
    const db = await fileAt(folder, '0001_deployments')
    const flowId = newId()
    const revisionId = newId()
    const subscriptionId = newId()
    const runId = newId()
    const helperId = newId()
    const flow = { uid: blobOfId(flowId), owner_id: 'ann', description: '', active: 1, save_all: 1 }
    const doc = JSON.stringify(emptyFlow)
    put(db, 'flows', { id: 1, ...flow, doc, draft_no: 1, created_at: 1, updated_at: 1 })
    put(db, 'revisions', { uid: blobOfId(revisionId), flow: 1, number: 4, created_at: 2, snapshot: '{}' })
    const terms = JSON.stringify({ revisionId })
    const token = { token_tail: 'abcd', token_hash: Buffer.from([1]), token_sealed: Buffer.from([2]) }
    const times = { started_at: 2, deadline: 3, since: 3 }
    const on = { uid: blobOfId(subscriptionId), flow: 1, status: 'on', wanted: 1, terms }
    put(db, 'subscriptions', { id: 1, ...on, ...times, ...token })
    const run = { flow: 1, subscription: 1, status: 'succeeded', started_at: 5 }
    put(db, 'runs', { uid: blobOfId(runId), kind: 'flow', ...run })
    put(db, 'runs', { uid: blobOfId(helperId), kind: 'registration', ...run })
    db.close()

    const migrated = await openSqliteStore({ folder })
    onTestFinished(() => migrated.close())
    expect(await migrated.runs.find(runId)).toMatchObject({ revisionId, replayOf: null })
    expect(await migrated.runs.find(helperId)).toMatchObject({ kind: 'registration', revisionId: null })
  })

  it('leaves subscriptions, deliveries and cleanup entries from before with nothing of what came later', async () => {
    const folder = temporaryFolder()
    const db = await fileAt(folder, '0002_runs_pin_revisions')
    const [flowId, subscriptionId, deliveryId, entryId] = [newId(), newId(), newId(), newId()]
    const flow = { uid: blobOfId(flowId), owner_id: 'ann', description: '', active: 1, save_all: 1 }
    const doc = JSON.stringify(emptyFlow)
    put(db, 'flows', { id: 1, ...flow, doc, draft_no: 1, created_at: 1, updated_at: 1 })
    const token = { token_tail: 'abcd', token_hash: Buffer.from([1]), token_sealed: Buffer.from([2]) }
    const times = { started_at: 2, deadline: 3, since: 3 }
    const on = { uid: blobOfId(subscriptionId), flow: 1, status: 'on', wanted: 1, terms: '{}' }
    put(db, 'subscriptions', { id: 1, ...on, ...times, ...token })
    const delivery = { uid: blobOfId(deliveryId), subscription: 1, received_at: 4, method: 'POST' }
    const about = { content_type: 'application/json', size: 2, status: 'accepted' }
    put(db, 'deliveries', { id: 1, ...delivery, ...about })
    put(db, 'payloads', { delivery: 1, query: '', headers: '[]', body: Buffer.from('{}') })
    const why = JSON.stringify({ code: 'remote.refused', sentence: 'It refused.', details: {} })
    put(db, 'cleanup_entries', {
      uid: blobOfId(entryId),
      subscription: 1,
      status: 'open',
      why,
      opened_at: 5
    })
    db.close()

    const migrated = await openSqliteStore({ folder })
    onTestFinished(() => migrated.close())
    expect(await migrated.subscriptions.find(subscriptionId)).toMatchObject({
      signingSecretSealed: null,
      capturedSealed: null,
      matched: {},
      renewAt: null,
      renewTries: 0,
      gaps: [],
      answersUntil: null,
      probedAt: null
    })
    expect(await migrated.deliveries.waiting({ limit: 9 })).toMatchObject([{ delivery: { id: deliveryId } }])
    expect(await migrated.cleanup.list()).toMatchObject([{ id: entryId, tries: 0, nextAt: null }])
  })

  it('keeps all of what is there as it came, and lets it be redacted and cleared from then on', async () => {
    const folder = temporaryFolder()
    const db = await fileAt(folder, '0006_drift')
    const [flowId, subscriptionId, deliveryId] = [newId(), newId(), newId()]
    const flow = { uid: blobOfId(flowId), owner_id: 'ann', description: '', active: 1, save_all: 0 }
    const doc = JSON.stringify(emptyFlow)
    put(db, 'flows', { id: 1, ...flow, doc, draft_no: 1, created_at: 1, updated_at: 1 })
    const token = { token_tail: 'abcd', token_hash: Buffer.from([1]), token_sealed: Buffer.from([2]) }
    const times = { started_at: 2, deadline: 3, since: 3 }
    const on = { uid: blobOfId(subscriptionId), flow: 1, status: 'on', wanted: 1, terms: '{}' }
    put(db, 'subscriptions', { id: 1, ...on, ...times, ...token })
    const delivery = { uid: blobOfId(deliveryId), subscription: 1, received_at: 4, method: 'POST' }
    const about = { content_type: 'application/json', size: 2, status: 'done' }
    put(db, 'deliveries', { id: 1, ...delivery, ...about })
    put(db, 'payloads', { delivery: 1, query: '', headers: '[]', body: Buffer.from('{}') })
    db.close()

    const migrated = await openSqliteStore({ folder })
    onTestFinished(() => migrated.close())
    expect(await migrated.keeping.ofFlow(flowId)).toEqual({ saveAll: false, redaction: [] })
    expect(await migrated.keeping.rules()).toBeNull()
    expect(await migrated.keeping.redactDue(9)).toEqual([])
    const found = await migrated.deliveries.find(deliveryId)
    expect(found?.delivery).not.toHaveProperty('redaction')
    expect(found?.arrival?.body).toHaveLength(2)
    expect(await migrated.keeping.measure(flowId)).toMatchObject({ deliveries: 1, bytes: 4 })
    expect(await migrated.keeping.forgetValues({ before: 9, after: null })).toMatchObject({ done: 1 })
  })

  it('knows of no drift from before, and keeps what is found from now on', async () => {
    const folder = temporaryFolder()
    const db = await fileAt(folder, '0005_replays')
    const connector = sampleConnector()
    const [versionId, eventFlowId] = [newId(), newId()]
    put(db, 'connectors', {
      id: 1,
      uid: blobOfId(connector.id),
      key: connector.key,
      name: connector.name,
      name_key: 'acme hr',
      description: '',
      authentication: JSON.stringify(connector.authentication),
      branding: JSON.stringify(connector.branding),
      created_at: 1_000
    })
    const version = { uid: blobOfId(versionId), connector: 1, number: 1, note: '', created_by: 'ann' }
    const snapshot = JSON.stringify(sampleSnapshot())
    put(db, 'versions', { ...version, status: 'test', visible: 1, created_at: 4_000, snapshot })
    db.close()

    const migrated = await openSqliteStore({ folder })
    onTestFinished(() => migrated.close())
    expect(await migrated.drift.ofConnector(connector.id)).toEqual([])
    await migrated.drift.keep({ versionId, eventFlowId }, beginDrift(0, null))
    expect(await migrated.drift.ofConnector(connector.id)).toMatchObject([{ versionId, eventFlowId }])
  })

  it('keeps the numbers of revisions from before apart, and lets drafts have none', async () => {
    const folder = temporaryFolder()
    const db = await fileAt(folder, '0004_history')
    const [flowId, first, second] = [newId(), newId(), newId()]
    const flow = { uid: blobOfId(flowId), owner_id: 'ann', description: '', active: 1, save_all: 1 }
    const doc = JSON.stringify(emptyFlow)
    put(db, 'flows', { id: 1, ...flow, doc, draft_no: 1, created_at: 1, updated_at: 1 })
    const revision = { flow: 1, created_at: 2, snapshot: '{}' }
    put(db, 'revisions', { uid: blobOfId(first), number: 1, ...revision })
    put(db, 'revisions', { uid: blobOfId(second), number: 2, ...revision })
    const runId = newId()
    const run = { uid: blobOfId(runId), kind: 'flow', flow: 1, revision: 2, replay_of: blobOfId(newId()) }
    put(db, 'runs', { ...run, status: 'succeeded', started_at: 5 })
    db.close()

    const migrated = await openSqliteStore({ folder })
    expect(await migrated.runs.find(runId)).toMatchObject({ revisionId: second, replay: null })
    const snapshot = {
      schemaVersion: 1 as const,
      flow: { id: flowId, name: '', description: '', doc: emptyFlow },
      helpers: []
    }
    for (const name of ['Once', 'Twice']) {
      const revision = { id: newId(), flowId, createdAt: 3 }
      await migrated.subscriptions.keepDraft({
        revision,
        snapshot: { ...snapshot, flow: { ...snapshot.flow, name } }
      })
    }
    await migrated.close()
    const written = new Database(join(folder, 'hookwright.db'))
    onTestFinished(() => {
      written.close()
    })
    expect(() => put(written, 'revisions', { uid: blobOfId(newId()), number: 2, ...revision })).toThrow(
      /UNIQUE/
    )
  })

  it('has room for alerts of flows from before them', async () => {
    const folder = temporaryFolder()
    const db = await fileAt(folder, '0007_keeping')
    const flowId = newId()
    const flow = { uid: blobOfId(flowId), owner_id: 'ann', description: '', active: 1, save_all: 1 }
    const doc = JSON.stringify(emptyFlow)
    put(db, 'flows', { id: 1, ...flow, doc, draft_no: 1, created_at: 1, updated_at: 1 })
    db.close()

    const migrated = await openSqliteStore({ folder })
    onTestFinished(() => migrated.close())
    expect(await migrated.alerts.countUnseen({ ownerId: null })).toBe(0)
    expect(await migrated.alertEndpoints.list()).toEqual([])
    const [runId, id] = [newId(), newId()]
    const about = {
      kind: 'run-on-hold' as const,
      flowId,
      runId,
      subscriptionId: null,
      connectorId: null,
      why: ''
    }
    await migrated.alerts.raise({ id, at: 9, fact: `run-on-hold/${runId}`, about })
    expect(await migrated.alerts.find(id)).toMatchObject({ ownerId: 'ann', about })
  })

  it('leaves connections from before without a token', async () => {
    const folder = temporaryFolder()
    const db = await fileAt(folder, '0008_alerts')
    const [connector, connection] = [sampleConnector(), newId()]
    const text = { authentication: JSON.stringify(connector.authentication), branding: '{}', description: '' }
    put(db, 'connectors', {
      ...{ id: 1, uid: blobOfId(connector.id), key: connector.key, name: 'A', name_key: 'a' },
      ...text,
      created_at: 1
    })
    const owner = { connector: 1, purpose: 'user', owner_id: 'ann', name: 'Mine' }
    put(db, 'connections', { uid: blobOfId(connection), ...owner, created_at: 1, sealed: Buffer.from([1]) })
    db.close()

    const migrated = await openSqliteStore({ folder })
    onTestFinished(() => migrated.close())
    expect(await migrated.connections.find(connection)).toMatchObject({ connection: { name: 'Mine' } })
    expect(await migrated.connections.tokenOf(connection)).toBeNull()
    expect(await migrated.breakers.all()).toEqual([])
  })

  // review: cores A2
  it('knows the event that each draft from before starts with', async () => {
    const folder = temporaryFolder()
    const db = await fileAt(folder, '0016_runs_set_aside_for')
    const [versionId, eventFlowId] = [newId(), newId()]
    const about = { owner_id: 'ann', description: '', active: 1, save_all: 1, draft_no: 1 }
    const times = { created_at: 1, updated_at: 1 }
    const starting = (id: string, config: object): string => {
      const card = { id, type: 'connector-event', config, inputs: {} }
      return JSON.stringify({ ...emptyFlow, strip: [id], cards: { [id]: card } })
    }
    const docs = [
      starting('start-1', { versionId, eventFlowId }),
      starting('start', {}),
      JSON.stringify(emptyFlow),
      starting('odd"id', { versionId, eventFlowId })
    ]
    for (const doc of docs) put(db, 'flows', { uid: blobOfId(newId()), ...about, doc, ...times })
    db.close()

    const migrated = await openSqliteStore({ folder })
    onTestFinished(() => migrated.close())
    const [first] = await migrated.flows.ofOwner('ann')
    expect(await migrated.flows.startingWith('ann', eventFlowId)).toEqual([first?.id])
    expect(look(folder).prepare('select event_version from flows order by id').pluck().all()).toEqual([
      versionId,
      null,
      null,
      null
    ])
    // One that is saved from now on says so itself.
    const [, second] = await migrated.flows.ofOwner('ann')
    if (second === undefined) throw new Error('The flow is there.')
    const { id, name, description, active, saveAll } = second
    const doc = JSON.parse(docs[0] ?? '')
    const save = { name, description, active, saveAll, doc }
    await migrated.flows.save(id, save, { baseDraft: 1, at: 2 })
    expect(await migrated.flows.startingWith('ann', eventFlowId)).toEqual([first?.id, id])
  })

  it('lets a run that was put on hold before runs could wait go on', async () => {
    const folder = temporaryFolder()
    const db = await fileAt(folder, '0010_redactions')
    const [flowId, runId] = [newId(), newId()]
    const flow = { uid: blobOfId(flowId), owner_id: 'ann', description: '', active: 1, save_all: 1 }
    const doc = JSON.stringify(emptyFlow)
    put(db, 'flows', { id: 1, ...flow, doc, draft_no: 1, created_at: 1, updated_at: 1 })
    const detail = JSON.stringify({ is: 'parked', why: 'The server stopped three times.' })
    const token = { token_tail: 'abcd', token_hash: Buffer.from([1]), token_sealed: Buffer.from([2]) }
    const times = { started_at: 2, deadline: 3, since: 3 }
    const on = { uid: blobOfId(newId()), flow: 1, status: 'on', wanted: 1, terms: '{}' }
    put(db, 'subscriptions', { id: 1, ...on, ...times, ...token })
    const run = { flow: 1, subscription: 1, kind: 'flow', status: 'parked', detail, started_at: 5 }
    put(db, 'runs', { uid: blobOfId(runId), ...run })
    db.close()

    const migrated = await openSqliteStore({ folder })
    onTestFinished(() => migrated.close())
    expect(await migrated.waits.ofFlow(flowId)).toEqual([runId])
    await migrated.waits.goOn(runId, 7)
    expect(await migrated.waits.next(0)).toBe(7)
    expect(await migrated.waits.find(runId)).toMatchObject({ run: { status: { is: 'waiting', at: [] } } })
  })

  it('puts runs on hold that were parked, with their alerts', async () => {
    const folder = temporaryFolder()
    const db = await fileAt(folder, '0022_flows_covered')
    const [flowId, runId, alertId, endpointId] = [newId(), newId(), newId(), newId()]
    const flow = { uid: blobOfId(flowId), owner_id: 'ann', description: '', active: 1, save_all: 1 }
    const doc = JSON.stringify(emptyFlow)
    put(db, 'flows', { id: 1, ...flow, doc, draft_no: 1, created_at: 1, updated_at: 1 })
    const detail = JSON.stringify({ is: 'parked', why: 'Three stops.', at: ['s1'] })
    put(db, 'runs', { uid: blobOfId(runId), flow: 1, kind: 'flow', status: 'parked', detail, started_at: 5 })
    const about = {
      kind: 'run-parked',
      flowId,
      runId,
      subscriptionId: null,
      connectorId: null,
      why: 'Three stops.'
    }
    put(db, 'alerts', {
      ...{ uid: blobOfId(alertId), kind: 'run-parked', fold: `run-parked/${flowId}/`, owner_id: 'ann' },
      ...{ about: JSON.stringify(about), at: 5, last_at: 5 }
    })
    put(db, 'alert_facts', { fact: `run-parked/${runId}`, at: 5 })
    put(db, 'alert_endpoints', {
      ...{ uid: blobOfId(endpointId), url: 'https://alerts.acme.example/', status: 'on', created_at: 1 },
      ...{ kinds: JSON.stringify(['run-parked', 'cleanup-stuck']), secret_sealed: Buffer.from([1]) }
    })
    db.close()

    const migrated = await openSqliteStore({ folder })
    onTestFinished(() => migrated.close())
    const status = { is: 'on-hold', why: 'Three stops.', at: ['s1'] }
    expect(await migrated.runs.find(runId)).toMatchObject({ status })
    expect(await migrated.waits.count({})).toEqual({ onHold: 1, held: 0, waiting: 0 })
    const now = { ...about, kind: 'run-on-hold' as const }
    expect(await migrated.alerts.find(alertId)).toMatchObject({ about: now })
    const [endpoint] = await migrated.alertEndpoints.list()
    expect(endpoint?.kinds).toEqual(['run-on-hold', 'cleanup-stuck'])
    // The fact was reported before.
    await migrated.alerts.raise({ id: newId(), at: 9, fact: `run-on-hold/${runId}`, about: now })
    expect(await migrated.alerts.find(alertId)).toMatchObject({ count: 1 })
  })

  it('counts what got no run before its index was said otherwise', async () => {
    const folder = temporaryFolder()
    const db = await fileAt(folder, '0014_runs_at_rest')
    const [flowId, subscriptionId] = [newId(), newId()]
    const flow = { uid: blobOfId(flowId), owner_id: 'ann', description: '', active: 1, save_all: 1 }
    const doc = JSON.stringify(emptyFlow)
    put(db, 'flows', { id: 1, ...flow, doc, draft_no: 1, created_at: 1, updated_at: 1 })
    const token = { token_tail: 'abcd', token_hash: Buffer.from([1]), token_sealed: Buffer.from([2]) }
    const on = { uid: blobOfId(subscriptionId), flow: 1, status: 'on', wanted: 1, terms: '{}' }
    put(db, 'subscriptions', { id: 1, ...on, started_at: 2, deadline: 3, since: 3, ...token })
    const came = { subscription: 1, method: 'POST', content_type: '', size: 0 }
    for (const [at, status] of ['done', 'filtered', 'refused', 'accepted', 'duplicate', 'filtered'].entries())
      put(db, 'deliveries', { uid: blobOfId(newId()), ...came, received_at: at, status })
    db.close()

    const migrated = await openSqliteStore({ folder })
    onTestFinished(() => migrated.close())
    const { counts } = await migrated.deliveries.chart({ scope: { subscriptionId }, from: 0, to: 9, most: 2 })
    const sum = (kind: 'filtered' | 'refused' | 'duplicate') =>
      counts.reduce((before, span) => before + span[kind], 0)
    expect([sum('filtered'), sum('refused'), sum('duplicate')]).toEqual([2, 1, 1])
  })

  it('plans comparisons of what has a listing: what is on, and what ended in doubt without being closed', async () => {
    const folder = temporaryFolder()
    const db = await fileAt(folder, '0016_runs_set_aside_for')
    const flow = { owner_id: 'ann', description: '', active: 1, save_all: 1, doc: JSON.stringify(emptyFlow) }
    const ids = ['on', 'doubt', 'closed', 'plain'].map(() => newId())
    const [on, doubt] = ids
    for (const [index, id] of ids.entries()) {
      const flowId = index + 1
      put(db, 'flows', {
        id: flowId,
        uid: blobOfId(newId()),
        ...flow,
        draft_no: 1,
        created_at: 1,
        updated_at: 1
      })
      const token = { token_tail: 'abcd', token_hash: Buffer.from([index]), token_sealed: Buffer.from([2]) }
      const terms = JSON.stringify(index === 3 ? {} : { listing: { flowId: 'list', inputs: {} } })
      const status =
        index === 1 || index === 2 ? { status: 'ended', how: 'uncertain' } : { status: 'on', wanted: 1 }
      const times = { started_at: 2, deadline: 3, since: 3 }
      put(db, 'subscriptions', {
        id: flowId,
        uid: blobOfId(id),
        flow: flowId,
        terms,
        wanted: 0,
        ...status,
        ...times,
        ...token
      })
    }
    const entry = { uid: blobOfId(newId()), subscription: 3, status: 'closed', why: '{}', opened_at: 4 }
    put(db, 'cleanup_entries', entry)
    db.close()

    const migrated = await openSqliteStore({ folder })
    onTestFinished(() => migrated.close())
    expect((await migrated.comparisons.due(1, { limit: 9, except: [] })).map(({ id }) => id)).toEqual([
      on,
      doubt
    ])
  })

  it('lists the runs that others had begun before for the flow that they come of', async () => {
    const folder = temporaryFolder()
    const db = await fileAt(folder, '0012_calls')
    const [flowId, runId] = [newId(), newId()]
    const flow = { description: '', active: 1, save_all: 1, doc: JSON.stringify(emptyFlow), draft_no: 1 }
    const kept = { ...flow, created_at: 1, updated_at: 1 }
    put(db, 'flows', { id: 1, uid: blobOfId(flowId), owner_id: 'ann', ...kept })
    put(db, 'flows', { id: 2, uid: blobOfId(newId()), owner_id: 'mia', ...kept })
    const token = { token_tail: 'abcd', token_hash: Buffer.from([1]), token_sealed: Buffer.from([2]) }
    const on = { uid: blobOfId(newId()), flow: 1, status: 'on', wanted: 1, terms: '{}' }
    put(db, 'subscriptions', { id: 1, ...on, ...token, started_at: 2, deadline: 3, since: 3 })
    const run = { flow: 2, subscription: 1, kind: 'flow', status: 'succeeded', started_at: 5, finished_at: 6 }
    put(db, 'runs', { uid: blobOfId(runId), ...run })
    db.close()

    const migrated = await openSqliteStore({ folder })
    onTestFinished(() => migrated.close())
    for (const scope of [{ ownerId: 'ann' }, { flowId }]) {
      expect((await migrated.runs.list({ scope, limit: 9 })).rows).toMatchObject([{ id: runId }])
    }
  })

  // review: cores C3
  it('skips due comparisons of a connection on the index alone, also of rows from before', async () => {
    const folder = temporaryFolder()
    const db = await fileAt(folder, '0020_connection_checks')
    const flow = { owner_id: 'ann', description: '', active: 1, save_all: 1, doc: JSON.stringify(emptyFlow) }
    put(db, 'flows', { id: 1, uid: blobOfId(newId()), ...flow, draft_no: 1, created_at: 1, updated_at: 1 })
    const ids = [newId(), newId()]
    for (const [index, id] of ids.entries()) {
      const terms = JSON.stringify({ connectorId: 'acme', connectionId: index === 0 ? null : 'own' })
      const token = { token_tail: 'abcd', token_hash: Buffer.from([index]), token_sealed: Buffer.from([2]) }
      const kept = { status: 'ended', how: 'uncertain', wanted: 0, started_at: 2, deadline: 3, since: 3 }
      put(db, 'subscriptions', { uid: blobOfId(id), flow: 1, terms, ...kept, ...token, compare_at: 5 })
    }
    db.close()

    const migrated = await openSqliteStore({ folder })
    onTestFinished(() => migrated.close())
    const except = [{ connectorId: 'acme', connectionId: null }]
    expect(await migrated.comparisons.due(5, { limit: 9, except })).toMatchObject([{ id: ids[1] }])
    const plan = look(folder)
      .prepare(
        `explain query plan select id from subscriptions where compare_at <= 5
          and not (terms ->> '$.connectorId' = 'acme' and terms ->> '$.connectionId' is null)`
      )
      .all()
    expect(plan).toMatchObject([{ detail: expect.stringContaining('COVERING INDEX subscriptions_compare') }])
  })

  it('knows of no ping of a connection from before', async () => {
    const folder = temporaryFolder()
    const db = await fileAt(folder, '0018_comparisons')
    const [connectorId, connectionId] = [newId(), newId()]
    const about = { key: 'acme_1', name: 'Acme', name_key: 'acme', description: '' }
    const rest = { authentication: '{}', branding: '{}', created_at: 1 }
    put(db, 'connectors', { id: 1, uid: blobOfId(connectorId), ...about, ...rest })
    const sealed = { purpose: 'user', owner_id: 'ann', name: 'Own', created_at: 1, sealed: Buffer.from([1]) }
    put(db, 'connections', { id: 1, uid: blobOfId(connectionId), connector: 1, ...sealed })
    db.close()

    const migrated = await openSqliteStore({ folder })
    onTestFinished(() => migrated.close())
    expect(await migrated.connections.checksOf([connectionId])).toEqual(new Map())
    const check = { at: 5, fault: null }
    await migrated.connections.noteCheck(connectionId, check)
    expect(await migrated.connections.checksOf([connectionId])).toEqual(new Map([[connectionId, check]]))
  })

  // review: cores A2
  it('finds flows from before by the indexes that part users from makers', async () => {
    const folder = temporaryFolder()
    const db = await fileAt(folder, '0021_connections_of_comparisons')
    const [connectorId, usersId, makersId] = [newId(), newId(), newId()]
    const about = { key: 'acme_1', name: 'Acme', name_key: 'acme', description: '' }
    const rest = { authentication: '{}', branding: '{}', created_at: 1 }
    put(db, 'connectors', { id: 1, uid: blobOfId(connectorId), ...about, ...rest })
    const flow = { description: '', active: 1, save_all: 1, doc: JSON.stringify(emptyFlow), draft_no: 1 }
    const kept = { ...flow, owner_id: 'ann', created_at: 1, updated_at: 1 }
    put(db, 'flows', { uid: blobOfId(usersId), ...kept })
    put(db, 'flows', { uid: blobOfId(makersId), connector: 1, ...kept })
    db.close()

    const migrated = await openSqliteStore({ folder })
    onTestFinished(() => migrated.close())
    expect((await migrated.flows.list(connectorId)).map(({ id }) => id)).toEqual([makersId])
    expect(await migrated.flows.countUsers({ ownerId: null, most: 1 })).toMatchObject({ flows: 1 })
    const plans = look(folder).prepare<[], { detail: string }>(
      'explain query plan select id from flows where connector = 1'
    )
    expect(plans.all()).toMatchObject([
      { detail: expect.stringMatching(/USING COVERING INDEX flows_connector/) }
    ])
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
