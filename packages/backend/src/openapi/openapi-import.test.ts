import { randomUUID } from 'node:crypto'
import { expect, onTestFinished, test } from 'vitest'
import type { ProcessCalls } from '../kernel/process-calls.ts'
import { openBackend, testFolder } from '../testing/open-backend.ts'
import { createApiDocuments } from './documents.ts'
import { createOpenApiImport } from './openapi-import.ts'

/** Creates fake calls between two processes: each call passes its input and its result as JSON text. */
const createCalls = () => {
  const acts: ((input: string) => Promise<string>)[] = []
  return [0, 1].map(
    (own): Pick<ProcessCalls, 'isShared' | 'hold' | 'release' | 'toHolder'> => ({
      ...{ isShared: true, hold: async () => {}, release: () => {} },
      toHolder: (_name, _keyOf, act) => {
        acts[own] = async input => JSON.stringify(await act(JSON.parse(input)))
        return async input => {
          const ask = acts[1 - own]
          return ask && { output: JSON.parse(await ask(JSON.stringify(input))) }
        }
      }
    })
  )
}

/**
 * Creates a document reader that empties each body that it reads. A reader that transfers bodies to a worker
 * thread does the same.
 */
const createTakingReader = () => {
  const reader = createApiDocuments({ newId: randomUUID, validate: async () => [] })
  return {
    ...reader,
    read: (id: string, name: string, body: Uint8Array) =>
      reader.read(id, name, structuredClone(body, { transfer: [body.buffer as ArrayBuffer] }))
  }
}

test('a document that a worker thread of one process has read is imported by another process', async () => {
  const { store, effects, backend, crash } = await openBackend(testFolder())
  onTestFinished(async () => {
    await backend.stop()
    await crash()
  })
  const [one, two] = createCalls().map(calls =>
    createOpenApiImport({ ...{ store, effects, calls }, documents: createTakingReader() })
  )
  const text = JSON.stringify({
    ...{ openapi: '3.1.0', info: { title: 'Acme', version: '1' } },
    servers: [{ url: 'https://api.acme.example' }],
    paths: { '/people': { get: { responses: { 200: { description: 'OK' } } } } }
  })
  const uploaded = await one?.upload('people.json', new TextEncoder().encode(text), 'mia')
  const choice = {
    operations: [{ document: 0, key: 'GET /people' }],
    ...{ events: [], registration: null, schemes: [], baseUrl: '' }
  }
  const preview = await two?.preview([uploaded?.id ?? ''], choice, null, 'mia')
  expect(preview?.flows).toHaveLength(1)
})

test.each([
  [2, 60, []],
  [3, 90, ['first']]
])(
  'of %i documents that take %i MB with their copies for other processes, the oldest is forgotten above 64 MB',
  async (count, _, forgotten) => {
    const { store, effects, backend, crash } = await openBackend(testFolder())
    onTestFinished(async () => {
      await backend.stop()
      await crash()
    })
    const dropped: string[] = []
    const documents = {
      ...createTakingReader(),
      read: async () => ({ title: 'Acme', outline: '{}' }),
      drop: (ids: readonly string[]) => void dropped.push(...ids)
    }
    const names = ['first', 'second', 'third']
    const calls = createCalls()[0]
    if (calls === undefined) throw new Error('There are two processes.')
    const ids = names.values()
    const imports = createOpenApiImport({
      ...{ store, documents, calls },
      effects: { ...effects, newId: () => ids.next().value ?? '' }
    })
    for (let at = 0; at < count; at++)
      await imports.upload('people.json', new Uint8Array(15 * 1_048_576), 'mia')
    expect(dropped).toEqual(forgotten)
  }
)
