import { z } from 'zod'
import { CardId, FieldId } from '../kernel/ids.ts'
import { JsonObject } from '../kernel/json.ts'
import { Bindings } from './binding.ts'

/**
 * Strip inside a block card, such as one branch of a condition. `joins` are the values of the card's join
 * fields in this branch, read after the strip.
 */
export const Block = z.strictObject({ id: FieldId, strip: z.array(CardId), joins: Bindings })
export type Block = z.infer<typeof Block>

/** Card on the canvas. The shape of `config` is defined by the card's spec. */
export const Card = z.strictObject({
  id: CardId,
  type: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,63}$/, 'A card type consists of lower-case words joined by dashes.'),
  title: z.string().min(1).max(200).optional(),
  note: z.string().max(10_000).optional(),
  skipped: z.literal(true).optional(),
  config: JsonObject,
  inputs: Bindings,
  blocks: z.array(Block).max(50).optional()
})
export type Card = z.infer<typeof Card>

const MAX_CARDS = 2_000
const MAX_NESTING = 16

/** Returns a sentence if the cards do not form one tree of strips; otherwise null. */
export const misshapeOf = ({
  strip,
  cards
}: {
  strip: CardId[]
  cards: Record<CardId, Card>
}): string | null => {
  const seen = new Set<CardId>()
  const walk = (ids: CardId[], depth: number): string | null => {
    if (depth > MAX_NESTING)
      return `Blocks are nested more than ${MAX_NESTING} levels deep. Move the inner cards out.`
    for (const id of ids) {
      const card = Object.hasOwn(cards, id) ? cards[id] : undefined
      if (card === undefined) return `The flow refers to the card ${id}, which does not exist.`
      if (card.id !== id) return `The card stored as ${id} has the id ${card.id}.`
      if (seen.has(id)) return `The card ${id} appears more than once.`
      seen.add(id)
      const blocks = card.blocks ?? []
      if (new Set(blocks.map(block => block.id)).size < blocks.length)
        return `The card ${id} has two blocks with the same id.`
      for (const block of blocks) {
        const misshape = walk(block.strip, depth + 1)
        if (misshape !== null) return misshape
      }
    }
    return null
  }
  const misshape = walk(strip, 0)
  if (misshape !== null) return misshape
  const count = Object.keys(cards).length
  if (count > MAX_CARDS)
    return `The flow has ${count} cards, but the limit is ${MAX_CARDS}. Delete some or move them to a helper flow.`
  return count === seen.size ? null : 'A card of the flow is not in its sequence.'
}

/**
 * Cards in strips, cut out of a flow or to be inserted. Each card occurs exactly once. Used for the clipboard
 * and insertions.
 */
export const Fragment = z
  .strictObject({ strip: z.array(CardId), cards: z.record(CardId, Card) })
  .superRefine((fragment, context) => {
    const misshape = misshapeOf(fragment)
    if (misshape !== null) context.addIssue({ code: 'custom', message: misshape })
  })
export type Fragment = z.infer<typeof Fragment>

/**
 * Flow document: an ordered strip of cards, beginning with the start card; the order is that of
 * execution. Positions and edges are derived, not stored. Incomplete flows are valid: see
 * `problemsOf`.
 */
export const Flow = z
  .strictObject({ schemaVersion: z.literal(1), strip: z.array(CardId), cards: z.record(CardId, Card) })
  .superRefine((flow, context) => {
    const misshape = misshapeOf(flow)
    if (misshape !== null) context.addIssue({ code: 'custom', message: misshape })
  })
export type Flow = z.infer<typeof Flow>

/** Days for which deleted flows and connectors can be restored. */
export const BIN_DAYS = 30

/** Number of drafts of a user's flow that are stored in addition to the current one. */
export const KEPT_DRAFTS = 50

/** Flow without cards. */
export const emptyFlow: Flow = { schemaVersion: 1, strip: [], cards: {} }

/** Returns the card with this id, or undefined. */
export const cardOf = (flow: Fragment, id: CardId): Card | undefined =>
  Object.hasOwn(flow.cards, id) ? flow.cards[id] : undefined

/** Returns the start card, or undefined while the strip is empty. */
export const startCardOf = (flow: Fragment): Card | undefined => {
  const id = flow.strip[0]
  return id === undefined ? undefined : cardOf(flow, id)
}

/** Returns true for a new flow without a name and without cards. */
export const isBlankFlow = ({ name, doc }: { name: string | null; doc: Pick<Flow, 'strip'> }): boolean =>
  name === null && doc.strip.length === 0
