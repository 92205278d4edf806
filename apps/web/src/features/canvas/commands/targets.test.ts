import { cardSpecs } from '@hookwright/cards'
import type { CardSpec } from '@hookwright/engine'
import { applyEdit, type Flow, type Target } from '@hookwright/model'
import { flowsOf } from '@hookwright/model/testing'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cardKinds } from '../testing/card-kinds.ts'
import { flowOf, put } from '../testing/flow-of.ts'
import { allowedTarget, mayInsert, nextTarget } from './targets.ts'

const spec = (type: string): CardSpec => {
  const found = cardSpecs.get(type)
  if (found === undefined) throw new Error(`There is no card ${type}.`)
  return found
}
const at = (index: number): Target => ({ strip: null, index })

const helper = flowOf([put('helper-flow', 'start'), put('now', 'now'), put('return', 'return')])
const open = flowOf([put('helper-flow', 'start'), put('now', 'now')])

describe('the place of a new card', () => {
  test('is between the start card and the return card', () => {
    for (const [wanted, allowed] of [
      [0, 1],
      [1, 1],
      [2, 2],
      [3, 2],
      [99, 2]
    ] as const)
      expect(allowedTarget(helper, cardSpecs, at(wanted), spec('now'))).toEqual(at(allowed))
    expect(allowedTarget(open, cardSpecs, at(99), spec('now'))).toEqual(at(2))
  })

  test('is the end for a return card', () => {
    expect(allowedTarget(open, cardSpecs, at(1), spec('return'))).toEqual(at(2))
  })

  test('always allows the insertion', () => {
    fc.assert(
      fc.property(flowsOf(cardKinds), fc.nat(8), (flow: Flow, index) => {
        const to = allowedTarget(flow, cardSpecs, at(index), spec('now'))
        const fragment = { strip: ['new'], cards: { new: put('now', 'new') } }
        expect(applyEdit(flow, { kind: 'insert', to, fragment }).ok).toBe(true)
      })
    )
  })

  test('is after the last selected card, or before the return card', () => {
    expect(nextTarget(helper, cardSpecs, new Set(['start', 'now']))).toEqual(at(2))
    expect(nextTarget(helper, cardSpecs, new Set())).toEqual(at(2))
    expect(nextTarget(helper, cardSpecs, new Set(['return']))).toEqual(at(2))
  })
})

describe('the cards offered for a flow', () => {
  const offered = (flow: Flow, hasActions = true): string[] =>
    [...cardSpecs.values()]
      .filter(each => mayInsert(flow, cardSpecs, each, hasActions))
      .map(each => each.type)

  test('include no event, and a return card only where one fits and is missing', () => {
    expect(offered(open)).not.toContain('connector-action')
    expect(offered(open)).toContain('return')
    expect(offered(helper)).not.toContain('return')
    expect(offered(open)).not.toContain('return-outputs')
    expect(offered(open)).toContain('api-get')
    expect(offered(open)).not.toContain('custom-api-action')
    expect(offered(open, false)).not.toContain('api-get')
    expect(offered(open)).toContain('call-flow-async')
    expect(offered(flowOf([put('action', 'start')]))).not.toContain('call-flow-async')
    for (const type of offered(open)) expect(spec(type).starts).toBeNull()
  })
})
