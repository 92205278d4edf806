import fc from 'fast-check'
import type { Edit, Target } from '../flows/edit.ts'
import type { Flow } from '../flows/flow.ts'
import { anyCardId, anyFieldId, bindingsFrom } from './any-binding.ts'
import { anyFlow, type CardKind, fragmentsOf, plainKinds } from './any-flow.ts'

/** Returns arbitrary edits of a flow's cards, strips and fields. A few edits refer to missing ones. */
export const editsFor = (flow: Flow, kinds: CardKind[] = plainKinds): fc.Arbitrary<Edit> => {
  const joins = Object.values(flow.cards).flatMap(card =>
    (card.blocks ?? []).map(block => ({ card: card.id, block: block.id }))
  )
  const often = <Value>(known: fc.Arbitrary<Value>, other: fc.Arbitrary<Value>): fc.Arbitrary<Value> =>
    fc.oneof({ arbitrary: known, weight: 9 }, { arbitrary: other, weight: 1 })
  const ids = Object.keys(flow.cards)
  const card = ids.length === 0 ? anyCardId : often(fc.constantFrom(...ids), anyCardId)
  const strip = often<Target['strip']>(
    fc.constantFrom(null, ...joins),
    fc.record({ card: anyCardId, block: anyFieldId })
  )
  const to = fc.record({ strip, index: often(fc.nat(4), fc.nat()) })
  const field = often(fc.constantFrom(...kinds.flatMap(kind => [...kind.inputs, ...kind.joins])), anyFieldId)
  const outputs = fc.constantFrom(...kinds.flatMap(kind => [...kind.outputs, ...kind.joins]))
  const binding = fc.option(bindingsFrom(card, outputs))
  const at = joins.length === 0 ? fc.record({ card, block: anyFieldId }) : fc.constantFrom(...joins)
  const fragment = often(fragmentsOf(kinds, 'n-'), fragmentsOf(kinds, ''))
  const one = fc.oneof(
    fc.record({ kind: fc.constant('insert'), to, fragment }),
    fc.record({ kind: fc.constant('remove'), card }),
    fc.record({ kind: fc.constant('move'), card, to }),
    fc.record({ kind: fc.constant('move'), card, to }),
    fc.record({
      kind: fc.constant('rename'),
      card,
      title: fc.option(fc.string({ minLength: 1, maxLength: 8 }))
    }),
    fc.record({ kind: fc.constant('annotate'), card, note: fc.option(fc.string({ maxLength: 8 })) }),
    fc.record({ kind: fc.constant('skip'), card, skipped: fc.boolean() }),
    fc
      .constantFrom(...kinds)
      .chain(kind => fc.record({ kind: fc.constant('configure'), card, config: kind.config })),
    fc.record({ kind: fc.constant('bind'), card, field, binding }),
    at.chain(({ card: holder }) => {
      const held = flow.cards[holder]?.blocks?.map(block => block.id) ?? []
      const some = fc.shuffledSubarray([...held, 'new-block'], { minLength: 1 })
      return fc.record({ kind: fc.constant('blocks'), card: fc.constant(holder), blocks: some })
    }),
    fc
      .tuple(at, field, binding)
      .map(([place, join, fed]) => ({ kind: 'join' as const, ...place, field: join, binding: fed }))
  )
  const all = fc.record({ kind: fc.constant('all'), edits: fc.array(one, { maxLength: 4 }) })
  return often<Edit>(one, all)
}

/** Arbitrary valid edit of an arbitrary flow. */
export const anyEdit: fc.Arbitrary<Edit> = anyFlow.chain(flow => editsFor(flow))
