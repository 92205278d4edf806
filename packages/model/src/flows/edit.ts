import { z } from 'zod'
import { CardId, FieldId } from '../kernel/ids.ts'
import { JsonObject } from '../kernel/json.ts'
import { Binding } from './binding.ts'
import { Card, Fragment } from './flow.ts'

/**
 * Position for inserting cards: a strip (`null` for the top strip) and an index. The length of the strip as
 * index appends.
 */
export const Target = z.strictObject({
  strip: z.strictObject({ card: CardId, block: FieldId }).nullable(),
  index: z.int().nonnegative()
})
export type Target = z.infer<typeof Target>

const oneEdit = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('insert'), to: Target, fragment: Fragment }),
  z.strictObject({ kind: z.literal('remove'), card: CardId }),
  z.strictObject({ kind: z.literal('move'), card: CardId, to: Target }),
  z.strictObject({ kind: z.literal('rename'), card: CardId, title: Card.shape.title.nullable() }),
  z.strictObject({ kind: z.literal('annotate'), card: CardId, note: Card.shape.note.nullable() }),
  z.strictObject({ kind: z.literal('skip'), card: CardId, skipped: z.boolean() }),
  z.strictObject({ kind: z.literal('configure'), card: CardId, config: JsonObject }),
  z.strictObject({ kind: z.literal('bind'), card: CardId, field: FieldId, binding: Binding.nullable() }),
  z.strictObject({ kind: z.literal('blocks'), card: CardId, blocks: z.array(FieldId).min(1).max(200) }),
  z.strictObject({
    kind: z.literal('join'),
    card: CardId,
    block: FieldId,
    field: FieldId,
    binding: Binding.nullable()
  })
])

/**
 * Change to a flow, as data. `blocks` sets the order of a card's blocks: a new id adds an empty block, a
 * missing id removes a block with its cards. `all` combines several changes, which succeed or fail together.
 */
export const Edit = z.union([
  oneEdit,
  z.strictObject({ kind: z.literal('all'), edits: z.array(oneEdit).max(1_000) })
])
export type Edit = z.infer<typeof Edit>
export type OneEdit = z.infer<typeof oneEdit>
