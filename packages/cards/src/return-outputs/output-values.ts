import { readerOf, type Scope } from '@hookwright/engine'
import {
  anyValue,
  type CardId,
  type FieldId,
  type OutputField,
  outputTypeOf,
  type Pill,
  pillsOf,
  valueAt
} from '@hookwright/model'
import { dateTextOf } from '../kernel/date-text.ts'
import { momentOfNumber, numberOf } from '../to-date/moment-of-number.ts'
import type { OutputsDraft } from './outputs-draft.ts'
import { LIST, RECORD, recordsOf, WANTED } from './records.ts'

/**
 * Value of an output for a sample, or the reason why there is none. `found` is the type of a value that does
 * not fit.
 */
export type OutputValue = { ok: true; value: unknown } | { ok: false; why: string; found: string | null }

/** Parts of an outputs draft that determine the outputs' values. */
export type MappedOutputs = Pick<OutputsDraft, 'runMode' | 'inputs' | 'converters'> & {
  groups: readonly { fields: readonly Pick<OutputField, 'id' | 'dataType' | 'guessed'>[] }[]
}

const readAt = (
  draft: MappedOutputs,
  id: FieldId,
  type: Parameters<typeof readerOf>[1],
  scope: Scope
): OutputValue => {
  const binding = Object.hasOwn(draft.inputs, id) ? draft.inputs[id] : undefined
  if (binding === undefined) return { ok: true, value: null }
  if (pillsOf(binding).some(pill => !scope.has(pill.card)))
    return { ok: false, why: 'comes from another card and is known only in a run', found: null }
  const read = readerOf(binding, type)(scope)
  if (read.ok) return read
  return { ok: false, why: `${read.wanted} is required, but the sample has ${read.found}`, found: read.found }
}

/** Computes the outputs of a card that converts Unix time, for a sample. */
const convertedValue = (
  from: Pill,
  start: CardId,
  sample: Record<FieldId, unknown>
): Record<FieldId, unknown> => {
  const number = from.card === start ? numberOf(valueAt(sample[from.field], from.path)) : null
  return { output: number === null ? null : dateTextOf(momentOfNumber(number, 'auto')) }
}

/** Output values of each record. `why` is a sentence if the list of records cannot be read. */
export interface OutputValues {
  records: Record<FieldId, OutputValue>[]
  why: string | null
}

/** Returns the records of a draft's list in a sample. If they cannot be read, `why` has the reason. */
export const recordsIn = (draft: MappedOutputs, start: Scope): { records: unknown[]; why: string | null } => {
  const list = readAt(draft, LIST, anyValue, start)
  if (!list.ok) return { records: [], why: `The list of records ${list.why}.` }
  const read = recordsOf(list.value)
  if (read.ok) return { records: read.records, why: null }
  return { records: [], why: `The list of records requires ${WANTED}, but the sample has ${read.found}.` }
}

/**
 * Computes the outputs of a draft for a sample of the start card: once or, with Run mode, for each record of
 * the list. Outputs mapped to other cards have no value here.
 */
export const outputValues = (
  draft: MappedOutputs,
  ends: { start: CardId; card: CardId },
  sample: Record<FieldId, unknown>
): OutputValues => {
  const start: Scope = new Map([
    [ends.start, sample],
    ...Object.entries(draft.converters ?? {}).map(([card, from]): [CardId, Record<string, unknown>] => [
      card,
      convertedValue(from, ends.start, sample)
    ])
  ])
  const valuesIn = (scope: Scope): Record<FieldId, OutputValue> =>
    Object.fromEntries(
      draft.groups.flatMap(group =>
        group.fields.map(field => [field.id, readAt(draft, field.id, outputTypeOf(field), scope)])
      )
    )
  if (!draft.runMode) return { records: [valuesIn(start)], why: null }
  const { records, why } = recordsIn(draft, start)
  return {
    records: records.map(record => valuesIn(new Map([...start, [ends.card, { [RECORD]: record }]]))),
    why
  }
}

/**
 * Returns the values to show below the outputs on a card. A value that cannot be computed is replaced by the
 * reason in brackets.
 */
export const shownValues = (values: Record<FieldId, OutputValue> | undefined): Record<FieldId, unknown> =>
  Object.fromEntries(
    Object.entries(values ?? {}).map(([id, read]) => [id, read.ok ? read.value : `(${read.why})`])
  )
