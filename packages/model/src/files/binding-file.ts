import { z } from 'zod'
import { Path } from '../fields/path.ts'
import { type Binding, literal, type Pill } from '../flows/binding.ts'
import { isReservedName } from '../kernel/ids.ts'
import { Json } from '../kernel/json.ts'

/** Pill in its file form: `card.field`, and a path into the value. */
const PillFile = z.strictObject({
  pill: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,64}\.[A-Za-z0-9_.-]{1,128}$/, 'Write a pill as card.field, such as ask.body.')
    .refine(name => !partsOf(name).some(isReservedName), 'This name is reserved.'),
  path: Path.optional()
})
type PillFile = z.infer<typeof PillFile>

/** Binding in its file form: a literal value, or an object that names the kind of binding. */
export const BindingFile = z.union(
  [
    z.string(),
    z.number(),
    z.boolean(),
    z.null(),
    z.strictObject({ value: Json }),
    PillFile,
    z.strictObject({ text: z.array(z.union([z.string().max(100_000), PillFile])).max(500) })
  ],
  'Write a text, a number, true, false or null, or an object with the key value, pill or text.'
)
export type BindingFile = z.infer<typeof BindingFile>

/** Splits the name of a pill into card id and field id. Card ids contain no dots; field ids may. */
const partsOf = (name: string): [card: string, field: string] => {
  const dot = name.indexOf('.')
  return [name.slice(0, dot), name.slice(dot + 1)]
}

const pillToFile = ({ card, field, path }: Pill): PillFile => ({
  pill: `${card}.${field}`,
  ...(path.length > 0 && { path })
})

const pillFromFile = ({ pill, path = [] }: PillFile): Pill => {
  const [card, field] = partsOf(pill)
  return { kind: 'pill', card, field, path }
}

/** Converts a binding to its file form. */
export const bindingToFile = (binding: Binding): BindingFile => {
  switch (binding.kind) {
    case 'literal': {
      const { value } = binding
      return typeof value === 'object' && value !== null ? { value } : value
    }
    case 'pill':
      return pillToFile(binding)
    case 'text':
      return { text: binding.parts.map(part => (typeof part === 'string' ? part : pillToFile(part))) }
  }
}

/** Converts a binding from its file form. */
export const bindingFromFile = (file: BindingFile): Binding => {
  if (typeof file !== 'object' || file === null) return literal(file)
  if ('value' in file) return literal(file.value)
  if ('pill' in file) return pillFromFile(file)
  return {
    kind: 'text',
    parts: file.text.map(part => (typeof part === 'string' ? part : pillFromFile(part)))
  }
}
