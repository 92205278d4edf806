import { problemsOf } from '@hookwright/engine'
import { flowOf, runWith } from '@hookwright/engine/testing'
import { applyEdit, type Block, type Card, type Flow, type Json, literal, one, pill } from '@hookwright/model'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { continueIf } from '../continue-if/card.ts'
import { helperFlow } from '../helper-flow/card.ts'
import { holds } from '../if-else/compare.ts'
import { cardSpecs } from '../index.ts'
import { operators } from '../kernel/operator.ts'
import { returnCard } from '../return/card.ts'
import { catalogWithFlows, field, put } from '../testing.ts'
import { addItem, moveItem, removeItem, renameItem } from '../view/field-items.ts'
import { ifElseIf } from './card.ts'

const nowhere = catalogWithFlows(cardSpecs, {})
const start = put(helperFlow, 'start', { config: { inputs: [field('count', 'Count')] } })
const size = { id: 'size', label: 'Size', dataType: one('text') }
const giving = put(returnCard, 'return', {
  config: { fields: [field('size', 'Size')] },
  inputs: { size: pill('fork', 'size') }
})
const check = put(continueIf, 'check', {
  config: { operator: 'greater' },
  inputs: { left: pill('start', 'count'), right: literal(-1) }
})

const cases = [
  { id: 'big', label: 'Big' },
  { id: 'some', label: 'Some' }
]
const blocks: Block[] = [
  { id: 'big', strip: [], joins: { size: literal('large') } },
  { id: 'some', strip: [], joins: { size: literal('medium') } },
  { id: 'else', strip: ['check'], joins: { size: pill('start', 'count') } }
]

const fork = (parts: Partial<Card> = {}): Card =>
  put(ifElseIf, 'fork', {
    config: { cases, joins: [size] },
    inputs: {
      'left.big': pill('start', 'count'),
      'operator.big': literal('greater-or-equal'),
      'right.big': literal(10),
      'left.some': pill('start', 'count'),
      'operator.some': literal('greater-or-equal'),
      'right.some': literal(5)
    },
    blocks,
    ...parts
  })

const flowWith = (card: Card): Flow => {
  const flow = flowOf(start, card, giving)
  return { ...flow, cards: { ...flow.cards, check } }
}
const runOn = (count: Json, card = fork()) => runWith(flowWith(card), { count }, { specs: cardSpecs })

describe('If/ElseIf', () => {
  test('runs the block of the first case that holds, or the last block', async () => {
    expect((await runOn(12)).result).toEqual({ size: 'large' })
    expect((await runOn(7)).result).toEqual({ size: 'medium' })
    const small = await runOn(2)
    expect(small.result).toEqual({ size: '2' })
    expect(small.steps.map(step => step.path.join(' '))).toEqual(['start', 'fork', 'fork check', 'return'])
  })

  test('has the result of If/Else for each case, with any comparison', async () => {
    const value = fc.constantFrom<Json>(1, '10', 'a', '', [1], null)
    const operator = fc.constantFrom(...operators)
    await fc.assert(
      fc.asyncProperty(value, operator, value, operator, value, async (left, one1, right1, two, right2) => {
        const inputs = {
          'left.big': literal(left),
          'operator.big': literal(one1),
          'right.big': literal(right1),
          'left.some': literal(left),
          'operator.some': literal(two),
          'right.some': literal(right2)
        }
        const otherwise = holds(two, left, right2) ? 'medium' : '8'
        const expected = holds(one1, left, right1) ? 'large' : otherwise
        expect((await runOn(8, fork({ inputs }))).result).toEqual({ size: expected })
      })
    )
  })

  test('without a case runs the last block', async () => {
    const [, , otherwise] = blocks
    const bare = fork({
      config: { cases: [], joins: [size] },
      inputs: {},
      blocks: otherwise ? [otherwise] : []
    })
    expect((await runOn(12, bare)).result).toEqual({ size: '12' })
  })

  test('stops the run where a card in its block stops', async () => {
    expect((await runOn(-5)).status).toEqual({ is: 'succeeded', stoppedAt: ['fork', 'check'] })
  })

  test('has no problem when it is drawn completely', () => {
    expect(problemsOf(flowWith(fork()), cardSpecs, nowhere)).toEqual([])
  })

  test('needs a known comparison for each case', async () => {
    const { 'operator.big': _, ...missing } = fork().inputs
    expect(problemsOf(flowWith(fork({ inputs: missing })), cardSpecs, nowhere)).toMatchObject([
      { code: 'input-required', card: 'fork', field: 'operator.big' }
    ])
    const odd = fork({ inputs: { ...missing, 'operator.big': literal('like') } })
    const message = 'The comparison of “Big” is invalid. Choose one from the list.'
    expect(problemsOf(flowWith(odd), cardSpecs, nowhere)).toMatchObject([{ field: 'operator.big', message }])
    expect((await runOn(12, odd)).status).toMatchObject({
      at: ['fork'],
      fault: { code: 'card.config', details: { what: message } }
    })
    const mapped = fork({ inputs: { ...missing, 'operator.big': pill('start', 'count') } })
    expect(problemsOf(flowWith(mapped), cardSpecs, nowhere)).toMatchObject([
      { field: 'operator.big', message }
    ])
  })

  test('shows later cards its outputs, and no other value of the blocks', () => {
    const peeking = put(returnCard, 'return', {
      config: { fields: [field('size', 'Size')] },
      inputs: { size: pill('check', 'left') }
    })
    const flow = flowWith(fork())
    expect(
      problemsOf({ ...flow, cards: { ...flow.cards, return: peeking } }, cardSpecs, nowhere)
    ).toMatchObject([{ code: 'pill-order', card: 'return' }])
  })
})

describe('a case of If/ElseIf', () => {
  const setting = ifElseIf.settings.find(each => each.kind === 'fields')
  if (setting?.kind !== 'fields') throw new Error('If/ElseIf has no list of cases.')

  /** Applies an edit and returns the flow with its If/Else If card. */
  const after = (edit: Parameters<typeof applyEdit>[1]): { flow: Flow; card: Card } => {
    const result = applyEdit(flowWith(fork()), edit)
    const card = result.ok ? result.flow.cards.fork : undefined
    if (!result.ok || card === undefined) throw new Error('The edit was refused.')
    return { flow: result.flow, card }
  }
  const blockIds = (card: Card): string[] => (card.blocks ?? []).map(block => block.id)

  test('is added before the last block, with a comparison, and without a problem', () => {
    const { flow, card } = after(addItem(fork(), setting, 'new'))
    expect(blockIds(card)).toEqual(['big', 'some', 'new', 'else'])
    expect(card.inputs['operator.new']).toEqual(literal('equal'))
    expect(problemsOf(flow, cardSpecs, nowhere)).toEqual([])
  })

  test('is deleted with its block and all mappings to it', () => {
    const { flow, card } = after(removeItem(fork(), setting, 'big'))
    expect(blockIds(card)).toEqual(['some', 'else'])
    expect(Object.keys(card.inputs)).toEqual(['left.some', 'operator.some', 'right.some'])
    expect(problemsOf(flow, cardSpecs, nowhere)).toEqual([])
  })

  test('is moved with its block and its cards', async () => {
    const { flow, card } = after(moveItem(fork(), setting, 'some', -1))
    expect(blockIds(card)).toEqual(['some', 'big', 'else'])
    expect(problemsOf(flow, cardSpecs, nowhere)).toEqual([])
    expect((await runWith(flow, { count: 12 }, { specs: cardSpecs })).result).toEqual({ size: 'medium' })
  })

  test('is renamed without a change to its block', () => {
    const { card } = after(renameItem(fork(), setting, 'big', 'Huge'))
    expect(card.blocks).toEqual(blocks)
    expect(ifElseIf.ports(card.config, nowhere)?.blocks.map(({ label }) => label)).toEqual([
      'Huge',
      'Some',
      'Otherwise'
    ])
  })
})
