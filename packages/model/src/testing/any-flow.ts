import fc from 'fast-check'
import type { Binding, Bindings, Pill } from '../flows/binding.ts'
import type { Card, Flow, Fragment } from '../flows/flow.ts'
import type { CardId, FieldId } from '../ids.ts'
import type { JsonObject } from '../json.ts'
import { bindingsFrom } from './any-binding.ts'
import { anyJsonObject } from './any-value.ts'

/** What cards of one type may look like in a flow made up for a test. */
export interface CardKind {
  type: string
  config: fc.Arbitrary<JsonObject>
  inputs: FieldId[]
  outputs: FieldId[]
  joins: FieldId[]
  blocks: FieldId[]
}

const odd: FieldId[] = ['toString', 'hasOwnProperty', '0']

/** Cards without a meaning: one plain, one with one block, one with two. */
export const plainKinds: CardKind[] = [
  { blocks: [], type: 'plain' },
  { blocks: ['only'], type: 'around' },
  { blocks: ['then', 'valueOf'], type: 'fork' }
].map(kind => ({
  ...kind,
  config: anyJsonObject,
  inputs: ['a', ...odd],
  outputs: ['a', ...odd],
  joins: ['j']
}))

interface Draft extends Omit<Card, 'id' | 'blocks'> {
  blocks: { id: FieldId; joins: Bindings; strip: Draft[] }[]
}

/** Stands for the n-th card of the flow until it is known how many there are. */
const later = (n: number): CardId => `later-${n}`

const bindingsIn = (fields: FieldId[], binding: fc.Arbitrary<Binding>): fc.Arbitrary<Bindings> =>
  fc
    .array(fc.tuple(fc.constantFrom(...fields, 'stray'), binding), { maxLength: fields.length })
    .map(pairs => Object.fromEntries(pairs))

const draftsFrom = (kinds: CardKind[]): fc.Arbitrary<Draft[]> => {
  const fields = new Set(kinds.flatMap(kind => [...kind.outputs, ...kind.joins]))
  const binding = bindingsFrom(fc.nat(30).map(later), fc.constantFrom(...fields, 'stray'))
  const leaves = kinds.filter(kind => kind.blocks.length === 0)
  const holders = kinds.filter(kind => kind.blocks.length > 0)
  const { strip } = fc.letrec<{ strip: Draft[]; draft: Draft }>(tie => {
    const draftOf = (kind: CardKind): fc.Arbitrary<Draft> =>
      fc.record(
        {
          type: fc.constant(kind.type),
          title: fc.string({ minLength: 1, maxLength: 5 }),
          note: fc.string({ maxLength: 5 }),
          skipped: fc.constant(true),
          config: kind.config,
          inputs: bindingsIn(kind.inputs, binding),
          blocks: fc.tuple(
            ...kind.blocks.map(id =>
              fc.record({ id: fc.constant(id), joins: bindingsIn(kind.joins, binding), strip: tie('strip') })
            )
          )
        },
        { requiredKeys: ['type', 'config', 'inputs', 'blocks'] }
      )
    return {
      strip: fc.array(tie('draft'), { maxLength: 4 }),
      draft: fc.oneof({ maxDepth: 3, depthSize: 'small' }, ...leaves.map(draftOf), ...holders.map(draftOf))
    }
  })
  return strip
}

const nasty = ['toString', 'valueOf', 'hasOwnProperty', '__defineGetter__', '0', '-1']

/** Gives drafts their ids, in the order of execution, and aims their pills at each other; a few at nothing. */
const settle = (drafts: Draft[], prefix: string): Fragment => {
  const count = (all: Draft[]): number =>
    all.reduce((sum, draft) => sum + 1 + count(draft.blocks.flatMap(block => block.strip)), 0)
  const ids = Array.from({ length: count(drafts) }, (_, n) => `${prefix}${n % 2 ? n : (nasty[n / 2] ?? n)}`)
  const aimPill = (pill: Pill): Pill => {
    const n = Number(pill.card.slice('later-'.length))
    return { ...pill, card: ids[n % (ids.length + 1)] ?? 'gone' }
  }
  const aim = (binding: Binding): Binding => {
    if (binding.kind === 'literal') return binding
    if (binding.kind === 'pill') return aimPill(binding)
    return { ...binding, parts: binding.parts.map(part => (typeof part === 'string' ? part : aimPill(part))) }
  }
  const aimAll = (bindings: Bindings): Bindings =>
    Object.fromEntries(Object.entries(bindings).map(([field, binding]) => [field, aim(binding)]))
  const cards: Card[] = []
  let next = 0
  const place = (all: Draft[]): CardId[] =>
    all.map(({ blocks, ...draft }) => {
      const id = ids[next++] ?? 'gone'
      const settled = blocks.map(block => ({
        ...block,
        joins: aimAll(block.joins),
        strip: place(block.strip)
      }))
      const card = { ...draft, id, inputs: aimAll(draft.inputs) }
      cards.push(settled.length === 0 ? card : { ...card, blocks: settled })
      return id
    })
  return { strip: place(drafts), cards: Object.fromEntries(cards.map(card => [card.id, card])) }
}

/** Fragments of these kinds of cards, all ids with this prefix. */
export const fragmentsOf = (kinds: CardKind[], prefix: string): fc.Arbitrary<Fragment> =>
  draftsFrom(kinds).map(drafts => settle(drafts, prefix))

/** Any fragment that parses; its ids are none that `flowsOf` gives. */
export const anyFragment: fc.Arbitrary<Fragment> = fragmentsOf(plainKinds, 'n-')

/** Flows of these kinds of cards; pills point at cards of the flow, seen or not, and a few at none. */
export const flowsOf = (kinds: CardKind[]): fc.Arbitrary<Flow> =>
  fragmentsOf(kinds, '').map(fragment => ({ schemaVersion: 1, ...fragment }))

/** Any flow that parses. */
export const anyFlow: fc.Arbitrary<Flow> = flowsOf(plainKinds)

/** A card as it stands alone; its blocks name cards that may not exist. */
export const anyCard: fc.Arbitrary<Card> = anyFragment
  .map(fragment => Object.values(fragment.cards))
  .filter(cards => cards.length > 0)
  .chain(cards => fc.constantFrom(...cards))
