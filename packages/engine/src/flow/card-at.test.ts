import type { Card, Flow, StepPath } from '@hookwright/model'
import { describe, expect, test } from 'vitest'
import { specsOf } from '../card/define-card.ts'
import { smallCards } from '../testing/small-cards.ts'
import { flowOf } from '../testing.ts'
import { cardAt } from './card-at.ts'

const specs = specsOf(smallCards)
const card = (id: string, type: string, parts: Partial<Card> = {}): Card => ({
  id,
  type,
  config: {},
  inputs: {},
  ...parts
})
const calls = (id: string, flowId: string) => card(id, 'call', { config: { flowId } })

const fork = card('fork', 'fork', { blocks: [{ id: 'yes', strip: ['same', 'deep'], joins: {} }] })
const top: Flow = {
  ...flowOf(card('start', 'start'), fork),
  cards: Object.fromEntries(
    [card('start', 'start'), fork, card('same', 'echo'), calls('deep', 'a')].map(each => [each.id, each])
  )
}
const flows = new Map([
  ['a', { id: 'a', doc: flowOf(card('start', 'start'), card('same', 'send'), calls('on', 'b')) }],
  ['b', { id: 'b', doc: flowOf(card('start', 'start')) }]
])

const found = (path: StepPath): string | null => {
  const at = cardAt({ path, flow: { id: 'top', doc: top }, flows, specs })
  return at === null ? null : `${at.flow.id} ${at.card.id} ${at.card.type}`
}

describe('the card of a step', () => {
  test.each<[string, StepPath, string | null]>([
    ['stands in the strip', ['start'], 'top start start'],
    ['stands in a block', ['fork', 'same'], 'top same echo'],
    ['stands in a block that is run again and again', ['fork', 3, 'same'], 'top same echo'],
    ['stands in a called flow, though a card here has its id', ['fork', 'deep', 'same'], 'a same send'],
    ['stands in a flow called by a called one', ['fork', 'deep', 'on', 'start'], 'b start start'],
    ['is not there any more', ['gone'], null],
    ['stands in a flow that is not there any more', ['fork', 'deep', 'on', 'gone'], null],
    ['is not there for an empty path', [], null]
  ])('%s', (_, path, at) => {
    expect(found(path)).toBe(at)
  })
})
