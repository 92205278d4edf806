import { problemsOf } from '@hookwright/engine'
import { flowOf } from '@hookwright/engine/testing'
import { type Card, type JsonObject, literal, one, pill } from '@hookwright/model'
import { expect, test } from 'vitest'
import { cardSpecs } from '../index.ts'
import { catalogWithFlows, field, formatRow, put } from '../testing.ts'
import { measures } from '../view/measures.ts'
import { heightOfRow, heightOfRows } from '../view/row.ts'
import type { RowsInput } from '../view/rows-input.ts'
import { webhookEvent } from '../webhook-event/card.ts'
import { returnOutputs } from './card.ts'
import { returnOutputsRows } from './rows.ts'

const around = catalogWithFlows(cardSpecs, {})
const Nothing = () => null

const user = {
  id: 'user',
  name: 'User',
  fields: [field('id', 'ID'), field('active', 'Active', { dataType: one('boolean') })]
}
const raw = { id: 'raw', name: 'Raw', fields: [field('body', 'Body', { dataType: one('object') })] }

const rowsFor = (
  config: JsonObject,
  inputs: Card['inputs'] = {},
  flipped: string[] = [],
  startKind: RowsInput['startKind'] = 'webhook-event'
) => {
  const card = put(returnOutputs, 'return', { config, inputs })
  const flow = flowOf(put(webhookEvent, 'event'), card)
  return returnOutputsRows(
    {
      card,
      spec: returnOutputs,
      ports: returnOutputs.ports(card.config, around),
      catalog: around,
      problems: problemsOf(flow, cardSpecs, around).filter(problem => problem.card === 'return'),
      flipped: new Set(flipped),
      known: new Map(),
      values: null,
      startKind
    },
    { NoOutputs: Nothing, RunMode: Nothing }
  )
}

test('a new card shows that there are no outputs, and offers to add some', () => {
  const { head, joins, foot } = rowsFor({ groups: [], runMode: false })
  expect(head.map(formatRow)).toEqual(['# Outputs [Add Outputs]', '(no-outputs)', '(run-mode)'])
  expect([joins, foot]).toEqual([[], []])
})

test('each group has a heading with the number of mapped outputs, and each output is a slot', () => {
  const mapped = { id: pill('event', 'body', ['id']), body: pill('event', 'body') }
  const { head } = rowsFor({ groups: [user, raw], runMode: false }, mapped)
  expect(head.map(formatRow)).toEqual([
    '# Outputs [Edit]',
    '# User',
    '> ID',
    '> Active',
    '# Raw',
    '> Body',
    '(run-mode)'
  ])
  expect(head.flatMap(row => (row.kind === 'section' ? [row.aside] : []))).toEqual([
    undefined,
    '1 of 2 mapped',
    '1 field'
  ])
})

test('a folded group keeps its heading, and other groups keep their slots', () => {
  const { head } = rowsFor({ groups: [user, raw], runMode: false }, {}, ['group:user'])
  expect(head.map(formatRow)).toEqual(['# Outputs [Edit]', '# User', '# Raw', '> Body', '(run-mode)'])
})

test('the list is a required slot in Run mode, and its record can be mapped', () => {
  const { head } = rowsFor({ groups: [user], runMode: true }, { list: pill('event', 'body', ['users']) })
  expect(head.map(formatRow)).toEqual([
    '# Outputs [Edit]',
    '> List of records *',
    '< Record',
    '# User',
    '> ID',
    '> Active',
    '(run-mode)'
  ])
})

test('problems of the outputs link to their dialog, and mappings of removed outputs are shown', () => {
  const { head } = rowsFor({ groups: [], runMode: true }, { list: literal([]), gone: literal('x') })
  expect(head.map(formatRow)[0]).toBe('! card-config → outputs')
  expect(head.map(formatRow).at(-1)).toBe('? gone')
})

test('an action leaves no room for suggestions once its outputs are mapped', () => {
  const rows = (inputs: Card['inputs']) =>
    rowsFor({ groups: [raw], runMode: false }, inputs, [], 'action').head
  expect(rows({}).map(formatRow)).toContain('(run-mode)')
  const mapped = rows({ body: pill('event', 'body') })
  expect(mapped.map(formatRow)).toEqual(['# Outputs [Edit]', '# Raw', '> Body'])
  const content = mapped.reduce<number>((sum, row) => sum + heightOfRow(row), measures.pad)
  expect(heightOfRows(mapped) - content + measures.inlineGap).toBe(measures.side)
  const empty = rowsFor({ groups: [], runMode: false }, {}, [], 'action').head
  expect(empty.map(formatRow)).toEqual(['# Outputs [Add Outputs]', '(no-outputs)'])
})

test('every row has a height', () => {
  const { head } = rowsFor({ groups: [user, raw], runMode: false }, { gone: literal('x') })
  for (const row of head) expect(heightOfRow(row)).toBeGreaterThan(0)
})
