import {
  type Binding,
  type CardId,
  type FieldId,
  isNothing,
  nameOfPath,
  type Path,
  type Pill,
  pill,
  pillsOf,
  sameJson,
  valueAt
} from '@hookwright/model'
import type { GroupDraft } from '../view/fields-editor/group-draft.ts'
import { plainName } from './label-of-key.ts'
import { fieldsOf, guessedOutputs, mergeGroups, type OutputsDraft } from './outputs-draft.ts'
import type { Proposal, ProposedField, ProposedGroup } from './outputs-from-samples.ts'
import { RECORD } from './records.ts'

/** Returns the key that identifies a proposed output. */
export const keyOfProposed = (path: Path): string => JSON.stringify(path)

/** All outputs of a proposal, in order. */
export const fieldsOfProposal = (proposal: Proposal): ProposedField[] =>
  proposal.groups.flatMap(group => group.fields)

/** Output of the start card from which the samples come, such as “Body”. */
interface SampleRoot {
  field: FieldId
  label: string
}

const body: SampleRoot = { field: 'body', label: 'Body' }

/**
 * Cards that a mapping connects: `start` is the source with the samples, such as the start card of an event.
 * `card` is the Return Outputs card.
 */
export interface MappingEnds {
  start: CardId
  card: CardId
  /** Output from which the samples come. By default, the body of an event. */
  root?: SampleRoot
  /** True if there is only one result, never a list of records. */
  single?: boolean
}

/** Returns the output from which the samples come. By default, this is the body. */
export const rootOf = ({ root = body }: Pick<MappingEnds, 'root'>): SampleRoot => root

/**
 * State of a proposed output in a draft: new; existing but unmapped; mapped from the proposed path; mapped
 * from another path; or mapped from the path under another label.
 */
export type ProposalState =
  | { is: 'new' }
  | { is: 'unmapped' | 'mapped'; id: FieldId }
  | { is: 'mapped-elsewhere'; id: FieldId; from: Binding }
  | { is: 'returned'; label: string }

/**
 * Returns the draft's group that matches a proposed group: the only group with Run mode, otherwise the group
 * with the same name.
 */
export const groupFor = (draft: OutputsDraft, proposed: ProposedGroup): GroupDraft | undefined =>
  draft.runMode
    ? draft.groups[0]
    : draft.groups.find(group => group.name.toLowerCase() === proposed.name.toLowerCase())

/** Prepares a draft for applying a proposal: switches Run mode on if the proposal is for records. */
export const readyFor = (draft: OutputsDraft, proposal: Proposal): OutputsDraft =>
  proposal.list === null || draft.runMode ? draft : mergeGroups(draft)

/** Returns the pill for a path of a proposal, in the body or, for a list of records, in the record. */
export const placeOf = (path: Path, ends: MappingEnds, proposal: Proposal): Pill =>
  proposal.list === null ? pill(ends.start, rootOf(ends).field, path) : pill(ends.card, RECORD, path)

const bindingOf = (draft: OutputsDraft, id: FieldId): Binding | undefined =>
  Object.hasOwn(draft.inputs, id) ? draft.inputs[id] : undefined

const isNamed = (wanted: { label: string }): ((there: { label: string }) => boolean) => {
  const name = plainName(wanted.label)
  return ({ label }) => plainName(label) === name
}

/**
 * Returns the unmapped output with the same label as a proposed field. `undefined` if several outputs or
 * proposed fields have this label.
 */
const lonelyFor = (draft: OutputsDraft, proposal: Proposal, field: ProposedField) => {
  const [found, ...others] = fieldsOf(draft).filter(isNamed(field))
  if (found === undefined || others.length > 0) return undefined
  const isTold = fieldsOfProposal(proposal).filter(isNamed(field)).length > 1
  if (isTold) return undefined
  return bindingOf(draft, found.id) === undefined ? found : undefined
}

/**
 * Returns true if a proposed type should replace the guessed type in the draft. It must be certain, or more
 * specific than a guessed Text, which is also the guess for an empty list or null.
 */
export const confirmsGuess = (
  draft: OutputsDraft,
  id: FieldId,
  { sure, dataType }: ProposedField
): boolean => {
  const guess = guessedOutputs(draft).find(field => field.id === id)
  return guess !== undefined && (sure || (guess.dataType.kind === 'text' && dataType.kind !== 'text'))
}

/**
 * Returns the state of a proposed output in a draft. Outputs with the same normalized label count as the same
 * output.
 */
export const proposalStateOf = (
  draft: OutputsDraft,
  proposal: Proposal,
  group: ProposedGroup,
  field: ProposedField,
  ends: MappingEnds
): ProposalState => {
  const place = placeOf(field.path, ends, proposal)
  const there = groupFor(draft, group)?.fields.find(isNamed(field))
  if (there !== undefined) {
    const from = bindingOf(draft, there.id)
    if (from === undefined) return { is: 'unmapped', id: there.id }
    return sameJson(from, place)
      ? { is: 'mapped', id: there.id }
      : { is: 'mapped-elsewhere', id: there.id, from }
  }
  const fed = fieldsOf(draft).find(({ id }) => sameJson(bindingOf(draft, id), place))
  if (fed !== undefined) return { is: 'returned', label: fed.label }
  const lonely = lonelyFor(draft, proposal, field)
  return lonely === undefined ? { is: 'new' } : { is: 'unmapped', id: lonely.id }
}

const startsWith = (path: Path, start: Path): boolean => start.every((key, index) => path[index] === key)

/**
 * Returns true if an output is mapped only from paths that have no value in any of these bodies. If outputs
 * are per record, also true if the paths lead to a fixed item of the list. Always false for outputs mapped
 * from other cards, since those values are only known in a run.
 */
export const isDead = (
  from: Binding,
  proposal: Proposal,
  ends: MappingEnds,
  bodies: readonly unknown[]
): boolean => {
  const { list } = proposal
  const records = list === null ? [] : bodies.flatMap(body => valueAt(body, list))
  const leadsNowhere = ({ card, field, path }: Pill): boolean => {
    if (card === ends.card && field === RECORD)
      return records.every(record => isNothing(valueAt(record, path)))
    if (card !== ends.start || field !== rootOf(ends).field) return false
    return (
      bodies.every(body => isNothing(valueAt(body, path))) ||
      (list !== null && path.length > list.length && startsWith(path, list))
    )
  }
  const pills = pillsOf(from)
  return pills.length > 0 && pills.every(leadsNowhere)
}

/** Formats a path below an output: “Record.id”, or “Record” for the whole output. */
export const nameOfPlace = (root: string, path: Path): string => {
  const inside = nameOfPath(path)
  return inside === '' || inside.startsWith('[') ? `${root}${inside}` : `${root}.${inside}`
}

/** Returns the name of an output's source, such as “Body.user.id”. */
export const nameOfFed = (from: Binding, ends: MappingEnds): string => {
  if (from.kind === 'literal') return 'a value that was typed'
  if (from.kind !== 'pill') return 'a text'
  const { card, field, path } = from
  if (card === ends.card && field === RECORD) return nameOfPlace('Record', path)
  const root = rootOf(ends)
  return card === ends.start && field === root.field
    ? nameOfPlace(root.label, path)
    : 'a value of another card'
}
