import type { Flow, Id } from '@hookwright/model'
import type { Folder } from '@hookwright/model/files'
import { beforeEach, describe, expect, test } from 'vitest'
import { drawConnector, type TestConnector } from '../testing/draw.ts'
import { makeFolder, openBackend, openForTest, type TestBackend } from '../testing/open-backend.ts'
import { unzipFolder, zipFolder } from './zip.ts'

let one: TestBackend
let drawn: TestConnector
beforeEach(async () => {
  one = await openForTest()
  drawn = await drawConnector(one.backend, { registers: true })
})

const filesIn = (archive: string): Folder =>
  Object.fromEntries(
    Object.entries(unzipFolder(Buffer.from(archive, 'base64'))).map(([path, content]) => [
      path,
      Buffer.from(content).toString()
    ])
  )

const archiveOf = (folder: Folder): string => zipFolder(folder).toString('base64')

const exported = async (connectorId: Id, versionId: Id | null = null): Promise<Folder> =>
  filesIn((await one.backend.connectorFiles.export(connectorId, versionId)).archive)

const changedFile = (folder: Folder, path: string, from: string, to: string): Folder => {
  const text = String(folder[path])
  if (!text.includes(from)) throw new Error(`${path} does not contain ${from}`)
  return { ...folder, [path]: text.replace(from, to) }
}

const previewOf = async (folder: Folder, connectorId: Id | null) => {
  const preview = await one.backend.connectorFiles.preview(archiveOf(folder), connectorId)
  if (!preview.ok) throw new Error(JSON.stringify(preview.flaws))
  return preview
}

const all = async () => ({
  connectors: await one.backend.connectors.list(),
  flows: await one.backend.flows.list(drawn.connectorId)
})

describe('a connector', () => {
  test('has the same bytes after export, import as a new connector and export', async () => {
    const files = await exported(drawn.connectorId)
    const copy = await one.backend.connectorFiles.import(archiveOf(files), { name: 'Copy' }, 'uma')
    const again = await exported(copy.id)
    const { name, key } = await one.backend.connectors.get(drawn.connectorId)
    const expected = changedFile(
      changedFile(files, 'connector.yaml', name, 'Copy'),
      'connector.yaml',
      key,
      copy.key
    )
    expect({ ...again, 'README.md': '' }).toEqual({ ...expected, 'README.md': '' })
    // No flow of the copy leads into the connector that it was made from.
    const original = new Set((await one.backend.flows.list(drawn.connectorId)).map(({ id }) => id))
    const text = JSON.stringify(await one.backend.flows.list(copy.id))
    expect([...original].filter(id => text.includes(id))).toEqual([])
  })

  test('keeps its key in an installation that does not have it', async () => {
    const files = await exported(drawn.connectorId)
    const made = makeFolder()
    const other = await openBackend(made.folder)
    const { name, key } = await one.backend.connectors.get(drawn.connectorId)
    const copy = await other.backend.connectorFiles.import(archiveOf(files), { name }, 'uma')
    expect(copy.key).toBe(key)
    const { archive } = await other.backend.connectorFiles.export(copy.id, null)
    expect(filesIn(archive)).toEqual(files)
    await other.crash()
    made.remove()
  })

  test('is copied from the recycle bin only on request, so that a pipeline adds no copies', async () => {
    const archive = archiveOf(await exported(drawn.connectorId))
    const { key } = await one.backend.connectors.get(drawn.connectorId)
    await one.backend.connectors.remove(drawn.connectorId, 'mia')
    const { connectorFiles, deploymentPlans } = one.backend
    const by = { id: 'uma', seesAll: false, within: async (flows: { id: string }[]) => flows }
    const refused = { code: 'connector.in-bin', message: expect.stringContaining(key) }
    await expect(
      connectorFiles.import(archive, { name: 'Again', isCopy: false }, 'uma')
    ).rejects.toMatchObject(refused)
    await expect(deploymentPlans.make(archive, null, by)).rejects.toMatchObject(refused)
    expect(await one.backend.connectors.list()).toEqual([])
    expect((await connectorFiles.import(archive, { name: 'Again' }, 'uma')).key).not.toBe(key)
  })

  test('is exported as it was in a given version', async () => {
    const before = await exported(drawn.connectorId, drawn.versionId)
    const { name, description, branding } = await one.backend.connectors.get(drawn.connectorId)
    await one.backend.connectors.describe(drawn.connectorId, {
      name,
      branding,
      description: `${description} More.`
    })
    expect(await exported(drawn.connectorId, drawn.versionId)).toEqual(before)
    expect(await exported(drawn.connectorId)).not.toEqual(before)
  })

  test('imports files as drafts: the changes of the preview are made, and no others', async () => {
    const files = await exported(drawn.connectorId)
    const path = Object.keys(files).find(name => name.startsWith('flows/')) ?? ''
    const name = /^name: (.*)$/m.exec(String(files[path]))?.[1] ?? ''
    const added = String(files[path])
      .replace(/^id: .*$/m, 'id: "00c0ffee0001"')
      .replace(`name: ${name}`, 'name: Added')
    const folder = {
      ...changedFile(files, path, `name: ${name}`, 'name: Renamed'),
      'flows/added.yaml': added
    }
    const preview = await previewOf(folder, drawn.connectorId)
    expect(preview.changesSettings).toBe(false)
    expect(preview.flows.filter(({ effect }) => effect !== 'same')).toMatchObject([
      { name: 'Added', effect: 'added' },
      { name: 'Renamed', effect: 'changed' }
    ])
    expect(preview.hosts.filter(({ isNew }) => isNew)).toEqual([])
    const before = await one.backend.flows.list(drawn.connectorId)
    const into = { connectorId: drawn.connectorId, basis: preview.basis }
    await one.backend.connectorFiles.import(archiveOf(folder), into, 'uma')
    const after = await one.backend.flows.list(drawn.connectorId)
    expect(after.length).toBe(before.length + 1)
    const touched = before.filter(flow => after.find(({ id }) => id === flow.id)?.draftNo !== flow.draftNo)
    expect(touched.map(flow => flow.name)).toEqual([name])
    expect(await one.backend.connectorFiles.preview(archiveOf(folder), drawn.connectorId)).toMatchObject({
      flows: preview.flows.map(({ name }) => ({ name, effect: 'same' }))
    })
  })

  test('marks new hosts in a preview and before a deployment', async () => {
    const files = await exported(drawn.connectorId)
    const settings = changedFile(
      files,
      'connector.yaml',
      'allowedHosts: []',
      'allowedHosts:\n    - new.example'
    )
    const preview = await previewOf(settings, drawn.connectorId)
    expect(preview.hosts).toContainEqual({ host: 'new.example', places: ['Authentication'], isNew: true })
    expect(preview.changesSettings).toBe(true)
    const into = { connectorId: drawn.connectorId, basis: preview.basis }
    await one.backend.connectorFiles.import(archiveOf(settings), into, 'uma')
    const hosts = await one.backend.connectorFiles.hosts(drawn.connectorId, null)
    expect(hosts.filter(({ isNew }) => isNew).map(({ host }) => host)).toEqual(['new.example'])
    const deployed = await one.backend.connectorFiles.hosts(drawn.connectorId, drawn.versionId)
    expect(deployed.some(({ isNew }) => isNew)).toBe(false)
  })

  test('is not changed by refused files, by a stale preview or by a name that is in use', async () => {
    const files = await exported(drawn.connectorId)
    const { basis } = await previewOf(files, drawn.connectorId)
    const bad = archiveOf({ ...files, 'flows/bad.yaml': 'format: 1\nid: *a' })
    const before = await all()
    const { connectorFiles } = one.backend
    const into = { connectorId: drawn.connectorId, basis }
    await expect(connectorFiles.import(bad, into, 'uma')).rejects.toMatchObject({
      code: 'files.refused',
      message:
        'The files were not imported, and nothing was changed. flows/bad.yaml, line 2: Anchors, aliases and tags are not allowed. Write the value out.'
    })
    await expect(connectorFiles.import('AAAA', { name: 'New' }, 'uma')).rejects.toMatchObject({
      code: 'files.refused'
    })
    await expect(
      connectorFiles.import(archiveOf(files), { ...into, basis: 'x' }, 'uma')
    ).rejects.toMatchObject({
      code: 'files.stale'
    })
    const { name } = await one.backend.connectors.get(drawn.connectorId)
    await expect(connectorFiles.import(archiveOf(files), { name }, 'uma')).rejects.toMatchObject({
      code: 'connector.name-taken'
    })
    expect(await all()).toEqual(before)
  })

  test('is not exported while two of its flows have one name', async () => {
    const flow = { connectorId: drawn.connectorId, ownerId: 'uma', name: 'Twin' }
    const doc: Flow = { schemaVersion: 1, strip: [], cards: {} }
    await one.backend.flows.create({ ...flow, doc })
    await one.backend.flows.create({ ...flow, doc })
    await expect(one.backend.connectorFiles.export(drawn.connectorId, null)).rejects.toMatchObject({
      code: 'files.not-written',
      message: expect.stringContaining('named “Twin”, too. Rename one of them.')
    })
  })
})

describe('a user’s flow', () => {
  const connectionNamed = async (name: string, ownerId: string): Promise<Id> => {
    const { connectorId } = drawn
    return (await one.backend.connections.create({ connectorId, purpose: 'user', ownerId, name, values: {} }))
      .id
  }

  const addFlow = async (connectionId: Id, helperId: Id): Promise<Id> => {
    const { connectorId, versionId, oneId } = drawn
    const config = { connectorId, versionId, eventFlowId: oneId, connectionId, runMode: 'each' }
    const doc: Flow = {
      schemaVersion: 1,
      strip: ['start', 'call'],
      cards: {
        start: { id: 'start', type: 'connector-event', config, inputs: {} },
        call: { id: 'call', type: 'call-flow', config: { flowId: helperId }, inputs: {} }
      }
    }
    return (await one.backend.flows.create({ connectorId: null, ownerId: 'uma', name: 'Welcome', doc })).id
  }

  const addHelper = async (): Promise<Id> => {
    const card = { id: 'start', type: 'helper-flow', config: { inputs: [] }, inputs: {} }
    const doc: Flow = { schemaVersion: 1, strip: ['start'], cards: { start: card } }
    return (await one.backend.flows.create({ connectorId: null, ownerId: 'uma', name: 'Helper', doc })).id
  }

  test('is the same after export, import by another member with a connection of that name, and export', async () => {
    const flowId = await addFlow(await connectionNamed('Acme', 'uma'), await addHelper())
    const first = await one.backend.flowFiles.export(flowId)
    expect(first.fileName).toBe('welcome.zip')
    const own = await connectionNamed('Acme', 'olaf')
    const preview = await one.backend.flowFiles.preview(first.archive, null, 'olaf')
    expect(preview).toMatchObject({
      ok: true,
      flows: [
        { name: 'Welcome', effect: 'added' },
        { name: 'Helper', effect: 'added' }
      ],
      connections: [{ name: 'Acme', isFound: true }]
    })
    const { id } = await one.backend.flowFiles.import(first.archive, null, 'olaf')
    const { flow } = await one.backend.flows.get(id)
    expect(flow.ownerId).toBe('olaf')
    expect(flow.doc.cards.start?.config).toMatchObject({ connectionId: own, versionId: drawn.versionId })
    expect(filesIn((await one.backend.flowFiles.export(id)).archive)).toEqual(filesIn(first.archive))
  })

  test('imports no connection of others, and no missing connector', async () => {
    const flowId = await addFlow(await connectionNamed('Acme', 'uma'), await addHelper())
    const { archive } = await one.backend.flowFiles.export(flowId)
    const { id } = await one.backend.flowFiles.import(archive, null, 'olaf')
    expect((await one.backend.flows.get(id)).flow.doc.cards.start?.config.connectionId).toBe(null)
    const files = filesIn(archive)
    const { key } = await one.backend.connectors.get(drawn.connectorId)
    const strange = { ...files, 'flow.yaml': String(files['flow.yaml']).replaceAll(key, 'other_000000') }
    await expect(one.backend.flowFiles.import(archiveOf(strange), null, 'olaf')).rejects.toMatchObject({
      code: 'files.refused',
      message: expect.stringContaining('“connector:other_000000” is not known here')
    })
  })

  test('imports no connection of others by its id, and no reserved name', async () => {
    const connectionId = await connectionNamed('Acme', 'uma')
    const flowId = await addFlow(connectionId, await addHelper())
    const files = filesIn((await one.backend.flowFiles.export(flowId)).archive)
    const [, reference = ''] = /connectionId: (connection:\S+)/.exec(String(files['flow.yaml'])) ?? []
    const byId = archiveOf(
      changedFile(files, 'flow.yaml', `connectionId: ${reference}`, `connectionId: ${connectionId}`)
    )
    const { flowFiles } = one.backend
    await expect(flowFiles.import(byId, null, 'olaf')).rejects.toMatchObject({
      code: 'connection.not-shared'
    })
    const reserved = archiveOf(changedFile(files, 'flow.yaml', 'name: Welcome', 'name: _revoke'))
    await expect(flowFiles.import(reserved, null, 'olaf')).rejects.toMatchObject({
      code: 'flow.name-reserved'
    })
    expect(await one.store.flows.ofOwner('olaf')).toEqual([])
    expect(await flowFiles.import(byId, null, 'uma')).toMatchObject({ id: expect.any(String) })
  })

  test('imports files as its draft, and refuses those of another flow', async () => {
    const helperId = await addHelper()
    const connectionId = await connectionNamed('Acme', 'uma')
    const [flowId, otherId] = [await addFlow(connectionId, helperId), await addFlow(connectionId, helperId)]
    const files = filesIn((await one.backend.flowFiles.export(flowId)).archive)
    const folder = archiveOf(changedFile(files, 'flow.yaml', 'name: Welcome', 'name: Hello'))
    const preview = await one.backend.flowFiles.preview(folder, flowId, 'uma')
    const basis = preview.ok ? preview.basis : ''
    expect(preview).toMatchObject({ flows: [{ effect: 'changed' }, { effect: 'same' }] })
    await one.backend.flowFiles.import(folder, { flowId, basis }, 'uma')
    expect((await one.backend.flows.get(flowId)).flow).toMatchObject({ name: 'Hello', draftNo: 2 })
    expect((await one.backend.flows.get(helperId)).flow.draftNo).toBe(1)
    await expect(one.backend.flowFiles.import(folder, { flowId, basis }, 'uma')).rejects.toMatchObject({
      code: 'files.stale'
    })
    const ofOther = await one.backend.flowFiles.preview(folder, otherId, 'uma')
    await expect(
      one.backend.flowFiles.import(folder, { flowId: otherId, basis: ofOther.ok ? ofOther.basis : '' }, 'uma')
    ).rejects.toMatchObject({ code: 'files.refused' })
  })
})
