import { type Binding, type Bindings, type FieldId, nameOfPath, pill } from '@hookwright/model'
import { parsePath } from '../kernel/parse-path.ts'
import type { OutputsDraft } from './outputs-draft.ts'
import type { MappingEnds } from './proposed-output.ts'
import { rootOf } from './proposed-output.ts'
import { RECORD } from './records.ts'
import { convertedPill } from './unix-time.ts'

/** Mapping of an output as shown in its row. */
export type OutputPath =
  | { is: 'none' }
  /** Mapping to one path in the body or, with Run mode, in a record. An empty text means the whole value. */
  | { is: 'path'; text: string }
  /** Output that is mapped to text, to several values or to another card, which no path can express. */
  | { is: 'other' }

/**
 * Returns the card and field of the value in which all paths of a draft begin. This is the body or, with Run
 * mode, the record.
 */
const sourceOf = (draft: OutputsDraft, ends: MappingEnds): { card: string; field: FieldId } =>
  draft.runMode ? { card: ends.card, field: RECORD } : { card: ends.start, field: rootOf(ends).field }

/** Returns the mapping of an output as a path relative to the draft's source. */
export const outputPathOf = (draft: OutputsDraft, id: FieldId, ends: MappingEnds): OutputPath => {
  const mapped: Binding | undefined = Object.hasOwn(draft.inputs, id) ? draft.inputs[id] : undefined
  const binding = convertedPill(draft, id)?.from ?? mapped
  if (binding === undefined) return { is: 'none' }
  const { card, field } = sourceOf(draft, ends)
  if (binding.kind !== 'pill' || binding.card !== card || binding.field !== field) return { is: 'other' }
  return { is: 'path', text: nameOfPath(binding.path) }
}

const withoutInput = (inputs: Bindings, id: FieldId): Bindings =>
  Object.fromEntries(Object.entries(inputs).filter(([field]) => field !== id))

/**
 * Maps an output to a path in the source; empty text removes the mapping. If the text is not a path, returns
 * the reason as a sentence.
 */
export const withOutputPath = (
  draft: OutputsDraft,
  { id, text, ends }: { id: FieldId; text: string; ends: MappingEnds }
): { ok: true; draft: OutputsDraft } | { ok: false; why: string } => {
  const trimmed = text.trim()
  if (trimmed === '') return { ok: true, draft: { ...draft, inputs: withoutInput(draft.inputs, id) } }
  const parsed = parsePath(trimmed)
  if (!parsed.ok)
    return { ok: false, why: `This path is invalid: ${parsed.why}. Use the form user.emails[0].` }
  const { card, field } = sourceOf(draft, ends)
  const from = pill(card, field, parsed.path)
  const converted = convertedPill(draft, id)
  if (converted !== null) {
    const converters = { ...draft.converters, [converted.converter]: from }
    return { ok: true, draft: { ...draft, converters } }
  }
  return { ok: true, draft: { ...draft, inputs: { ...draft.inputs, [id]: from } } }
}
