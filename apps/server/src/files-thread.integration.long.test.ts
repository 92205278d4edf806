import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { zipFolder } from '@hookwright/backend/offline'
import { noAuthentication, plainBranding } from '@hookwright/model'
import { writeConnector } from '@hookwright/model/files'
import { expect, onTestFinished, test } from 'vitest'
import { openFilesThread } from './effects/files-thread.ts'
import { thisMachine } from './effects/machine.ts'
import { sourceThread } from './testing/source-thread.ts'
import { makeTempFolder } from './testing/temp-folder.ts'

const openThread = (script: (folder: string) => string, timeLimit?: number) => {
  const temp = makeTempFolder()
  const { after } = thisMachine
  const thread = openFilesThread({
    ...{ script: script(temp.folder), after },
    ...(timeLimit === undefined ? {} : { timeLimit })
  })
  onTestFinished(async () => {
    await thread.close()
    temp.remove()
  })
  return thread
}

/** An archive of a connector with one flow of many cards. */
const archiveOf = (count: number): string => {
  const ids = Array.from({ length: count }, (_, at) => `card${at}`)
  const inputs = { text: { kind: 'literal' as const, value: 'Dear reader, welcome.' } }
  const cards = Object.fromEntries(ids.map(id => [id, { id, type: 'compose', config: {}, inputs }]))
  const flow = { id: '0198f2c4-5a6b-7c8d-9e0f-0123456789ab', name: 'Long', description: '' }
  const written = writeConnector({
    ...{ key: 'acme_crm_abc123', name: 'Acme CRM', description: '', branding: plainBranding },
    authentication: noAuthentication,
    flows: [{ ...flow, active: true, saveAll: true, doc: { schemaVersion: 1, strip: ids, cards } }]
  })
  if (!written.ok) throw new Error(JSON.stringify(written.flaws))
  return zipFolder(written.content).toString('base64')
}

const known = { ids: [['0123456789ab', 'kept']] as [string, string][], cards: ['compose'] }

test('an archive is read on the thread, which keeps known ids and says what is wrong, while this one goes on', async () => {
  const thread = openThread(folder => sourceThread(folder, 'files-thread'))
  const reading = await thread.read({ archive: archiveOf(3), ...known })
  expect(reading).toMatchObject({ ok: true, content: { name: 'Acme CRM', flows: [{ id: 'kept' }] } })
  const unknown = await thread.read({ archive: archiveOf(1), ids: [], cards: [] })
  expect(unknown).toMatchObject({ ok: false, flaws: [{ message: expect.stringContaining('compose') }] })
  expect(await thread.read({ archive: 'bm9uZQ==', ...known })).toMatchObject({ ok: false })
  let turns = 0
  const timer = setInterval(() => {
    turns += 1
  }, 1)
  const large = await thread.read({ archive: archiveOf(2_000), ...known })
  clearInterval(timer)
  expect(large.ok).toBe(true)
  expect(turns).toBeGreaterThan(20)
}, 60_000)

test('an archive that is not read in time is refused, and the next one has another thread', async () => {
  const thread = openThread(folder => {
    const script = join(folder, 'thread.mjs')
    writeFileSync(
      script,
      `import { parentPort } from 'node:worker_threads'
       parentPort.on('message', ({ archive }) => {
         if (archive === 'slow') for (;;);
         parentPort.postMessage(JSON.stringify({ ok: true, content: archive }))
       })`
    )
    return script
  }, 1_000)
  const [slow, next] = await Promise.all([
    thread.read({ archive: 'slow', ...known }),
    thread.read({ archive: 'next', ...known })
  ])
  expect(slow).toMatchObject({ ok: false, flaws: [{ message: expect.stringContaining('within 1 seconds') }] })
  expect(next).toEqual({ ok: true, content: 'next' })
})
