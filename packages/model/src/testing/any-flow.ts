import fc from 'fast-check'
import { type Binding, type Bindings, literal, type Pill } from '../flows/binding.ts'
import type { Card, Flow, Fragment } from '../flows/flow.ts'
import type { CardId, FieldId } from '../kernel/ids.ts'
import type { JsonObject } from '../kernel/json.ts'
import { bindingsFrom } from './any-binding.ts'
import { anyJsonObject } from './any-value.ts'

/** Kind of card in generated flows. */
export interface CardKind {
  type: string
  config: fc.Arbitrary<JsonObject>
  inputs: FieldId[]
  outputs: FieldId[]
  joins: FieldId[]
  blocks: FieldId[]
}

const odd: FieldId[] = ['toString', 'hasOwnProperty', '0']

/** Kinds of cards for structural tests: without blocks, with one block, with two blocks. */
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

/** Returns the placeholder for the id of the n-th card while ids are not assigned yet, such as `later-3`. */
const later = (n: number): string => `later-${n}`
const lot = (name: string): number => Number(name.slice('later-'.length))

const bindingsIn = (fields: FieldId[], binding: fc.Arbitrary<Binding>): fc.Arbitrary<Bindings> => {
  const known = fc.tuple(...fields.map(field => fc.option(binding).map(fed => ({ field, fed }))))
  const stray = fc.nat(9).map(chance => (chance === 9 ? [{ field: 'stray', fed: literal(null) }] : []))
  return fc
    .tuple(known, stray)
    .map(parts =>
      Object.fromEntries(parts.flat().flatMap(({ field, fed }) => (fed === null ? [] : [[field, fed]])))
    )
}

const seldomSkipped = (draft: Draft): fc.Arbitrary<Draft> =>
  fc.nat(7).map(chance => (chance === 7 ? { ...draft, skipped: true } : draft))

const draftsFrom = (kinds: CardKind[]): fc.Arbitrary<Draft[]> => {
  const anyLater = fc.nat(99).map(later)
  const binding = bindingsFrom(anyLater, anyLater)
  const leaves = kinds.filter(kind => kind.blocks.length === 0)
  const holders = kinds.filter(kind => kind.blocks.length > 0)
  const { strip } = fc.letrec<{ strip: Draft[]; draft: Draft }>(tie => {
    const draftOf = (kind: CardKind): fc.Arbitrary<Draft> =>
      fc
        .record(
          {
            type: fc.constant(kind.type),
            title: fc.string({ minLength: 1, maxLength: 5 }),
            note: fc.string({ maxLength: 5 }),
            config: kind.config,
            inputs: bindingsIn(kind.inputs, binding),
            blocks: fc.tuple(
              ...kind.blocks.map(id =>
                fc.record({
                  id: fc.constant(id),
                  joins: bindingsIn(kind.joins, binding),
                  strip: tie('strip')
                })
              )
            )
          },
          { requiredKeys: ['type', 'config', 'inputs', 'blocks'] }
        )
        .chain(draft => seldomSkipped(draft))
    return {
      strip: fc.array(tie('draft'), { maxLength: 4 }),
      draft: fc.oneof({ maxDepth: 3, depthSize: 'small' }, ...leaves.map(draftOf), ...holders.map(draftOf))
    }
  })
  return strip
}

const nasty = ['toString', 'valueOf', 'hasOwnProperty', '__defineGetter__', '0', '-1']

const flatten = (drafts: Draft[]): Draft[] =>
  drafts.flatMap(draft => [draft, ...flatten(draft.blocks.flatMap(block => block.strip))])

/** Assigns ids to generated cards in execution order. Most of their pills then refer to earlier cards. */
const settle = (drafts: Draft[], kinds: CardKind[], prefix: string): Fragment => {
  const all = flatten(drafts)
  const ids = all.map((_, n) => `${prefix}${n % 2 ? n : (nasty[n / 2] ?? n)}`)
  const aimPill = (pill: Pill, self: number): Pill => {
    const n = lot(pill.card)
    const at = n < 90 && self > 0 ? self - 1 - (n % self) : n % (all.length + 1)
    const kind = kinds.find(candidate => candidate.type === all[at]?.type)
    const fields = [...(kind?.outputs ?? []), ...(kind?.joins ?? [])]
    const field = lot(pill.field) < 90 ? fields[lot(pill.field) % fields.length] : undefined
    return { ...pill, card: ids[at] ?? 'gone', field: field ?? 'stray' }
  }
  const aim = (binding: Binding, self: number): Binding => {
    if (binding.kind === 'literal') return binding
    if (binding.kind === 'pill') return aimPill(binding, self)
    const parts = binding.parts.map(part => (typeof part === 'string' ? part : aimPill(part, self)))
    return { ...binding, parts }
  }
  const aimAll = (bindings: Bindings, self: number): Bindings =>
    Object.fromEntries(Object.entries(bindings).map(([field, binding]) => [field, aim(binding, self)]))
  const cards: Card[] = []
  let next = 0
  const place = (strip: Draft[]): CardId[] =>
    strip.map(({ blocks, ...draft }) => {
      const self = next++
      const id = ids[self] ?? 'gone'
      const settled = blocks.map(block => {
        const inner = place(block.strip)
        return { ...block, joins: aimAll(block.joins, next), strip: inner }
      })
      const card = { ...draft, id, inputs: aimAll(draft.inputs, self) }
      cards.push(settled.length === 0 ? card : { ...card, blocks: settled })
      return id
    })
  return { strip: place(drafts), cards: Object.fromEntries(cards.map(card => [card.id, card])) }
}

/** Returns arbitrary fragments of these kinds of cards, with a prefix for all ids. */
export const fragmentsOf = (kinds: CardKind[], prefix: string): fc.Arbitrary<Fragment> =>
  draftsFrom(kinds).map(drafts => settle(drafts, kinds, prefix))

/** Arbitrary valid fragment. Its ids differ from those of `flowsOf`. */
export const anyFragment: fc.Arbitrary<Fragment> = fragmentsOf(plainKinds, 'n-')

/**
 * Returns arbitrary flows of these kinds of cards. Pills refer to visible or invisible cards of the flow, and
 * a few to missing cards.
 */
export const flowsOf = (kinds: CardKind[]): fc.Arbitrary<Flow> =>
  fragmentsOf(kinds, '').map(fragment => ({ schemaVersion: 1, ...fragment }))

/** Arbitrary valid flow. */
export const anyFlow: fc.Arbitrary<Flow> = flowsOf(plainKinds)

/** Arbitrary single card. Its blocks may name missing cards. */
export const anyCard: fc.Arbitrary<Card> = anyFragment
  .map(fragment => Object.values(fragment.cards))
  .filter(cards => cards.length > 0)
  .chain(cards => fc.constantFrom(...cards))
