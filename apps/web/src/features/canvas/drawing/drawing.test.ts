import { cardSpecs } from '@hookwright/cards'
import { emptyCatalog } from '@hookwright/engine'
import { flowOf } from '@hookwright/engine/testing'
import { applyEdit, type Card, type Edit, type Flow, literal, pill } from '@hookwright/model'
import { editsFor, flowsOf } from '@hookwright/model/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cardKinds } from '../testing/card-kinds.ts'
import { type Drawing, type DrawingInput, draw } from './drawing.ts'
import { memoSpecs } from './memo-specs.ts'

const inputOf = (flow: Flow, parts: Partial<DrawingInput> = {}): DrawingInput => ({
  flow,
  specs: memoSpecs(cardSpecs),
  catalog: emptyCatalog,
  flipped: new Map(),
  typedPaths: [],
  ...parts
})

const put = (type: string, id: string, parts: Partial<Card> = {}): Card => ({
  type,
  inputs: {},
  ...(cardSpecs.get(type)?.blank() ?? { config: {} }),
  ...parts,
  id
})

const edited = (flow: Flow, edit: Edit): Flow => {
  const result = applyEdit(flow, edit)
  if (!result.ok) throw new Error(result.why)
  return result.flow
}

const shown = ({ cards, layout, problems }: Drawing) => ({ cards: [...cards], layout, problems })

test('an incremental drawing equals a drawing from scratch after any edit', () => {
  const specs = memoSpecs(cardSpecs)
  fc.assert(
    fc.property(
      flowsOf(cardKinds).chain(flow =>
        fc.tuple(fc.constant(flow), fc.array(editsFor(flow, cardKinds), { maxLength: 6 }))
      ),
      ([flow, edits]) => {
        let now = flow
        let drawing = draw(inputOf(flow, { specs }), null)
        for (const edit of edits) {
          const next = applyEdit(now, edit)
          if (next.ok) now = next.flow
          drawing = draw(inputOf(now, { specs }), drawing)
        }
        expect(shown(drawing)).toEqual(shown(draw(inputOf(now, { specs }), null)))
        const again = draw(inputOf(now, { specs }), drawing)
        for (const [id, card] of drawing.cards) expect(again.cards.get(id)).toBe(card)
      }
    ),
    { numRuns: 60 }
  )
})

test('an edit of one card redraws no unchanged card', () => {
  const flow = flowOf(put('helper-flow', 'a'), put('now', 'b'), put('compose', 'c'))
  const specs = memoSpecs(cardSpecs)
  const before = draw(inputOf(flow, { specs }), null)
  const edit: Edit = { kind: 'bind', card: 'c', field: 'text', binding: literal('Hello') }
  const after = draw(inputOf(edited(flow, edit), { specs }), before)
  expect(after.cards.get('a')).toBe(before.cards.get('a'))
  expect(after.cards.get('b')).toBe(before.cards.get('b'))
  expect(after.cards.get('c')).not.toBe(before.cards.get('c'))
})

test('a mapped part of an output is shown in the tree of its source', () => {
  const flow = flowOf(
    put('webhook-event', 'a'),
    put('compose', 'b', { inputs: { text: pill('a', 'body', ['user', 'id']) } })
  )
  const open = new Map([['a', new Set([JSON.stringify(['body']), JSON.stringify(['body', 'user'])])]])
  const rows = draw(inputOf(flow, { flipped: open }), null).cards.get('a')?.rows.foot ?? []
  const labels = rows.flatMap(row =>
    row.kind === 'output' && row.depth > 0 ? [`${row.depth} ${row.label}`] : []
  )
  expect(labels).toEqual(['1 user', '2 id'])
})

test('a card of an unknown type is drawn with its problem', () => {
  const drawn = draw(inputOf(flowOf(put('unheard-of', 'a'))), null).cards.get('a')
  expect(drawn?.name).toBe('unheard-of')
  expect(drawn?.problems.map(problem => problem.code)).toContain('card-type')
  expect(drawn?.frame?.height).toBeGreaterThan(44)
})

test('the start card warns of an option until another card uses it', () => {
  const specs = memoSpecs(cardSpecs)
  const option = {
    ...{ id: 'team', label: 'Team', fieldType: 'text-field', required: false },
    dataType: { kind: 'text', list: false }
  }
  const config = { options: [option], registrationFlowId: null, deregistrationFlowId: null }
  const flow = flowOf(put('webhook-event', 'event', { config }), put('compose', 'say'))
  const messagesOf = ({ warnings }: Drawing): string[] =>
    warnings.map(({ message }) => message).filter(message => message.includes('“Team”'))
  const before = draw(inputOf(flow, { specs }), null)
  expect(messagesOf(before)).toEqual([
    'Nothing uses the option “Team”, so the value that users enter has no effect. Map it to an input of a helper flow or of a card, or remove it.'
  ])
  const binding = pill('event', 'option.team')
  const mapped = edited(flow, { kind: 'bind', card: 'say', field: 'text', binding })
  expect(messagesOf(draw(inputOf(mapped, { specs }), before))).toEqual([])
})

test('another kind of start card redraws the cards whose rows depend on it', () => {
  const specs = memoSpecs(cardSpecs)
  const field = { ...{ id: 'id', label: 'ID', required: false }, dataType: { kind: 'text', list: false } }
  const config = { groups: [{ id: 'record', name: 'Record', fields: [field] }], runMode: false }
  const last = put('return-outputs', 'last', { config, inputs: { id: literal('1') } })
  const action = flowOf(put('action', 'start'), last)
  const event = { ...action, cards: { ...action.cards, start: put('webhook-event', 'start') } }
  const showsRunMode = (drawing: Drawing): boolean =>
    drawing.cards.get('last')?.rows.head.some(row => row.kind === 'part' && row.key === 'run-mode') === true
  const before = draw(inputOf(action, { specs }), null)
  expect(showsRunMode(before)).toBe(false)
  expect(showsRunMode(draw(inputOf(event, { specs }), before))).toBe(true)
})
