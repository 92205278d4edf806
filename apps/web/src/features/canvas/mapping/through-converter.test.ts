import { cardSpecs } from '@hookwright/cards'
import { bindingTargetOf, checkBinding, emptyCatalog, type FlowView, viewOf } from '@hookwright/engine'
import { applyEdit, type Flow, one, pill } from '@hookwright/model'
import { expect, test } from 'vitest'
import { flowOf, put } from '../testing/flow-of.ts'
import { converterFor, throughConverter } from './through-converter.ts'

const viewFor = (flow: Flow): FlowView => viewOf(flow, cardSpecs, emptyCatalog)

const joins = [{ id: 'out', label: 'Out', dataType: one('text') }]
const flow = flowOf([
  put('webhook-event', 'event'),
  put('if-else', 'fork', {
    config: { operator: 'equal', joins },
    blocks: [
      { id: 'then', strip: [], joins: {} },
      { id: 'else', strip: [], joins: {} }
    ]
  }),
  put('assign', 'assign', {
    config: {
      fields: [
        { id: 'count', label: 'Count', dataType: one('number') },
        { id: 'when', label: 'When', dataType: one('date') },
        { id: 'sure', label: 'Sure', dataType: one('boolean') }
      ]
    }
  }),
  put('compose', 'compose')
])

const headers = pill('event', 'headers')
const method = pill('event', 'method')

test.each([
  ['an object into text', headers, { card: 'compose', field: 'text' }, 'json-stringify'],
  [
    'an object into text at the end of a block',
    headers,
    { card: 'fork', block: 'then', field: 'out' },
    'json-stringify'
  ],
  ['text into a number', method, { card: 'assign', field: 'count' }, 'text-to-number'],
  ['text into True/False', method, { card: 'assign', field: 'sure' }, 'json-parse'],
  // review: services 12
  ['text into a date', method, { card: 'assign', field: 'when' }, 'to-date']
])('%s is mapped through a converter card', (_, from, at, type) => {
  const view = viewFor(flow)
  const spec = converterFor(view, at, from)
  expect(spec?.type).toBe(type)
  if (spec?.converts === undefined) throw new Error('It says nothing of what it converts.')
  const edits = throughConverter(view, at, from, put(type, 'made'), spec.converts)
  const edited = applyEdit(flow, { kind: 'all', edits: edits ?? [] })
  if (!edited.ok) throw new Error(edited.why)
  const after = viewFor(edited.flow)
  for (const place of [at, { card: 'made', field: spec.converts.input }]) {
    const found = bindingTargetOf(after, place)
    const its = edited.flow.cards[place.card]
    const bindings =
      'block' in place ? its?.blocks?.find(block => block.id === place.block)?.joins : its?.inputs
    const binding = bindings?.[place.field]
    if (found === null || binding === undefined) throw new Error(`Nothing feeds ${place.field}.`)
    expect(checkBinding(after, found.site, found.label, found.type, binding)).toEqual([])
  }
})

test('no converter is offered where none makes the value fit', () => {
  const view = viewFor(flow)
  expect(converterFor(view, { card: 'assign', field: 'count' }, headers)).toBeNull()
  expect(converterFor(view, { card: 'assign', field: 'when' }, headers)).toBeNull()
  expect(converterFor(view, { card: 'gone', field: 'x' }, method)).toBeNull()
})
