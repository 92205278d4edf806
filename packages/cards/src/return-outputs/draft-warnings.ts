import { type CardId, pillsOf } from '@hookwright/model'
import type { FieldDraft } from '../view/fields-editor/field-draft.ts'
import type { OutputValue, OutputValues } from './output-values.ts'
import { fieldsOf, type OutputsDraft, outputsFromRecord } from './outputs-draft.ts'

const MOST_NAMED = 6

const quoted = (labels: string[]): string => {
  const named = labels.slice(0, MOST_NAMED).map(label => `“${label}”`)
  const more = labels.length - named.length
  if (more > 0) return `${named.join(', ')} and ${more} more`
  const last = named.pop()
  return named.length === 0 ? `${last}` : `${named.join(', ')} and ${last}`
}

/** Returns the outputs that are mapped to values of cards. */
const mappedOf = (draft: OutputsDraft): FieldDraft[] =>
  fieldsOf(draft).filter(({ id }) => {
    const from = Object.hasOwn(draft.inputs, id) ? draft.inputs[id] : undefined
    return from !== undefined && pillsOf(from).length > 0
  })

/**
 * Returns a warning if Run mode is on but no output is mapped from the record, so that all records would
 * return the same values. Otherwise returns `null`.
 */
export const warnOfSameRecords = (draft: OutputsDraft, card: CardId): string | null =>
  draft.runMode && mappedOf(draft).length > 0 && outputsFromRecord(draft, card).length === 0
    ? 'No output is mapped from Record, so all records would return the same values. Map the outputs from Record, or create them from a sample.'
    : null

/**
 * Returns a warning about mapped outputs that are empty for a sample, as a sentence. `null` if there are
 * none.
 */
export const warnOfEmpty = (draft: OutputsDraft, { records, why }: OutputValues): string | null => {
  if (why !== null) return why
  if (draft.runMode && records.length === 0)
    return 'The list of records is empty in this sample. Map the list that contains the records.'
  const isEmpty = (value: OutputValue | undefined): boolean => value?.ok === true && value.value === null
  const empty = mappedOf(draft).filter(({ id }) => records.every(record => isEmpty(record[id])))
  if (records.length === 0 || empty.length === 0) return null
  const [is, it] = empty.length === 1 ? ['is', 'it'] : ['are', 'them']
  return `${quoted(empty.map(({ label }) => label))} ${is} mapped, but this sample has nothing there; map ${it} to another place, or look at another sample.`
}
