import { join } from 'node:path'
import { beginDrift } from '@hookwright/model'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { blobOfId } from '../../schema/uid.ts'
import { emptyFlow, newId, sampleConnector, sampleSnapshot } from '../../suite/samples.ts'
import { temporaryFolder } from '../testing.ts'
import { openOldFile, putRow } from './old-file.ts'
import { openConverted } from './testing.ts'

test('keeps data of deployments from before they had a table', async () => {
  const folder = temporaryFolder()
  const db = openOldFile(folder, '0000_first')
  const connector = sampleConnector()
  putRow(db, 'connectors', {
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
    putRow(db, 'versions', { ...about, status: 'test', visible: 1, snapshot, ...more })
    return id
  }
  const first = version(1, 'First.', { status: 'deployed', visible: 0, deployed_at: 6_000 })
  const second = version(2, 'Second.', { status: 'superseded', deployed_at: 5_000 })
  version(3, 'Never deployed.', {})
  db.close()

  const migrated = await openConverted(folder)
  onTestFinished(() => migrated.close())
  expect(await migrated.versions.deployments(connector.id)).toEqual([
    { id: first, versionId: first, number: 1, at: 6_000, by: null, visible: false, note: 'First.' },
    { id: second, versionId: second, number: 2, at: 5_000, by: null, visible: true, note: 'Second.' }
  ])
  expect(await migrated.versions.deployedOf(connector.id)).toMatchObject({ version: { number: 1 } })
  const params = { id: newId(), at: 7_000, by: 'ben', visible: true, note: '' }
  await migrated.versions.deploy(second, params)
  expect((await migrated.versions.deployments(connector.id))[0]).toEqual({
    ...params,
    versionId: second,
    number: 2
  })
})

test('assigns each older run to the one revision of its subscription', async () => {
  const folder = temporaryFolder()
  const db = openOldFile(folder, '0001_deployments')
  const flowId = newId()
  const revisionId = newId()
  const subscriptionId = newId()
  const runId = newId()
  const helperId = newId()
  const flow = { uid: blobOfId(flowId), owner_id: 'ann', description: '', active: 1, save_all: 1 }
  const doc = JSON.stringify(emptyFlow)
  putRow(db, 'flows', { id: 1, ...flow, doc, draft_no: 1, created_at: 1, updated_at: 1 })
  putRow(db, 'revisions', { uid: blobOfId(revisionId), flow: 1, number: 4, created_at: 2, snapshot: '{}' })
  const terms = JSON.stringify({ revisionId })
  const token = { token_tail: 'abcd', token_hash: Buffer.from([1]), token_sealed: Buffer.from([2]) }
  const times = { started_at: 2, deadline: 3, since: 3 }
  const on = { uid: blobOfId(subscriptionId), flow: 1, status: 'on', wanted: 1, terms }
  putRow(db, 'subscriptions', { id: 1, ...on, ...times, ...token })
  const run = { flow: 1, subscription: 1, status: 'succeeded', started_at: 5 }
  putRow(db, 'runs', { uid: blobOfId(runId), kind: 'flow', ...run })
  putRow(db, 'runs', { uid: blobOfId(helperId), kind: 'registration', ...run })
  db.close()

  const migrated = await openConverted(folder)
  onTestFinished(() => migrated.close())
  expect(await migrated.runs.find(runId)).toMatchObject({ revisionId, replayOf: null })
  expect(await migrated.runs.find(helperId)).toMatchObject({ kind: 'registration', revisionId: null })
})

test('leaves newer columns of older subscriptions, deliveries and cleanup entries empty', async () => {
  const folder = temporaryFolder()
  const db = openOldFile(folder, '0002_runs_pin_revisions')
  const [flowId, subscriptionId, deliveryId, entryId] = [newId(), newId(), newId(), newId()]
  const flow = { uid: blobOfId(flowId), owner_id: 'ann', description: '', active: 1, save_all: 1 }
  const doc = JSON.stringify(emptyFlow)
  putRow(db, 'flows', { id: 1, ...flow, doc, draft_no: 1, created_at: 1, updated_at: 1 })
  const token = { token_tail: 'abcd', token_hash: Buffer.from([1]), token_sealed: Buffer.from([2]) }
  const times = { started_at: 2, deadline: 3, since: 3 }
  const on = { uid: blobOfId(subscriptionId), flow: 1, status: 'on', wanted: 1, terms: '{}' }
  putRow(db, 'subscriptions', { id: 1, ...on, ...times, ...token })
  const delivery = { uid: blobOfId(deliveryId), subscription: 1, received_at: 4, method: 'POST' }
  const about = { content_type: 'application/json', size: 2, status: 'accepted' }
  putRow(db, 'deliveries', { id: 1, ...delivery, ...about })
  putRow(db, 'payloads', { delivery: 1, query: '', headers: '[]', body: Buffer.from('{}') })
  const why = JSON.stringify({ code: 'remote.refused', sentence: 'It refused.', details: {} })
  putRow(db, 'cleanup_entries', {
    uid: blobOfId(entryId),
    subscription: 1,
    status: 'open',
    why,
    opened_at: 5
  })
  db.close()

  const migrated = await openConverted(folder)
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

test('keeps older data unchanged, and allows redacting and clearing it', async () => {
  const folder = temporaryFolder()
  const db = openOldFile(folder, '0006_drift')
  const [flowId, subscriptionId, deliveryId] = [newId(), newId(), newId()]
  const flow = { uid: blobOfId(flowId), owner_id: 'ann', description: '', active: 1, save_all: 0 }
  const doc = JSON.stringify(emptyFlow)
  putRow(db, 'flows', { id: 1, ...flow, doc, draft_no: 1, created_at: 1, updated_at: 1 })
  const token = { token_tail: 'abcd', token_hash: Buffer.from([1]), token_sealed: Buffer.from([2]) }
  const times = { started_at: 2, deadline: 3, since: 3 }
  const on = { uid: blobOfId(subscriptionId), flow: 1, status: 'on', wanted: 1, terms: '{}' }
  putRow(db, 'subscriptions', { id: 1, ...on, ...times, ...token })
  const delivery = { uid: blobOfId(deliveryId), subscription: 1, received_at: 4, method: 'POST' }
  const about = { content_type: 'application/json', size: 2, status: 'done' }
  putRow(db, 'deliveries', { id: 1, ...delivery, ...about })
  putRow(db, 'payloads', { delivery: 1, query: '', headers: '[]', body: Buffer.from('{}') })
  db.close()

  const migrated = await openConverted(folder)
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

test('has no drift from before the conversion, and stores later drift', async () => {
  const folder = temporaryFolder()
  const db = openOldFile(folder, '0005_replays')
  const connector = sampleConnector()
  const [versionId, eventFlowId] = [newId(), newId()]
  putRow(db, 'connectors', {
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
  putRow(db, 'versions', { ...version, status: 'test', visible: 1, created_at: 4_000, snapshot })
  db.close()

  const migrated = await openConverted(folder)
  onTestFinished(() => migrated.close())
  expect(await migrated.drift.ofConnector(connector.id)).toEqual([])
  await migrated.drift.keep({ versionId, eventFlowId }, { before: null, drift: beginDrift(0, null) })
  expect(await migrated.drift.ofConnector(connector.id)).toMatchObject([{ versionId, eventFlowId }])
})

test('keeps the numbers of older revisions, and allows drafts without one', async () => {
  const folder = temporaryFolder()
  const db = openOldFile(folder, '0004_history')
  const [flowId, first, second] = [newId(), newId(), newId()]
  const flow = { uid: blobOfId(flowId), owner_id: 'ann', description: '', active: 1, save_all: 1 }
  const doc = JSON.stringify(emptyFlow)
  putRow(db, 'flows', { id: 1, ...flow, doc, draft_no: 1, created_at: 1, updated_at: 1 })
  const revision = { flow: 1, created_at: 2, snapshot: '{}' }
  putRow(db, 'revisions', { uid: blobOfId(first), number: 1, ...revision })
  putRow(db, 'revisions', { uid: blobOfId(second), number: 2, ...revision })
  const runId = newId()
  const run = { uid: blobOfId(runId), kind: 'flow', flow: 1, revision: 2, replay_of: blobOfId(newId()) }
  putRow(db, 'runs', { ...run, status: 'succeeded', started_at: 5 })
  db.close()

  const migrated = await openConverted(folder)
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
  expect(() => putRow(written, 'revisions', { uid: blobOfId(newId()), number: 2, ...revision })).toThrow(
    /UNIQUE/
  )
})

test('stores alerts of older flows', async () => {
  const folder = temporaryFolder()
  const db = openOldFile(folder, '0007_keeping')
  const flowId = newId()
  const flow = { uid: blobOfId(flowId), owner_id: 'ann', description: '', active: 1, save_all: 1 }
  const doc = JSON.stringify(emptyFlow)
  putRow(db, 'flows', { id: 1, ...flow, doc, draft_no: 1, created_at: 1, updated_at: 1 })
  db.close()

  const migrated = await openConverted(folder)
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

test('leaves older connections without a token', async () => {
  const folder = temporaryFolder()
  const db = openOldFile(folder, '0008_alerts')
  const [connector, connection] = [sampleConnector(), newId()]
  const text = { authentication: JSON.stringify(connector.authentication), branding: '{}', description: '' }
  putRow(db, 'connectors', {
    ...{ id: 1, uid: blobOfId(connector.id), key: connector.key, name: 'A', name_key: 'a' },
    ...text,
    created_at: 1
  })
  const owner = { connector: 1, purpose: 'user', owner_id: 'ann', name: 'Mine' }
  putRow(db, 'connections', { uid: blobOfId(connection), ...owner, created_at: 1, sealed: Buffer.from([1]) })
  db.close()

  const migrated = await openConverted(folder)
  onTestFinished(() => migrated.close())
  expect(await migrated.connections.find(connection)).toMatchObject({ connection: { name: 'Mine' } })
  expect(await migrated.connections.tokenOf(connection)).toBeNull()
  expect(await migrated.breakers.all()).toEqual([])
})
