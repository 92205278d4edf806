import { Fault } from '@hookwright/model'
import { type ConnectorContent, type Folder, formatFileError, writeConnector } from '@hookwright/model/files'
import { anyConnector } from '@hookwright/model/testing'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { makeFolder, openBackend, type TestBackend } from '../testing/open-backend.ts'
import { packFolder } from './connector-files.ts'
import { unzipFolder, zipFolder } from './zip.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Number of generated connectors, and of changed archives that the tests import. Small if absent. */
    folders?: number
  }
}

const long = inject('folders')
const numRuns = long ?? 8

const report = (sentence: string): void => {
  if (long !== undefined) console.log(sentence)
}

/**
 * Settings of the property tests in this file. Failed values are not shrunk, since this takes minutes for a
 * whole connector. A failure prints its seed and path.
 */
const runs = { numRuns, endOnFailure: true }

/**
 * Number of generated connectors after which the tests remove all of them. Otherwise imports would become
 * slow, since each one reads the names of all connectors.
 */
const MOST_LISTED = 100

let one: TestBackend
let remove: () => void
beforeAll(async () => {
  const made = makeFolder()
  remove = made.remove
  // Generated flows have cards of three types that mean nothing.
  one = await openBackend(made.folder, undefined, undefined, {
    specs: specs => {
      const compose = specs.get('compose')
      if (compose === undefined) throw new Error('There is no card Compose.')
      return new Map([...specs, ['plain', compose], ['around', compose], ['fork', compose]])
    }
  })
})
afterAll(async () => {
  await one.crash()
  remove()
})

let made = 0

const withOwnName = (content: ConnectorContent): ConnectorContent => {
  made += 1
  return { ...content, key: `acme_${made.toString(36).padStart(6, '0')}`, name: `${content.name} ${made}` }
}

/** Packs a generated connector under a unique key and name. */
const pack = async (generated: ConnectorContent): Promise<{ name: string; archive: string }> => {
  const { connectors } = one.backend
  if (made % MOST_LISTED === 0) {
    for (const { id } of await connectors.list()) await connectors.remove(id, 'mia')
  }
  const content = withOwnName(generated)
  return { name: content.name, archive: packFolder('acme', writeConnector(content)).archive }
}

const importNew = async ({ name, archive }: { name: string; archive: string }): Promise<string> =>
  (await one.backend.connectorFiles.import(archive, { name }, 'uma')).id

const exported = async (id: string): Promise<string> =>
  (await one.backend.connectorFiles.export(id, null)).archive

test('connectors have the same bytes after export, import and export', async () => {
  let same = 0
  await fc.assert(
    fc.asyncProperty(anyConnector, async generated => {
      const packed = await pack(generated)
      expect((await exported(await importNew(packed))) === packed.archive).toBe(true)
      same += 1
    }),
    runs
  )
  report(`${same} generated connectors: the same bytes after export, import and export.`)
})

/** Random edit of one file in a folder: replaces a part of its text, and may rename the file. */
interface Change {
  file: number
  at: number
  length: number
  by: string
  rename: string | null
}

const seldom = <Value>(arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value | null> =>
  fc.oneof({ weight: 19, arbitrary: fc.constant(null) }, { weight: 1, arbitrary })

const anyChange: fc.Arbitrary<Change> = fc.record({
  file: fc.nat(),
  at: fc.nat(),
  length: fc.nat(30),
  by: fc.oneof(
    fc.string({ maxLength: 8 }),
    fc.constantFrom('\n', ': ', '- ', '&a ', '*a', '"', '|', '\t', '[', '{', '\u0000', 'format: 2\n', 'ghp_')
  ),
  rename: seldom(fc.constantFrom('../a.yaml', 'flows/b.yaml', 'a/../../b', 'flows', 'x.exe', 'logo.svg'))
})

/**
 * Generator of damage to an archive: one changed byte, as after a faulty transfer. It usually generates null,
 * for no damage.
 */
const anyDamage = seldom(fc.record({ at: fc.nat(), to: fc.nat(255) }))

const changedFolder = (before: Folder, changes: Change[]): Folder => {
  let folder = before
  for (const { file, at, length, by, rename } of changes) {
    const paths = Object.keys(folder).filter(path => path !== 'README.md' && !path.startsWith('schema/'))
    const path = paths[file % paths.length] ?? ''
    const text = Buffer.from(folder[path] ?? '').toString()
    const start = at % (text.length + 1)
    const { [path]: _, ...rest } = folder
    folder = { ...rest, [rename ?? path]: text.slice(0, start) + by + text.slice(start + length) }
  }
  return folder
}

const faultOf = async (promise: Promise<unknown>): Promise<Fault | null> => {
  try {
    await promise
    return null
  } catch (thrown) {
    if (thrown instanceof Fault) return thrown
    throw thrown
  }
}

/** Imports a changed archive as a new connector or into an existing one. Returns true if it was imported. */
const importChanged = async (archive: string, into: string | null): Promise<boolean> => {
  const { connectorFiles, connectors } = one.backend
  const listed = await connectors.list()
  const preview = await connectorFiles.preview(archive, into)
  const as =
    into === null
      ? { name: preview.ok ? preview.freeName : `New ${made}` }
      : { connectorId: into, basis: preview.ok ? preview.basis : '' }
  const before = into === null ? null : await exported(into)
  let id = into
  const fault = await faultOf(
    connectorFiles.import(archive, as, 'uma').then(connector => {
      id = connector.id
    })
  )
  if (!preview.ok) {
    expect(preview.flaws.length).toBeGreaterThan(0)
    for (const flaw of preview.flaws) {
      expect(flaw.message).toMatch(/[.!?]$/u)
      expect(fault?.message).toMatch(/^The files were not imported, and nothing was changed\. /)
    }
    expect(fault?.message).toContain(preview.flaws[0] && formatFileError(preview.flaws[0]))
  }
  if (fault !== null) {
    expect(fault.code).toBe(preview.ok ? 'connector.name-taken' : 'files.refused')
    expect(await connectors.list()).toEqual(listed)
    if (into !== null) expect(await exported(into)).toBe(before)
    return false
  }
  // All of it was imported: what is there now is what the files hold.
  const again = await connectorFiles.preview(archive, id)
  if (!again.ok || id === null) throw new Error('The imported files cannot be read any more.')
  expect(again.flows.filter(({ effect }) => effect !== 'same')).toEqual([])
  if (into !== null) expect(again.changesSettings).toBe(false)
  const fileFault = await faultOf(exported(id))
  if (fileFault !== null) expect(fileFault.code).toBe('files.not-written')
  return true
}

test('changed files are imported as a whole, or refused with sentences and without a change', async () => {
  const counts = { imported: 0, refused: 0 }
  const changes = fc.array(anyChange, { minLength: 1, maxLength: 3 })
  await fc.assert(
    fc.asyncProperty(
      anyConnector,
      changes,
      anyDamage,
      fc.boolean(),
      async (generated, all, damage, isNew) => {
        const packed = await pack(generated)
        const into = isNew ? null : await importNew(packed)
        const bytes = zipFolder(changedFolder(unzipFolder(Buffer.from(packed.archive, 'base64')), all))
        if (damage !== null) bytes[damage.at % bytes.length] = damage.to
        const isImported = await importChanged(bytes.toString('base64'), into)
        counts[isImported ? 'imported' : 'refused'] += 1
      }
    ),
    runs
  )
  const total = counts.imported + counts.refused
  report(`${total} changed folders: ${counts.imported} imported, ${counts.refused} refused.`)
})
