import { applyEdit, Flow, Fragment, pill, pillsOf, text } from '@hookwright/model'
import { anyFlow } from '@hookwright/model/testing'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { copyOf, fragmentOf, outermost, writeClipboard } from './clipboard.ts'
import { readClipboard } from './read-clipboard.ts'

const ids = (prefix: string) => {
  let count = 0
  return () => `${prefix}${count++}`
}

/** Generator of random flows, each with a random selection of its cards. */
const flowAndChosen = anyFlow.chain(flow =>
  fc.tuple(
    fc.constant(flow),
    fc.subarray(Object.keys(flow.cards)).map(chosen => new Set(chosen))
  )
)

const read = (clipboard: string): Fragment => {
  const result = readClipboard(clipboard)
  if (!result.ok) throw new Error(result.why)
  return result.fragment
}

/** Returns the fragment with ids numbered in order, so that two copies can be compared. */
const numbered = (fragment: Fragment): Fragment => copyOf(fragment, ids('n'))

describe('cards on the clipboard', () => {
  test('come back as they were, with all that stands in them', () => {
    fc.assert(
      fc.property(flowAndChosen, ([flow, chosen]) => {
        const strip = outermost(flow, chosen)
        // Reading drops the key __proto__ of a config, as every door does.
        expect(read(writeClipboard(fragmentOf(flow, strip)))).toEqual(Fragment.parse(fragmentOf(flow, strip)))
      })
    )
  })

  test('can be pasted into any flow, again and again, and look the same there but for their ids', () => {
    fc.assert(
      fc.property(flowAndChosen, anyFlow, ([flow, chosen], other) => {
        const copied = read(writeClipboard(fragmentOf(flow, outermost(flow, chosen))))
        let target = other
        for (const prefix of ['x-', 'y-']) {
          const fragment = copyOf(copied, ids(prefix))
          const pasted = applyEdit(target, { kind: 'insert', to: { strip: null, index: 0 }, fragment })
          if (!pasted.ok) throw new Error(pasted.why)
          expect(Flow.safeParse(pasted.flow).error).toBeUndefined()
          const again = read(writeClipboard(fragmentOf(pasted.flow, fragment.strip)))
          expect(numbered(again)).toEqual(numbered(copied))
          target = pasted.flow
        }
      }),
      { numRuns: 100 }
    )
  })

  test('keep bindings among themselves and those to cards outside', () => {
    fc.assert(
      fc.property(flowAndChosen, ([flow, chosen]) => {
        const fragment = fragmentOf(flow, outermost(flow, chosen))
        const copy = copyOf(fragment, ids('x-'))
        const pairs = Object.values(fragment.cards).map(
          (card, index) => [card, Object.values(copy.cards)[index]] as const
        )
        for (const [card, its] of pairs)
          for (const [field, binding] of Object.entries(card.inputs)) {
            const pills = pillsOf(binding)
            const copied = pillsOf(its?.inputs[field] ?? text())
            for (const [index, one] of pills.entries()) {
              const inside = Object.hasOwn(fragment.cards, one.card)
              const to = copied[index]?.card ?? ''
              if (inside) expect(copy.cards).toHaveProperty([to])
              else expect(to).toBe(one.card)
            }
          }
      })
    )
  })

  test('of a block card and a card in it are one card', () => {
    const flow = Flow.parse({
      schemaVersion: 1,
      strip: ['a', 'fork'],
      cards: {
        a: { id: 'a', type: 'plain', config: {}, inputs: {} },
        fork: {
          id: 'fork',
          type: 'fork',
          config: {},
          inputs: {},
          blocks: [{ id: 'x', strip: ['in'], joins: {} }]
        },
        in: { id: 'in', type: 'plain', config: {}, inputs: { a: pill('a', 'out') } }
      }
    })
    expect(outermost(flow, new Set(['in', 'fork']))).toEqual(['fork'])
    expect(Object.keys(fragmentOf(flow, ['fork']).cards)).toEqual(['fork', 'in'])
  })
})

describe('other things on the clipboard', () => {
  test.each([
    ['some words', /no cards on the clipboard/],
    ['{"a":1}', /no cards on the clipboard/],
    ['null', /no cards on the clipboard/],
    ['{"kind":"hookwright/cards","schemaVersion":2,"fragment":{}}', /newer version of Hookwright/],
    ['{"kind":"hookwright/cards","schemaVersion":1,"fragment":{"strip":["a"],"cards":{}}}', /damaged/]
  ])('%s are refused with a sentence', (clipboard, why) => {
    const result = readClipboard(clipboard)
    expect(result.ok ? '' : result.why).toMatch(why)
  })

  test('never throw', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), value => void readClipboard(value)))
  })
})
