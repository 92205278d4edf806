import { z } from 'zod'
import type { Bindings } from '../flows/binding.ts'
import { Card, type Flow } from '../flows/flow.ts'
import { FlowName } from '../flows/flow-name.ts'
import { type CardId, FieldId } from '../kernel/ids.ts'
import { JsonObject } from '../kernel/json.ts'
import { BindingFile, bindingFromFile, bindingToFile } from './binding-file.ts'
import { byCodeUnits } from './folder.ts'

/** Version of the file format used for writing. Older versions are migrated when they are read. */
export const FILE_FORMAT = 1

/** Key of a flow in files: the last 12 hexadecimal digits of its id in an installation. */
export const FlowKey = z
  .string()
  .regex(/^[0-9a-f]{12}$/, 'A flow id has 12 characters, 0-9 and a-f. Put an id without letters in quotes.')

const BindingsFile = z.record(FieldId, BindingFile)

/** Card, as stored in a file. The cards of a block are nested in it, so that each card occurs once. */
export const CardFile = z.strictObject({
  id: Card.shape.id,
  type: Card.shape.type,
  title: Card.shape.title,
  note: Card.shape.note,
  skipped: Card.shape.skipped,
  config: JsonObject.optional(),
  inputs: BindingsFile.optional(),
  get blocks() {
    return z
      .array(z.strictObject({ id: FieldId, joins: BindingsFile.optional(), cards: z.array(CardFile) }))
      .max(50)
      .optional()
  }
})
export type CardFile = z.infer<typeof CardFile>

/** Properties common to all flow files. */
export const flowFileParts = {
  format: z.literal(FILE_FORMAT),
  id: FlowKey,
  /** Name of the flow. Absent for a flow without a name. */
  name: FlowName.optional(),
  description: z.string().max(2_000).optional(),
  /** False if bodies and values are not stored. Absent for true. */
  saveAll: z.literal(false).optional(),
  cards: z.array(CardFile)
}

/** Schema of a file with a connector's flow. */
export const FlowFile = z.strictObject({
  ...flowFileParts,
  /** False if the flow is excluded from versions. Absent for true. */
  active: z.literal(false).optional()
})
export type FlowFile = z.infer<typeof FlowFile>

const sorted = <Value>(record: Record<string, Value>): [string, Value][] =>
  Object.entries(record).sort(([one], [other]) => byCodeUnits(one, other))

const bindingsToFile = (bindings: Bindings): Record<string, BindingFile> | undefined =>
  Object.keys(bindings).length === 0
    ? undefined
    : Object.fromEntries(sorted(bindings).map(([field, binding]) => [field, bindingToFile(binding)]))

const bindingsFromFile = (file: Record<string, BindingFile> = {}): Bindings =>
  Object.fromEntries(Object.entries(file).map(([field, binding]) => [field, bindingFromFile(binding)]))

/** Removes keys with the value undefined, so that they are not written. */
const compact = <Parts extends object>(parts: Parts): Parts => {
  for (const [key, value] of Object.entries(parts))
    if (value === undefined) Reflect.deleteProperty(parts, key)
  return parts
}

/**
 * Converts the cards of a flow to file form: in execution order, with the cards of blocks nested.
 */
export const cardsToFile = ({ strip, cards }: Pick<Flow, 'strip' | 'cards'>): CardFile[] =>
  strip.flatMap(cardId => {
    const card = Object.hasOwn(cards, cardId) ? cards[cardId] : undefined
    if (card === undefined) return []
    const { id, type, title, note, skipped, inputs, blocks } = card
    const config = sorted(JsonObject.parse(card.config))
    return compact({
      ...{ id, type, title, note, skipped },
      config: config.length === 0 ? undefined : Object.fromEntries(config),
      inputs: bindingsToFile(inputs),
      blocks: blocks?.map(block =>
        compact({
          id: block.id,
          joins: bindingsToFile(block.joins),
          cards: cardsToFile({ strip: block.strip, cards })
        })
      )
    })
  })

/**
 * Converts the cards of a file to a flow document. Calls `repeated` with the path of each card with a
 * duplicate id.
 */
export const cardsFromFile = (
  files: CardFile[],
  repeated: (id: CardId, place: PropertyKey[]) => void
): Flow => {
  const cards = new Map<CardId, Card>()
  const place = (list: CardFile[], at: PropertyKey[]): CardId[] =>
    list.map(({ config = {}, inputs, blocks, ...rest }, index) => {
      const here = [...at, index]
      if (cards.has(rest.id)) repeated(rest.id, [...here, 'id'])
      const card: Card = compact({ ...rest, config, inputs: bindingsFromFile(inputs) })
      cards.set(rest.id, card)
      if (blocks !== undefined) {
        card.blocks = blocks.map(({ id, joins, cards: inner }, n) => ({
          id,
          strip: place(inner, [...here, 'blocks', n, 'cards']),
          joins: bindingsFromFile(joins)
        }))
      }
      return rest.id
    })
  const strip = place(files, ['cards'])
  return { schemaVersion: 1, strip, cards: Object.fromEntries(cards) }
}
