import { problemsOf } from '@hookwright/engine'
import { flowOf, runWith } from '@hookwright/engine/testing'
import { type Block, type Card, type Flow, literal, one, pill } from '@hookwright/model'
import { expect, test } from 'vitest'
import { continueIf } from '../continue-if/card.ts'
import { helperFlow } from '../helper-flow/card.ts'
import { cardSpecs } from '../index.ts'
import { returnCard } from '../return/card.ts'
import { catalogWithFlows, field, put } from '../testing.ts'
import { ifElse } from './card.ts'

const nowhere = catalogWithFlows(cardSpecs, {})
const size = { id: 'size', label: 'Size', dataType: one('text') }
const start = put(helperFlow, 'start', { config: { inputs: [field('count', 'Count')] } })
const giving = put(returnCard, 'return', {
  config: { fields: [field('size', 'Size')] },
  inputs: { size: pill('fork', 'size') }
})

const check = put(continueIf, 'check', {
  config: { operator: 'greater' },
  inputs: { left: pill('start', 'count'), right: literal(-1) }
})

const blocks: Block[] = [
  { id: 'then', strip: [], joins: { size: literal('large') } },
  { id: 'else', strip: ['check'], joins: { size: pill('start', 'count') } }
]

const fork = (parts: Partial<Card> = {}): Card =>
  put(ifElse, 'fork', {
    config: { operator: 'greater-or-equal', joins: [size] },
    inputs: { left: pill('start', 'count'), right: literal('10') },
    blocks,
    ...parts
  })

/**
 * Returns a flow with a start card, an If/Else card with this card in its second block, and a return card.
 */
const flowWith = (card: Card): Flow => {
  const flow = flowOf(start, card, giving)
  return { ...flow, cards: { ...flow.cards, check } }
}

const runOn = (count: number, card = fork()) => runWith(flowWith(card), { count }, { specs: cardSpecs })

test('[row 74a] the card runs the block that the condition selects and outputs its joins', async () => {
  const large = await runOn(12)
  expect(large.result).toEqual({ size: 'large' })
  expect(large.steps.map(step => step.path.join(' '))).toEqual(['start', 'fork', 'return'])
  const small = await runOn(9)
  expect(small.result).toEqual({ size: '9' })
  expect(small.steps.map(step => step.path.join(' '))).toEqual(['start', 'fork', 'fork check', 'return'])
})

test('a card that stops inside a block stops the run', async () => {
  const outcome = await runOn(-5)
  expect(outcome.status).toEqual({ is: 'succeeded', stoppedAt: ['fork', 'check'] })
  expect(outcome.result).toBeNull()
})

test('an output that a block does not map is null', async () => {
  const [then] = blocks
  const bare = fork({ blocks: [...(then ? [then] : []), { id: 'else', strip: ['check'], joins: {} }] })
  expect(problemsOf(flowWith(bare), cardSpecs, nowhere)).toEqual([])
  expect((await runOn(9, bare)).result).toEqual({ size: null })
})

test('a skipped card runs neither block and outputs null', async () => {
  const outcome = await runOn(12, fork({ skipped: true }))
  expect(outcome.result).toEqual({ size: null })
  expect(outcome.steps.map(step => step.status)).toEqual(['succeeded', 'skipped', 'succeeded'])
})

test('a drawn card has no problem', () => {
  expect(problemsOf(flowWith(fork()), cardSpecs, nowhere)).toEqual([])
})

test('later cards see the joins and no other value of the blocks', () => {
  const flow = flowWith(fork())
  const peeking = put(returnCard, 'return', {
    config: { fields: [field('size', 'Size')] },
    inputs: { size: pill('check', 'left') }
  })
  expect(
    problemsOf({ ...flow, cards: { ...flow.cards, return: peeking } }, cardSpecs, nowhere)
  ).toMatchObject([{ code: 'pill-order', card: 'return' }])
})

test('a deleted join is stale in its block, and missing for later cards', () => {
  const without = fork({ config: { operator: 'is-empty', joins: [] }, inputs: {} })
  expect(problemsOf(flowWith(without), cardSpecs, nowhere)).toMatchObject([
    { code: 'input-unknown', card: 'fork', block: 'then', field: 'size' },
    { code: 'input-unknown', card: 'fork', block: 'else', field: 'size' },
    { code: 'pill-field', card: 'return' }
  ])
})

test('a join accepts only its own type', () => {
  const typed = fork({
    config: { operator: 'greater', joins: [{ ...size, dataType: one('object') }] }
  })
  expect(problemsOf(flowWith(typed), cardSpecs, nowhere)).toMatchObject([
    { code: 'input-literal', block: 'then', field: 'size' },
    { code: 'pill-type', block: 'else', field: 'size' },
    { code: 'pill-type', card: 'return' }
  ])
})

test('two joins with the same label or id are a problem', () => {
  const labels = ifElse.readConfig({
    operator: 'equal',
    joins: [size, { ...size, id: 'other', label: 'SIZE' }]
  })
  expect(labels).toMatchObject({
    ok: false,
    problems: [{ message: expect.stringContaining('the same label') }]
  })
  const ids = ifElse.readConfig({ operator: 'equal', joins: [size, { ...size, label: 'Other' }] })
  expect(ids).toMatchObject({ ok: false, problems: [{ message: expect.stringContaining('the same id') }] })
})

test('a card without its blocks has a problem that asks to insert it again', () => {
  const { blocks: _, ...bare } = fork()
  const flow = flowOf(start, bare, giving)
  expect(problemsOf(flow, cardSpecs, nowhere)).toMatchObject([{ code: 'blocks', card: 'fork' }])
})
