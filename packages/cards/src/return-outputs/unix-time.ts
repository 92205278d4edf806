import {
  type Binding,
  type CardId,
  type FieldId,
  isNothing,
  type OneEdit,
  one,
  type Pill,
  pill,
  valueAt
} from '@hookwright/model'
import { looksLikeUnixTime } from '../to-date/moment-of-number.ts'
import type { FieldDraft } from '../view/fields-editor/field-draft.ts'
import { changeOutput, fieldsOf, type OutputsDraft } from './outputs-draft.ts'
import type { MappingEnds } from './proposed-output.ts'

/** Unix time values to convert, each keyed by the id of the card that will convert it. */
export type Converters = Readonly<Record<CardId, Pill>>

const bindingOf = ({ inputs }: Pick<OutputsDraft, 'inputs'>, id: FieldId): Binding | undefined =>
  Object.hasOwn(inputs, id) ? inputs[id] : undefined

/**
 * Returns the Unix time value that a converter card reads for an output. `null` if the output has no
 * converter.
 */
export const convertedPill = (draft: OutputsDraft, id: FieldId): { converter: CardId; from: Pill } | null => {
  const binding = bindingOf(draft, id)
  if (binding?.kind !== 'pill') return null
  const from = draft.converters?.[binding.card]
  return from === undefined ? null : { converter: binding.card, from }
}

/**
 * Returns outputs whose values in a sample are probably Unix time, and that are not converted yet. Returns
 * none in Run mode, because a card before Return Outputs cannot read a single record.
 */
export const unixTimeOutputs = (
  draft: OutputsDraft,
  ends: MappingEnds,
  sample: Record<FieldId, unknown>
): FieldDraft[] =>
  draft.runMode
    ? []
    : fieldsOf(draft).filter(({ id, dataType }) => {
        const from = bindingOf(draft, id)
        if (dataType.list || from?.kind !== 'pill' || from.card !== ends.start) return false
        const key = from.path.findLast(step => typeof step === 'string')
        const value = valueAt(sample[from.field], from.path)
        return key !== undefined && !isNothing(value) && looksLikeUnixTime(key, value)
      })

/**
 * Converts outputs from Unix time to Date & Time. The converter cards are inserted when the draft is applied.
 */
export const convertUnixTime = (
  draft: OutputsDraft,
  ids: readonly FieldId[],
  newId: () => CardId
): OutputsDraft =>
  ids.reduce((next, id) => {
    const from = bindingOf(next, id)
    if (from?.kind !== 'pill') return next
    const card = newId()
    return {
      ...changeOutput(next, id, { dataType: one('date') }),
      inputs: { ...next.inputs, [id]: pill(card, 'output') },
      converters: { ...next.converters, [card]: from }
    }
  }, draft)

/** Returns the edits that insert the used converter cards at `index` of the flow's main row of cards. */
export const insertConverters = (
  converters: Converters,
  used: ReadonlySet<CardId>,
  index: number
): OneEdit[] => {
  const kept = Object.entries(converters).filter(([card]) => used.has(card))
  if (kept.length === 0) return []
  const cards = Object.fromEntries(
    kept.map(([id, from]) => [
      id,
      { id, type: 'to-date', config: { reads: 'auto' }, inputs: { value: from } }
    ])
  )
  return [
    {
      kind: 'insert',
      to: { strip: null, index },
      fragment: { strip: kept.map(([id]) => id), cards }
    }
  ]
}
