import { expect, onTestFinished, test } from 'vitest'
import { blobOfId } from '../../schema/uid.ts'
import { emptyFlow, newId } from '../../suite/samples.ts'
import { temporaryFolder } from '../testing.ts'
import { openOldFile, putRow } from './old-file.ts'
import { look, openConverted } from './testing.ts'

test('finds the event that each older draft starts with', async () => {
  const folder = temporaryFolder()
  const db = openOldFile(folder, '0016_runs_set_aside_for')
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
  for (const doc of docs) putRow(db, 'flows', { uid: blobOfId(newId()), ...about, doc, ...times })
  db.close()

  const migrated = await openConverted(folder)
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

test('allows continuing a run that was put on hold before runs could wait', async () => {
  const folder = temporaryFolder()
  const db = openOldFile(folder, '0010_redactions')
  const [flowId, runId] = [newId(), newId()]
  const flow = { uid: blobOfId(flowId), owner_id: 'ann', description: '', active: 1, save_all: 1 }
  const doc = JSON.stringify(emptyFlow)
  putRow(db, 'flows', { id: 1, ...flow, doc, draft_no: 1, created_at: 1, updated_at: 1 })
  const detail = JSON.stringify({ is: 'parked', why: 'The server stopped three times.' })
  const token = { token_tail: 'abcd', token_hash: Buffer.from([1]), token_sealed: Buffer.from([2]) }
  const times = { started_at: 2, deadline: 3, since: 3 }
  const on = { uid: blobOfId(newId()), flow: 1, status: 'on', wanted: 1, terms: '{}' }
  putRow(db, 'subscriptions', { id: 1, ...on, ...times, ...token })
  const run = { flow: 1, subscription: 1, kind: 'flow', status: 'parked', detail, started_at: 5 }
  putRow(db, 'runs', { uid: blobOfId(runId), ...run })
  db.close()

  const migrated = await openConverted(folder)
  onTestFinished(() => migrated.close())
  expect(await migrated.waits.ofFlow(flowId)).toEqual([runId])
  await migrated.waits.goOn(runId, 7)
  expect(await migrated.waits.next(0)).toBe(7)
  expect(await migrated.waits.find(runId)).toMatchObject({ run: { status: { is: 'waiting', at: [] } } })
})

test('puts parked runs on hold, with their alerts', async () => {
  const folder = temporaryFolder()
  const db = openOldFile(folder, '0022_flows_covered')
  const [flowId, runId, alertId, endpointId] = [newId(), newId(), newId(), newId()]
  const flow = { uid: blobOfId(flowId), owner_id: 'ann', description: '', active: 1, save_all: 1 }
  const doc = JSON.stringify(emptyFlow)
  putRow(db, 'flows', { id: 1, ...flow, doc, draft_no: 1, created_at: 1, updated_at: 1 })
  const detail = JSON.stringify({ is: 'parked', why: 'Three stops.', at: ['s1'] })
  putRow(db, 'runs', { uid: blobOfId(runId), flow: 1, kind: 'flow', status: 'parked', detail, started_at: 5 })
  const about = {
    kind: 'run-parked',
    flowId,
    runId,
    subscriptionId: null,
    connectorId: null,
    why: 'Three stops.'
  }
  putRow(db, 'alerts', {
    ...{ uid: blobOfId(alertId), kind: 'run-parked', fold: `run-parked/${flowId}/`, owner_id: 'ann' },
    ...{ about: JSON.stringify(about), at: 5, last_at: 5 }
  })
  putRow(db, 'alert_facts', { fact: `run-parked/${runId}`, at: 5 })
  putRow(db, 'alert_endpoints', {
    ...{ uid: blobOfId(endpointId), url: 'https://alerts.acme.example/', status: 'on', created_at: 1 },
    ...{ kinds: JSON.stringify(['run-parked', 'cleanup-stuck']), secret_sealed: Buffer.from([1]) }
  })
  db.close()

  const migrated = await openConverted(folder)
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

test('counts deliveries without a run from before their index changed', async () => {
  const folder = temporaryFolder()
  const db = openOldFile(folder, '0014_runs_at_rest')
  const [flowId, subscriptionId] = [newId(), newId()]
  const flow = { uid: blobOfId(flowId), owner_id: 'ann', description: '', active: 1, save_all: 1 }
  const doc = JSON.stringify(emptyFlow)
  putRow(db, 'flows', { id: 1, ...flow, doc, draft_no: 1, created_at: 1, updated_at: 1 })
  const token = { token_tail: 'abcd', token_hash: Buffer.from([1]), token_sealed: Buffer.from([2]) }
  const on = { uid: blobOfId(subscriptionId), flow: 1, status: 'on', wanted: 1, terms: '{}' }
  putRow(db, 'subscriptions', { id: 1, ...on, started_at: 2, deadline: 3, since: 3, ...token })
  const came = { subscription: 1, method: 'POST', content_type: '', size: 0 }
  for (const [at, status] of ['done', 'filtered', 'refused', 'accepted', 'duplicate', 'filtered'].entries())
    putRow(db, 'deliveries', { uid: blobOfId(newId()), ...came, received_at: at, status })
  db.close()

  const migrated = await openConverted(folder)
  onTestFinished(() => migrated.close())
  const { counts } = await migrated.deliveries.chart({ scope: { subscriptionId }, from: 0, to: 9, most: 2 })
  const sum = (kind: 'filtered' | 'refused' | 'duplicate') =>
    counts.reduce((before, span) => before + span[kind], 0)
  expect([sum('filtered'), sum('refused'), sum('duplicate')]).toEqual([2, 1, 1])
})

test('plans comparisons for registrations with a list flow: those that are on, and uncertain ones that are open', async () => {
  const folder = temporaryFolder()
  const db = openOldFile(folder, '0016_runs_set_aside_for')
  const flow = { owner_id: 'ann', description: '', active: 1, save_all: 1, doc: JSON.stringify(emptyFlow) }
  const ids = ['on', 'doubt', 'closed', 'plain'].map(() => newId())
  const [on, doubt] = ids
  for (const [index, id] of ids.entries()) {
    const flowId = index + 1
    putRow(db, 'flows', {
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
    putRow(db, 'subscriptions', {
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
  putRow(db, 'cleanup_entries', entry)
  db.close()

  const migrated = await openConverted(folder)
  onTestFinished(() => migrated.close())
  expect((await migrated.comparisons.due(1, { limit: 9, except: [] })).map(({ id }) => id)).toEqual([
    on,
    doubt
  ])
})

test('lists older started runs under their root flow', async () => {
  const folder = temporaryFolder()
  const db = openOldFile(folder, '0012_calls')
  const [flowId, runId] = [newId(), newId()]
  const flow = { description: '', active: 1, save_all: 1, doc: JSON.stringify(emptyFlow), draft_no: 1 }
  const kept = { ...flow, created_at: 1, updated_at: 1 }
  putRow(db, 'flows', { id: 1, uid: blobOfId(flowId), owner_id: 'ann', ...kept })
  putRow(db, 'flows', { id: 2, uid: blobOfId(newId()), owner_id: 'mia', ...kept })
  const token = { token_tail: 'abcd', token_hash: Buffer.from([1]), token_sealed: Buffer.from([2]) }
  const on = { uid: blobOfId(newId()), flow: 1, status: 'on', wanted: 1, terms: '{}' }
  putRow(db, 'subscriptions', { id: 1, ...on, ...token, started_at: 2, deadline: 3, since: 3 })
  const run = { flow: 2, subscription: 1, kind: 'flow', status: 'succeeded', started_at: 5, finished_at: 6 }
  putRow(db, 'runs', { uid: blobOfId(runId), ...run })
  db.close()

  const migrated = await openConverted(folder)
  onTestFinished(() => migrated.close())
  for (const scope of [{ ownerId: 'ann' }, { flowId }]) {
    expect((await migrated.runs.list({ scope, limit: 9 })).rows).toMatchObject([{ id: runId }])
  }
})

test('skips due comparisons of a connection by the index alone, also for older rows', async () => {
  const folder = temporaryFolder()
  const db = openOldFile(folder, '0020_connection_checks')
  const flow = { owner_id: 'ann', description: '', active: 1, save_all: 1, doc: JSON.stringify(emptyFlow) }
  putRow(db, 'flows', { id: 1, uid: blobOfId(newId()), ...flow, draft_no: 1, created_at: 1, updated_at: 1 })
  const ids = [newId(), newId()]
  for (const [index, id] of ids.entries()) {
    const terms = JSON.stringify({ connectorId: 'acme', connectionId: index === 0 ? null : 'own' })
    const token = { token_tail: 'abcd', token_hash: Buffer.from([index]), token_sealed: Buffer.from([2]) }
    const kept = { status: 'ended', how: 'uncertain', wanted: 0, started_at: 2, deadline: 3, since: 3 }
    putRow(db, 'subscriptions', { uid: blobOfId(id), flow: 1, terms, ...kept, ...token, compare_at: 5 })
  }
  db.close()

  const migrated = await openConverted(folder)
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

test('has no ping for an older connection', async () => {
  const folder = temporaryFolder()
  const db = openOldFile(folder, '0018_comparisons')
  const [connectorId, connectionId] = [newId(), newId()]
  const about = { key: 'acme_1', name: 'Acme', name_key: 'acme', description: '' }
  const rest = { authentication: '{}', branding: '{}', created_at: 1 }
  putRow(db, 'connectors', { id: 1, uid: blobOfId(connectorId), ...about, ...rest })
  const sealed = { purpose: 'user', owner_id: 'ann', name: 'Own', created_at: 1, sealed: Buffer.from([1]) }
  putRow(db, 'connections', { id: 1, uid: blobOfId(connectionId), connector: 1, ...sealed })
  db.close()

  const migrated = await openConverted(folder)
  onTestFinished(() => migrated.close())
  expect(await migrated.connections.checksOf([connectionId])).toEqual(new Map())
  const check = { at: 5, fault: null }
  await migrated.connections.noteCheck(connectionId, check)
  expect(await migrated.connections.checksOf([connectionId])).toEqual(new Map([[connectionId, check]]))
})

test('finds older flows by the indexes that separate users and makers', async () => {
  const folder = temporaryFolder()
  const db = openOldFile(folder, '0021_connections_of_comparisons')
  const [connectorId, usersId, makersId] = [newId(), newId(), newId()]
  const about = { key: 'acme_1', name: 'Acme', name_key: 'acme', description: '' }
  const rest = { authentication: '{}', branding: '{}', created_at: 1 }
  putRow(db, 'connectors', { id: 1, uid: blobOfId(connectorId), ...about, ...rest })
  const flow = { description: '', active: 1, save_all: 1, doc: JSON.stringify(emptyFlow), draft_no: 1 }
  const kept = { ...flow, owner_id: 'ann', created_at: 1, updated_at: 1 }
  putRow(db, 'flows', { uid: blobOfId(usersId), ...kept })
  putRow(db, 'flows', { uid: blobOfId(makersId), connector: 1, ...kept })
  db.close()

  const migrated = await openConverted(folder)
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
