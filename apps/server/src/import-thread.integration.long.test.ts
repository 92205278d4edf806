import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { zipFolder } from '@hookwright/backend/offline'
import type { Flow } from '@hookwright/model'
import { noAuthentication, plainBranding } from '@hookwright/model'
import { type Folder, type Reading, writeConnector, writeUserFlow } from '@hookwright/model/files'
import { expect, onTestFinished, test } from 'vitest'
import { openImportThreads } from './effects/import-threads.ts'
import { thisMachine } from './effects/machine.ts'
import { sourceThread } from './testing/source-thread.ts'
import { makeTempFolder } from './testing/temp-folder.ts'

const openThreads = (script: (folder: string) => string, timeLimit?: number) => {
  const temp = makeTempFolder()
  const { after } = thisMachine
  const { readers, close } = openImportThreads({
    ...{ script: script(temp.folder), after },
    ...(timeLimit === undefined ? {} : { timeLimit })
  })
  onTestFinished(async () => {
    await close()
    temp.remove()
  })
  return readers
}

const openFromSource = () => openThreads(folder => sourceThread(folder, 'import-thread'))

/** Waits for work, and counts the turns of the event loop in the meantime. */
const countTurns = async <Result>(work: Promise<Result>): Promise<{ result: Result; turns: number }> => {
  let turns = 0
  const timer = setInterval(() => {
    turns += 1
  }, 1)
  const result = await work
  clearInterval(timer)
  return { result, turns }
}

const pack = (written: Reading<Folder>): string => {
  if (!written.ok) throw new Error(JSON.stringify(written.flaws))
  return zipFolder(written.content).toString('base64')
}

/** Creates a flow with many cards, after the cards in `first`. */
const longFlow = (count: number, first: Flow['cards'] = {}) => {
  const ids = Array.from({ length: count }, (_, at) => `card${at}`)
  const inputs = { text: { kind: 'literal' as const, value: 'Dear reader, welcome.' } }
  const cards = Object.fromEntries(ids.map(id => [id, { id, type: 'compose', config: {}, inputs }]))
  return {
    ...{ id: '0198f2c4-5a6b-7c8d-9e0f-0123456789ab', name: 'Long', description: '' },
    ...{ active: true, saveAll: true },
    doc: {
      schemaVersion: 1 as const,
      strip: [...Object.keys(first), ...ids],
      cards: { ...first, ...cards }
    }
  }
}

const archiveOf = (count: number): string =>
  pack(
    writeConnector({
      ...{ key: 'acme_crm_abc123', name: 'Acme CRM', description: '', branding: plainBranding },
      ...{ authentication: noAuthentication, flows: [longFlow(count)] }
    })
  )

const known = { ids: [['0123456789ab', 'kept']] as [string, string][], cards: ['compose', 'connector-event'] }

test('an archive of a connector is read on a thread, which keeps known ids and says what is wrong', async () => {
  const { archive: read } = openFromSource()
  const reading = await read({ archive: archiveOf(3), ...known })
  expect(reading).toMatchObject({ ok: true, content: { name: 'Acme CRM', flows: [{ id: 'kept' }] } })
  const unknown = await read({ archive: archiveOf(1), ids: [], cards: [] })
  expect(unknown).toMatchObject({ ok: false, flaws: [{ message: expect.stringContaining('compose') }] })
  expect(await read({ archive: 'bm9uZQ==', ...known })).toMatchObject({ ok: false })
  const { result: large, turns } = await countTurns(read({ archive: archiveOf(2_000), ...known }))
  expect(large.ok).toBe(true)
  expect(turns).toBeGreaterThan(20)
}, 60_000)

test('an archive of a user’s flow is read on a thread with the ids of the installation', async () => {
  const { userFlow: read } = openFromSource()
  const event = {
    ...{ id: 'event', type: 'connector-event', inputs: {} },
    config: { connectorId: 'c1', versionId: 'v1', eventFlowId: 'e1', connectionId: 'k1', runMode: 'each' }
  }
  const archive = (count: number): string =>
    pack(
      writeUserFlow({
        ...{ flow: longFlow(count, { event }), helpers: [] },
        connectors: [
          {
            ...{ id: 'c1', key: 'acme_crm_abc123', versionIds: ['v1'] },
            flows: [{ id: 'e1', key: '00c0ffee0001', name: 'User created' }]
          }
        ],
        connections: [{ id: 'k1', name: 'My account', connectorKey: 'acme_crm_abc123' }]
      })
    )
  const here = {
    connectors: [
      {
        ...{ key: 'acme_crm_abc123', id: 'c2', versionId: 'v2' },
        flows: [['00c0ffee0001', 'e2']] as [string, string][]
      }
    ],
    connections: [{ id: 'k2', connectorId: 'c2', name: 'My account' }]
  }
  const { result, turns } = await countTurns(read({ archive: archive(1_000), ...known, ...here }))
  expect(result.ok && result.content.flow.id).toBe('kept')
  expect(result.ok && result.content.flow.doc.cards.event?.config).toEqual({
    ...{ connectorId: 'c2', versionId: 'v2', eventFlowId: 'e2', connectionId: 'k2', runMode: 'each' }
  })
  expect(turns).toBeGreaterThan(20)
  expect(await read({ archive: archive(1), ...known, connectors: [], connections: [] })).toMatchObject({
    ok: false,
    flaws: expect.arrayContaining([expect.objectContaining({ file: 'flow.yaml' })])
  })
}, 60_000)

/** Parameters for importing a file of another product, except the file itself. */
const rest = { connectorNames: [], deployed: null, takenNames: [], picked: null, withFlows: true }

/** Creates a flopack, an export file of another product, with this number of empty flows. */
const flopackOf = (count: number): string => {
  const data = { methods: [], orderings: {}, log: true }
  const flos = Object.fromEntries(
    Array.from({ length: count }, (_, at) => [`f${at}`, { id: `f${at}`, name: 'Sync users', data }])
  )
  const file = { type: 'flopack', version: '1.5.0', data: { flos, configs: {}, tables: {} } }
  return gzipSync(JSON.stringify(file)).toString('base64')
}

test('files of other products are converted or refused on a thread', async () => {
  const { foreign: read } = openFromSource()
  expect(await read({ file: 'bm9uZQ==', ...rest })).toMatchObject({ is: 'refused' })
  expect(await read({ file: flopackOf(1_001), ...rest })).toMatchObject({
    ...{ is: 'refused', why: expect.stringContaining('1,001 flows') }
  })
  const { result: large, turns } = await countTurns(read({ file: flopackOf(1_000), ...rest }))
  expect(large).toMatchObject({ is: 'converted', preview: { inFile: 1_000 } })
  expect(turns).toBeGreaterThan(20)
}, 60_000)

test('an archive that is not read in time is refused, the next one gets another thread, and other kinds do not wait', async () => {
  const { archive, userFlow, foreign } = openThreads(folder => {
    const script = join(folder, 'thread.mjs')
    writeFileSync(
      script,
      `import { parentPort } from 'node:worker_threads'
       parentPort.on('message', ({ is, question: { archive, file } }) => {
         if (archive === 'slow' || file === 'slow') for (;;);
         parentPort.postMessage(JSON.stringify({ is, ok: true, content: archive ?? file }))
       })`
    )
    return script
  }, 1_000)
  const uses = { ...known, connectors: [], connections: [] }
  const [slow, next, other, ...others] = await Promise.all([
    archive({ archive: 'slow', ...known }),
    archive({ archive: 'next', ...known }),
    userFlow({ archive: 'slow', ...uses }),
    foreign({ file: 'slow', ...rest }),
    foreign({ file: 'next', ...rest })
  ])
  const refused = {
    ok: false,
    flaws: [{ message: expect.stringContaining('could not be read within 1 seconds') }]
  }
  expect(slow).toMatchObject(refused)
  expect(next).toMatchObject({ ok: true, content: 'next' })
  expect(other).toMatchObject(refused)
  expect(others).toMatchObject([
    { is: 'refused', why: expect.stringContaining('could not be converted within 1 seconds') },
    { is: 'foreign', content: 'next' }
  ])
})
