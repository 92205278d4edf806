import { Fault, type Flow, type Id } from '@hookwright/model'
import { type Folder, type MergePart, writeEvidence } from '@hookwright/model/files'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { unzipFolder } from '../files/zip.ts'
import { drawConnector } from '../testing/draw.ts'
import { openForTest, type TestBackend } from '../testing/open-backend.ts'
import type { GallerySource } from './gallery-entries.ts'

let one: TestBackend
let folders: Record<string, Folder>

const source: GallerySource = {
  keys: () => Object.keys(folders),
  read: key => folders[key] ?? {}
}

const evidence = writeEvidence({
  ...{ format: 1, evidence: 'reference', runs: [] },
  references: [{ url: 'https://docs.acme.example/webhooks', readOn: '2026-12-01' }]
})

beforeEach(async () => {
  folders = {}
  one = await openForTest(undefined, {}, { gallery: source })
  // The gallery offers what another connector of this installation is made of.
  const drawn = await drawConnector(one.backend, { registers: true })
  const { archive } = await one.backend.connectorFiles.export(drawn.connectorId, null)
  const texts = Object.entries(unzipFolder(Buffer.from(archive, 'base64'))).map(([path, content]) => [
    path,
    Buffer.from(content).toString()
  ])
  const files: Folder = Object.fromEntries(texts)
  folders.acme = {
    ...files,
    'connector.yaml': String(files['connector.yaml']).replace(/name: .*/, 'name: Acme Ready'),
    'evidence.yaml': evidence
  }
})

const gallery = () => one.backend.gallery
const faultOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work
    return 'none'
  } catch (thrown) {
    return thrown instanceof Fault ? thrown.code : String(thrown)
  }
}

const install = (isFork = false) => gallery().install('acme', { isFork, by: 'uma' })

const flowsOf = async (id: Id) => one.backend.flows.list(id)

/** Changes the description of the connector's first flow in the gallery. Returns the key of the flow. */
const changeTheirs = (description: string): string => {
  const path = Object.keys(folders.acme ?? {}).find(file => file.startsWith('flows/')) ?? ''
  const text = String(folders.acme?.[path])
    .replace(/^description: .*\n/m, '')
    .replace(/^(name: .*)$/m, `$1\ndescription: ${description}`)
  folders.acme = { ...folders.acme, [path]: text }
  return /^id: "?([0-9a-f]{12})"?$/m.exec(text)?.[1] ?? ''
}

/** Changes the description of a flow in the draft. The flow is found by its key. */
const changeYours = async (connectorId: Id, key: string, description: string): Promise<void> => {
  const flow = (await flowsOf(connectorId)).find(({ id }) => id.endsWith(key))
  if (flow === undefined) throw new Error(`no flow ${key}`)
  const { id, draftNo, name, active, saveAll, doc } = flow
  await one.backend.flows.save(id, { name, description, active, saveAll, doc: doc as Flow }, draftNo, 'uma')
}

const descriptionOf = async (connectorId: Id, key: string): Promise<string | undefined> =>
  (await flowsOf(connectorId)).find(({ id }) => id.endsWith(key))?.description

test('the gallery lists its connectors and their followers, and names a damaged folder', async () => {
  folders.broken = { ...folders.acme, 'flows/bad.yaml': 'format: 1\nid: zzz\n' }
  folders.unproven = { ...folders.acme, 'evidence.yaml': 'format: 1\nevidence: certain\n' }
  const { entries, damaged } = await gallery().list()
  expect(entries).toMatchObject([
    {
      ...{ key: 'acme', name: 'Acme Ready', installed: [] },
      evidence: { evidence: 'reference' },
      events: expect.arrayContaining([expect.objectContaining({ name: expect.any(String) })])
    }
  ])
  expect(damaged.map(({ key }) => key)).toEqual(['broken', 'unproven'])
  expect(damaged[0]?.why).toContain('flows/bad.yaml')
  expect(one.logged).toContain('A connector of the gallery could not be loaded.')
  const { id } = await install()
  expect((await gallery().list()).entries[0]?.installed).toEqual([
    { connectorId: id, name: 'Acme Ready', hasUpdate: false }
  ])
  expect(await faultOf(gallery().install('broken', { isFork: false, by: 'uma' }))).toBe('gallery.damaged')
  expect(await faultOf(gallery().install('nothing', { isFork: false, by: 'uma' }))).toBe('gallery.unknown')
})

test('installing adds a connector that users can choose at once, and a second one under another name', async () => {
  const first = await install()
  expect(first.name).toBe('Acme Ready')
  expect(await one.backend.versions.list(first.id)).toMatchObject([{ number: 1, status: 'deployed' }])
  expect((await install()).name).toBe('Acme Ready 2')
})

test('installing adds nothing when its version cannot be deployed', async () => {
  const [path = '', text = ''] =
    Object.entries(folders.acme ?? {}).find(([, content]) => /pill: [a-z]+\.[a-z]+/.test(String(content))) ??
    []
  folders.acme = {
    ...folders.acme,
    [path]: String(text).replace(/pill: [a-z]+\.[a-z]+/, 'pill: nobody.name')
  }
  const before = await one.backend.connectors.list()
  expect(await faultOf(install())).toBe('version.has-problems')
  expect(await one.backend.connectors.list()).toEqual(before)

  folders.acme = { ...folders.acme, [path]: text }
  vi.spyOn(one.store.flows, 'deployImport').mockRejectedValueOnce(new Error('The disk is full.'))
  await expect(install()).rejects.toThrow('The disk is full.')
  expect(await one.backend.connectors.list()).toEqual(before)
})

test('a fork does not follow the gallery, nor does a connector that stopped following', async () => {
  const fork = await install(true)
  expect(await faultOf(gallery().compare(fork.id))).toBe('gallery.not-followed')
  const { id } = await install()
  expect(await gallery().following(id)).toEqual({ key: 'acme', hasUpdate: false })
  expect(await gallery().following(fork.id)).toBeNull()
  await gallery().unfollow(id)
  expect(await gallery().following(id)).toBeNull()
  expect(await faultOf(gallery().compare(id))).toBe('gallery.not-followed')
  expect(await faultOf(gallery().unfollow(id))).toBe('gallery.not-followed')
  expect((await gallery().list()).entries[0]?.installed).toEqual([])
})

describe('an update', () => {
  const take = async (connectorId: Id, takes: readonly MergePart[]) => {
    const { basis } = await gallery().compare(connectorId)
    return gallery().update(connectorId, { takes, basis, by: 'uma' })
  }

  test('applies changes of the gallery, and keeps changes of the maker', async () => {
    const { id } = await install()
    const key = changeTheirs('Theirs')
    const other = (await flowsOf(id)).find(flow => !flow.id.endsWith(key))
    await changeYours(id, other?.id.slice(-12) ?? '', 'Mine')
    const compared = await gallery().compare(id)
    expect(compared).toMatchObject({
      hasUpdate: true,
      units: expect.arrayContaining([
        expect.objectContaining({ yours: 'same', theirs: 'changed', isConflict: false }),
        expect.objectContaining({ yours: 'changed', theirs: 'same', isConflict: false })
      ])
    })
    expect(compared.takes).toHaveLength(1)
    await take(id, compared.takes)
    expect(await descriptionOf(id, key)).toBe('Theirs')
    expect(await descriptionOf(id, other?.id.slice(-12) ?? '')).toBe('Mine')
    expect(await gallery().compare(id)).toMatchObject({ hasUpdate: false, takes: [] })
  })

  test('keeps the maker’s version of a part that both changed, unless the gallery’s is chosen', async () => {
    const { id } = await install()
    const key = changeTheirs('Theirs')
    await changeYours(id, key, 'Mine')
    const { units, takes } = await gallery().compare(id)
    expect(units).toMatchObject([{ yours: 'changed', theirs: 'changed', isConflict: true }])
    expect(takes).toEqual([])
    await take(id, takes)
    expect(await descriptionOf(id, key)).toBe('Mine')

    changeTheirs('Theirs again')
    const next = await gallery().compare(id)
    await take(
      id,
      next.units.map(({ part }) => part)
    )
    expect(await descriptionOf(id, key)).toBe('Theirs again')
  })

  test('adds new flows, and keeps those that the gallery removed', async () => {
    const { id } = await install()
    const before = await flowsOf(id)
    const gone = changeTheirs('x')
    const files = Object.entries(folders.acme ?? {})
    const [path = '', text = ''] = files.find(([, content]) => String(content).includes(gone)) ?? []
    // The same flow under another id is a new one, and the old one is gone.
    const renamed = String(text)
      .replace(/^id: .*$/m, 'id: "00c0ffee0001"')
      .replace(/^name: .*$/m, 'name: New')
    folders.acme = {
      ...Object.fromEntries(
        files.map(([file, content]) => [file, String(content).replaceAll(gone, '00c0ffee0001')])
      ),
      [path]: renamed
    }
    const { units, takes } = await gallery().compare(id)
    expect(units).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ theirs: 'added', name: 'New' }),
        expect.objectContaining({ theirs: 'removed' })
      ])
    )
    await take(id, takes)
    const after = await flowsOf(id)
    expect(after).toHaveLength(before.length + 1)
    expect(after.some(flow => flow.id.endsWith('00c0ffee0001') && flow.name === 'New')).toBe(true)
  })

  test('is refused when the draft or the gallery changed since the comparison', async () => {
    const { id } = await install()
    const key = changeTheirs('Theirs')
    const { basis, takes } = await gallery().compare(id)
    await changeYours(id, key, 'Mine')
    expect(await faultOf(gallery().update(id, { takes, basis, by: 'uma' }))).toBe('files.stale')
    expect(await descriptionOf(id, key)).toBe('Mine')
  })
})
