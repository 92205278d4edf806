import {
  cutText,
  type DataKind,
  type FieldId,
  type Json,
  type JsonObject,
  type Path
} from '@hookwright/model'
import type { AddedCard, DraftFlow, DraftInput, NewCard, Source, Strip } from '../draft-flow.ts'
import type { CardReport } from '../report.ts'
import { errorPolicyOf } from './error-policy.ts'
import { nameOfField, type Pack, type PlannedFlow } from './pack.ts'
import { type FloCard, type FloField, functionOf, serviceOf, typedValue } from './read-flopack.ts'
import { declaredType, itemKindOf, operatorOf } from './values.ts'
import { linkKey, type WiredFlow } from './wire-flow.ts'

/** Flow that is being converted, or an inner flow of one of its cards. */
export interface Scope {
  pack: Pack
  planned: PlannedFlow
  draft: DraftFlow
  wired: WiredFlow
  /** Values by card and output. Null for a value that could not be converted. */
  sources: Map<string, Source | DraftInput | null>
  /** Start of the flow: a call by another flow (`helper`), an event, or an API endpoint. */
  start: 'helper' | 'event' | 'endpoint'
}

/** Conversion of one card. */
export interface CardJob {
  scope: Scope
  card: FloCard
  strip: Strip
  report: CardReport
}

/** Display names of cards that have no name in Okta Workflows. */
const unnamed: ReadonlyMap<string, string> = new Map([
  ['object.expand', 'Fields of an object as values'],
  ['control.noop', 'Beginning of a branch'],
  ['control.join', 'End of the branches'],
  ['control.comment', 'Note']
])

/** Returns the display name of a card. */
export const nameOfCard = (card: FloCard): string =>
  unnamed.get(functionOf(card) ?? '') ?? card.node.data.name ?? card.node.model.metadata.name ?? 'Card'

/** Starts the conversion of a card and adds an entry to the report. */
export const startJob = (scope: Scope, card: FloCard, strip: Strip): CardJob => {
  const operation = functionOf(card)
  const report: CardReport = {
    ...{ flow: scope.planned.name, card: cutText(nameOfCard(card), 200) },
    operation: operation ?? serviceOf(card).operation,
    service: operation === null ? serviceOf(card).service : null,
    ...{ outcome: 'converted', inserted: [], remarks: [] }
  }
  scope.pack.cards.push(report)
  return { scope, card, strip, report }
}

/** Adds a remark to the report entry of a card. A remark is a sentence. */
export const remark = ({ report }: CardJob, sentence: string): void => {
  if (!report.remarks.includes(sentence)) report.remarks.push(sentence)
}

/** Returns the input of the original card with a key. */
export const inputOf = ({ card }: CardJob, key: string, group: string | null = null): FloField | undefined =>
  card.node.model.inputs.find(field => field.key === key && (field.group ?? null) === group)

/** Returns the output of the original card with a key. */
export const outputOf = ({ card }: CardJob, key: string): FloField | undefined =>
  card.node.model.outputs.find(field => field.key === key)

/** Returns true where later cards use an output. */
export const isUsed = ({ card }: CardJob, key: string): boolean =>
  card.node.model.outputs.some(
    field => field.key === key && Object.keys(card.pins[field.id] ?? {}).length > 0
  )

/** Returns true if an earlier card provides the value of the input. */
const isLinked = ({ scope, card }: CardJob, field: FloField): boolean =>
  scope.wired.links.has(linkKey(card.uuid, field.id))

/**
 * Returns the value that an input gets through its link; undefined without a link. Also undefined, with a
 * remark, for a value that could not be converted.
 */
const linkedValue = (job: CardJob, field: FloField): DraftInput | undefined => {
  const { scope, card } = job
  const link = scope.wired.links.get(linkKey(card.uuid, field.id))?.at(-1)
  if (link === undefined) return undefined
  const found = scope.sources.get(linkKey(link.card, link.output))
  if (found)
    return 'kind' in found
      ? found
      : { kind: 'source', source: found, ...(link.wrap && { wrap: declaredType(field).kind }) }
  const from = scope.wired.byUuid.get(link.card)
  const what = from === undefined ? 'a card that is not in the file' : `“${nameOfCard(from)}”`
  const isChip = job.card.node.model.inputs.some(({ key }) => key === '_text_')
  const which = isChip ? 'A value in the text' : `“${nameOfField(field)}”`
  remark(job, `${which} is missing because the value from ${what} could not be converted. Map it again.`)
  return undefined
}

const isEmptyValue = (value: Json): boolean => value === null || value === ''

/** Returns the value of an input: an earlier value or an entered constant. Undefined for an empty input. */
export const fieldValue = (job: CardJob, field: FloField | undefined): DraftInput | undefined => {
  if (field === undefined) return undefined
  if (isLinked(job, field)) return linkedValue(job, field)
  const value = typedValue(field)
  return isEmptyValue(value) ? undefined : { kind: 'value', value }
}

/** Returns the value of an input by key. Undefined for an empty input. */
export const given = (job: CardJob, key: string, group: string | null = null): DraftInput | undefined =>
  fieldValue(job, inputOf(job, key, group))

/** Returns the value of an input, where an empty text counts as a value. */
export const inputValueOrEmpty = (
  job: CardJob,
  key: string,
  group: string | null = null
): DraftInput | undefined => {
  const field = inputOf(job, key, group)
  if (field === undefined || isLinked(job, field)) return fieldValue(job, field)
  return { kind: 'value', value: typedValue(field) ?? '' }
}

/** Returns the constant entered into an input. Null if the input is empty or mapped. */
export const typed = (job: CardJob, key: string, group: string | null = null): Json => {
  const field = inputOf(job, key, group)
  return field === undefined || isLinked(job, field) ? null : typedValue(field)
}

/** Creates an input value from a constant. */
export const constant = (value: Json): DraftInput => ({ kind: 'value', value })

/** Creates an input value from an earlier value. */
export const from = (source: Source | null): DraftInput | undefined =>
  source === null ? undefined : { kind: 'source', source }

/** Adds the converted card with the name and the comment of the original card. */
export const add = (job: CardJob, card: NewCard): AddedCard => {
  const { scope, strip, report } = job
  const { node } = job.card
  const own = node.data.name
  const title = own !== null && own !== undefined && own !== node.model.metadata.name ? own : null
  const { comments, metadata } = node.model
  const note = typeof comments === 'string' && comments !== metadata.description ? comments : null
  const { specs, flows } = scope.pack
  const handles = specs.get(card.type)?.handlesErrors === true
  const { onError, remark: said } = errorPolicyOf(job.card, handles, id => flows.get(id)?.id)
  if (said !== undefined) remark(job, said)
  const config = onError === undefined ? card.config : { ...card.config, onError }
  const added = scope.draft.add(strip, { title, note, ...card, config })
  scope.pack.places.set(report, { cards: scope.draft.cards, id: added.id })
  return settle(report, added)
}

const settle = (report: CardReport, added: AddedCard): AddedCard => {
  report.inserted.push(...added.inserted)
  if (report.inserted.length > 0 && report.outcome === 'converted') report.outcome = 'inserted'
  for (const label of added.lost)
    report.remarks.push(
      `“${label}” has no value because its type does not accept the original value. Map it again.`
    )
  return added
}

/** Inserts an additional card that the conversion needs. */
export const insert = ({ scope, strip, report }: CardJob, card: NewCard): AddedCard => {
  report.inserted.push(scope.pack.specs.get(card.type)?.title ?? card.type)
  if (report.outcome === 'converted') report.outcome = 'inserted'
  return settle(report, scope.draft.add(strip, card))
}

/** Makes a value available as an output of the original card. */
export const exposeValue = (
  { scope, card }: CardJob,
  field: FloField | undefined,
  value: Source | DraftInput | null
): void => {
  if (field !== undefined) scope.sources.set(linkKey(card.uuid, field.id), value)
}

/** Makes an output of the converted card available as the original card's output with this key. */
export const exposeOutput = (
  job: CardJob,
  key: string,
  added: AddedCard,
  field: FieldId,
  path?: Path
): void => exposeValue(job, outputOf(job, key), added.out(field, path))

/** Returns the inputs that a user added to a card, without its fixed inputs. */
export const extraInputs = ({ card }: CardJob, fixed: readonly string[]): FloField[] =>
  card.node.model.inputs.filter(({ key, group }) => group !== 'context' && !fixed.includes(key))

/** Returns the data kind of the items in the input list with this key. */
export const itemsOfList = (job: CardJob, key: string, output?: string): DataKind => {
  const field = inputOf(job, key)
  const value = field === undefined ? undefined : linkedQuietly(job, field)
  return itemKindOf(
    ...([
      job.scope.wired,
      job.card,
      field,
      output === undefined ? undefined : outputOf(job, output)
    ] as const),
    value?.kind === 'source' ? value.source.type : null
  )
}

const linkedQuietly = ({ scope, card }: CardJob, field: FloField): DraftInput | undefined => {
  const link = scope.wired.links.get(linkKey(card.uuid, field.id))?.at(-1)
  const found = link && scope.sources.get(linkKey(link.card, link.output))
  if (!found) return undefined
  return 'kind' in found ? found : { kind: 'source', source: found }
}

/** Returns the comparison that a card makes: Hookwright's operator, and the inputs of the converted card. */
export const conditionOf = (
  job: CardJob,
  group: string | null = null
): { operator: string; inputs: { left?: DraftInput; right?: DraftInput } } => {
  const wanted = typed(job, 'operator', group)
  const found = operatorOf(wanted)
  if (found === null)
    remark(
      job,
      `Hookwright does not support the comparison “${String(wanted)}”, so “equal to” was chosen. Check the comparison.`
    )
  if (wanted === '===' || wanted === '!==')
    remark(job, 'Hookwright does not compare types: the number 5 equals the text “5”.')
  const operator = found ?? 'equal'
  const left = inputValueOrEmpty(job, 'left-operand', group)
  const right = inputValueOrEmpty(job, 'right-operand', group)
  const hasRight = operator !== 'is-empty' && operator !== 'is-not-empty'
  return { operator, inputs: { ...(left && { left }), ...(hasRight && right && { right }) } }
}

/** Converts a card. Returns the reason to keep it as a note, or null on success. */
export type Convert = (job: CardJob) => string | null

/** Adds the data kind of the items to a card's configuration. */
export const withItems = (items: DataKind, rest: JsonObject = {}): JsonObject => ({ items, ...rest })
