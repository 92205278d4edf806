import { flowOf, runWith } from '@hookwright/engine/testing'
import { type Json, pill } from '@hookwright/model'
import { expect, test } from 'vitest'
import { cardSpecs } from '../index.ts'
import { pollingMonitor } from '../polling-monitor/card.ts'
import { field, put } from '../testing.ts'
import { pollReturn } from './card.ts'

const flow = (list: string, cursor: string) =>
  flowOf(
    put(pollingMonitor, 'start'),
    put(pollReturn, 'return', {
      config: {
        groups: [{ id: 'person', name: 'Person', fields: [field('name', 'Name')] }],
        runMode: true
      },
      inputs: {
        list: pill('start', 'cursor', [list]),
        cursor: pill('start', 'cursor', [cursor]),
        name: pill('return', 'record', ['name'])
      }
    })
  )

const run = (cursor: Record<string, Json>) => runWith(flow('items', 'next'), { cursor }, { specs: cardSpecs })

test('each item of the list is a record, and the cursor can be any JSON', async () => {
  const { result } = await run({ items: [{ name: 'Ada' }, { name: 'Eve' }], next: { page: 7 } })
  expect(result).toEqual({ records: [{ name: 'Ada' }, { name: 'Eve' }], cursor: { page: 7 } })
  expect((await run({ items: [] })).result).toEqual({ records: [], cursor: null })
})

test.each<[string, Record<string, Json>, string]>([
  ['a missing list', { next: 1 }, 'poll.no-list'],
  ['a number as the list', { items: 7 }, 'card.input-type'],
  ['a cursor of 1 MB', { items: [], next: 'x'.repeat(1_000_000) }, 'poll.cursor-too-large'],
  ['a cursor of 10 KB and a byte', { items: [], next: 'x'.repeat(10_239) }, 'poll.cursor-too-large']
])('%s fails with a sentence', async (_, cursor, code) => {
  expect((await run(cursor)).status).toMatchObject({
    is: 'failed',
    at: ['return'],
    fault: { code, message: expect.stringMatching(/^[A-Z].*\.$/) }
  })
})

test('a cursor of exactly 10 KB is accepted', async () => {
  expect((await run({ items: [], next: 'x'.repeat(10_238) })).status.is).toBe('succeeded')
})
