import { z } from 'zod'
import { Path } from '../fields/path.ts'
import { CardId, FieldId } from '../kernel/ids.ts'
import { Json } from '../kernel/json.ts'

/** Reference to an earlier card's output, with a path into its value. */
export const Pill = z.strictObject({ kind: z.literal('pill'), card: CardId, field: FieldId, path: Path })
export type Pill = z.infer<typeof Pill>

/** Source of an input's value: a literal, a pill, or text with pills in it. */
export const Binding = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('literal'), value: Json }),
  Pill,
  z.strictObject({
    kind: z.literal('text'),
    parts: z.array(z.union([z.string().max(100_000), Pill])).max(500)
  })
])
export type Binding = z.infer<typeof Binding>

/** Bindings of a card's inputs, by field. */
export const Bindings = z.record(FieldId, Binding)
export type Bindings = z.infer<typeof Bindings>

/** Returns the pills of a binding, in order. */
export const pillsOf = (binding: Binding): Pill[] => {
  switch (binding.kind) {
    case 'literal':
      return []
    case 'pill':
      return [binding]
    case 'text':
      return binding.parts.filter(part => typeof part !== 'string')
  }
}

/**
 * Returns the output field that is a binding's only content: a pill, or a text with one pill and nothing
 * else. `null` for any other binding.
 */
export const soleFieldOf = (binding: Binding): FieldId | null => {
  if (binding.kind === 'literal') return null
  const [only, ...more] = binding.kind === 'text' ? binding.parts : [binding]
  return typeof only === 'object' && more.length === 0 && only.path.length === 0 ? only.field : null
}

/** Returns a literal binding. */
export const literal = (value: Json): Binding => ({ kind: 'literal', value })

/** Returns a pill, optionally with a path into its value. */
export const pill = (card: CardId, field: FieldId, path: Path = []): Pill => ({
  kind: 'pill',
  card,
  field,
  path
})

/** Returns a text binding with pills. */
export const text = (...parts: (string | Pill)[]): Binding => ({ kind: 'text', parts })
