import { flowOf, runWith } from '@hookwright/engine/testing'
import { applyEdit, type Binding, one, pill } from '@hookwright/model'
import { describe, expect, test } from 'vitest'
import { cardSpecs } from '../index.ts'
import { field, put } from '../testing.ts'
import { looksLikeUnixTime } from '../to-date/moment-of-number.ts'
import { webhookEvent } from '../webhook-event/card.ts'
import { applyOutputs } from './apply-outputs.ts'
import { returnOutputs } from './card.ts'
import { outputPathOf, withOutputPath } from './output-path.ts'
import { outputValues } from './output-values.ts'
import { outputsDraftOf, removeOutput } from './outputs-draft.ts'
import { convertUnixTime, unixTimeOutputs } from './unix-time.ts'

const ends = { start: 'event', card: 'return' }
const config = {
  groups: [
    {
      id: 'all',
      name: 'All',
      fields: [
        field('created', 'Created at', { dataType: one('number') }),
        field('amount', 'Amount', { dataType: one('number') })
      ]
    }
  ],
  runMode: false
}
const inputs: Record<string, Binding> = {
  created: pill('event', 'body', ['item', 'created_at']),
  amount: pill('event', 'body', ['amount'])
}
const sample = { body: { item: { created_at: 1_764_576_000 }, amount: 1_764_576_000 } }
const draft = outputsDraftOf(config, inputs)
const converted = convertUnixTime(draft, ['created'], () => 'to-date-1')

test.each([
  ['created_at', 1_764_576_000, true],
  ['createdAt', 1_764_576_000_123, true],
  ['sent-on', '1764576000', true],
  ['updateTime', 1_764_576_000, true],
  ['date', 1_764_576_000, true],
  ['amount', 1_764_576_000, false],
  ['format', 1_764_576_000, false],
  ['created_at', 17_645_760, false],
  ['created_at', 1_764_576_000.5, false],
  ['created_at', '2026-12-01', false],
  ['created_at', null, false]
])('%s with the value %j is recognized as Unix time: %s', (key, value, is) => {
  expect(looksLikeUnixTime(key, value)).toBe(is)
})

describe('outputs with Unix time', () => {
  test('are found by key and value, until they are converted', () => {
    expect(unixTimeOutputs(draft, ends, sample).map(({ id }) => id)).toEqual(['created'])
    expect(unixTimeOutputs(converted, ends, sample)).toEqual([])
    expect(unixTimeOutputs({ ...draft, runMode: true }, ends, sample)).toEqual([])
  })

  test('are Date & Time after conversion, with their path and the value of the sample', () => {
    expect(converted.groups[0]?.fields[0]?.dataType).toEqual(one('date'))
    expect(outputPathOf(converted, 'created', ends)).toEqual({ is: 'path', text: 'item.created_at' })
    expect(outputValues(converted, ends, sample).records[0]?.created).toEqual({
      ok: true,
      value: '2025-12-01T08:00:00.000Z'
    })
  })

  test('stay converted when their path changes', () => {
    const moved = withOutputPath(converted, { id: 'created', text: 'amount', ends })
    expect(moved.ok && outputValues(moved.draft, ends, { body: { amount: 0 } }).records[0]?.created).toEqual({
      ok: true,
      value: '1970-01-01T00:00:00.000Z'
    })
  })

  test('are converted by a card that is inserted behind the start card', async () => {
    const card = put(returnOutputs, 'return', { config, inputs })
    const edited = applyEdit(flowOf(put(webhookEvent, 'event'), card), {
      kind: 'all',
      edits: applyOutputs(card, config, converted)
    })
    if (!edited.ok) throw new Error('The edits are valid.')
    const { flow } = edited
    expect(flow.strip).toEqual(['event', 'to-date-1', 'return'])
    const outcome = await runWith(flow, sample, { specs: cardSpecs })
    expect(outcome).toMatchObject({
      result: { created: '2025-12-01T08:00:00.000Z', amount: 1_764_576_000 }
    })
  })

  test('insert no card after they are removed', () => {
    const card = put(returnOutputs, 'return', { config, inputs })
    expect(applyOutputs(card, config, removeOutput(converted, 'created')).map(({ kind }) => kind)).toEqual([
      'configure',
      'bind'
    ])
  })
})
