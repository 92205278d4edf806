import { gzipSync } from 'node:zlib'
import { cardSpecs } from '@hookwright/cards'
import { beforeEach, expect, test } from 'vitest'
import type { ForeignQuestion } from './foreign/read-foreign.ts'
import { from, type WrittenCard, writeFlopack, writeFlow } from './foreign/testing.ts'
import { createForeignImports } from './import-flows.ts'
import { openForTest, type TestBackend } from './testing/open-backend.ts'

let one: TestBackend
beforeEach(async () => {
  one = await openForTest()
})

const start: WrittenCard = {
  id: 'start',
  op: 'control.callable',
  name: 'Helper Flow',
  out: { name: 'string' }
}

const source = writeFlopack({
  greet: {
    name: 'Greet',
    flow: writeFlow([
      start,
      { id: 'read', op: 'readUser', service: 'acmehr', name: 'Read User', in: { ID: from('start', 'name') } },
      { id: 'end', op: 'control.return', in: { name: from('start', 'name') } }
    ])
  }
})

const packed = (text: string): string => gzipSync(text).toString('base64')

test('a preview names the flows and reports every card, and changes nothing', async () => {
  const preview = await one.backend.foreignImports.preview(packed(source), 'uma')
  expect(preview).toMatchObject({
    ...{ ok: true, source: 'flopack', inFile: 1 },
    flows: [{ name: 'Greet' }, { name: 'Acmehr Read User' }],
    counts: { converted: 2, inserted: 0, stub: 1, note: 0 }
  })
  expect((await one.backend.flows.names({ ownerId: 'uma', limit: 10 })).length).toBe(0)
})

test('an import makes own flows that are off, with free names and the remarks as notes of the cards', async () => {
  const first = await one.backend.foreignImports.import(packed(source), 'uma')
  const second = await one.backend.foreignImports.import(packed(source), 'uma')
  expect([...first.flows, ...second.flows].map(({ name }) => name)).toEqual([
    'Greet',
    'Acmehr Read User',
    'Greet 2',
    'Acmehr Read User 2'
  ])
  const { flow, problems } = await one.backend.flows.get(first.flows[0]?.id ?? '')
  expect(flow).toMatchObject({ ownerId: 'uma', connectorId: null, draftNo: 1 })
  expect(problems).toEqual([])
  const call = Object.values(flow.doc.cards).find(({ type }) => type === 'call-flow')
  expect(call?.note).toContain('No deployed connector “acmehr” has this action.')
})

test('a file is converted by the named reader, once, if it needs no deployed connector', async () => {
  const asked: ForeignQuestion[] = []
  const imports = createForeignImports({
    ...{ store: one.store, specs: cardSpecs },
    effects: { clock: () => 0, newId: () => '' },
    events: { list: async () => [] },
    actions: {
      list: async () => [],
      find: async () => {
        throw new Error('nothing is deployed')
      }
    },
    readElsewhere: async question => {
      asked.push(question)
      return { is: 'refused', why: 'It takes too long.' }
    }
  })
  expect(await imports.preview(packed(source), 'uma')).toEqual({ ok: false, why: 'It takes too long.' })
  expect(asked).toEqual([
    {
      ...{ file: packed(source), connectorNames: [], deployed: null, takenNames: [] },
      ...{ picked: null, withFlows: false }
    }
  ])
})

test('a file that cannot be read is refused with the reason, and no flow is made', async () => {
  const refused = async (file: string) => ({
    preview: await one.backend.foreignImports.preview(file, 'uma'),
    import: await one.backend.foreignImports.import(file, 'uma').catch((thrown: unknown) => thrown)
  })
  for (const [file, why] of [
    [packed('{'), 'nor valid JSON'],
    [packed('{}'), 'not an Okta Workflows flopack'],
    [Buffer.from(source).toString('base64'), 'damaged'],
    [packed(' '.repeat(34_000_000)), 'larger than the limit of 32 MB']
  ] as const) {
    expect(await refused(file)).toMatchObject({
      preview: { ok: false, why: expect.stringContaining(why) },
      import: { code: 'files.refused' }
    })
  }
  expect(await one.backend.flows.names({ ownerId: 'uma', limit: 10 })).toEqual([])
})
