import {
  type Binding,
  commonType,
  type DataType,
  type FieldId,
  fieldLimits,
  fitOf,
  isDrifting,
  nameOfType,
  type Path,
  type Pill,
  pill,
  sameJson
} from '@hookwright/model'
import type { GroupDraft } from '../../view/fields-editor/group-draft.ts'
import type { DriftView } from '../../view/workbench.ts'
import { labelOfKeys, plainName } from '../label-of-key.ts'
import { fieldsOf, freeLabel, type OutputsDraft } from '../outputs-draft.ts'
import type { MappingEnds } from '../proposed-output.ts'
import { RECORD } from '../records.ts'

/** Formats a step: “Add “Plan” (Text) to “User””. */
export const formatDriftStep = (step: DriftStep): string => {
  switch (step.does) {
    case 'add':
      return `Add “${step.label}” (${nameOfType(step.dataType)}) to “${step.group}”`
    case 'map':
      return `Map “${step.label}”, which is not mapped yet`
    case 'retype':
      return `Make “${step.label}” ${nameOfType(step.to)} instead of ${nameOfType(step.from)}`
    case 'remove':
      return `Remove “${step.label}”`
  }
}

/** Step that changes a draft so that a difference is resolved. */
export type DriftStep =
  | { does: 'add'; label: string; group: string; dataType: DataType; guessed: boolean }
  /** Maps an existing output that has no mapping. */
  | { does: 'map'; id: FieldId; label: string }
  | { does: 'retype'; id: FieldId; label: string; from: DataType; to: DataType }
  | { does: 'remove'; id: FieldId; label: string }

/**
 * State of a difference. `settled`: the draft already resolves it. `open`: the step would resolve it. `told`:
 * it is for information only.
 */
export type DriftState = { is: 'settled' } | { is: 'open'; step: DriftStep } | { is: 'told' }

const settled: DriftState = { is: 'settled' }
const told: DriftState = { is: 'told' }

/** Returns the pill for the value in which a difference was found. */
export const placeOfDrift = ({ root, path }: DriftView, { start, card }: MappingEnds): Pill =>
  root === 'body' ? pill(start, 'body', path) : pill(card, RECORD, path)

const bindingOf = ({ inputs }: OutputsDraft, id: FieldId): Binding | undefined =>
  Object.hasOwn(inputs, id) ? inputs[id] : undefined

const isBelow = (path: Path, above: Path): boolean => above.every((key, at) => path[at] === key)

/** Returns true if an output is mapped from this path, or from a value that contains the path. */
const isTaken = (draft: OutputsDraft, place: Pill): boolean =>
  fieldsOf(draft).some(({ id }) => {
    const from = bindingOf(draft, id)
    return (
      from?.kind === 'pill' &&
      from.card === place.card &&
      from.field === place.field &&
      isBelow(place.path, from.path)
    )
  })

/**
 * Returns how many outputs of a group are mapped from siblings of a value. Siblings are other keys of the
 * same object.
 */
const countSiblingMappings = (draft: OutputsDraft, group: GroupDraft, place: Pill): number =>
  group.fields.filter(({ id }) => {
    const from = bindingOf(draft, id)
    return (
      from?.kind === 'pill' &&
      from.card === place.card &&
      from.field === place.field &&
      sameJson(from.path.slice(0, -1), place.path.slice(0, -1))
    )
  }).length

/**
 * Returns the group to which an output should be added. With Run mode, this is the only group. Otherwise, it
 * is the group with the most outputs mapped from the same object or, without any, a group with a suitable
 * name, which may be new.
 */
const groupFor = (draft: OutputsDraft, place: Pill): GroupDraft | { name: string } => {
  const parents = place.path.slice(0, -1).map(String)
  if (draft.runMode) return draft.groups[0] ?? { name: 'Record' }
  const beside = draft.groups
    .map(group => ({ group, count: countSiblingMappings(draft, group, place) }))
    .toSorted((one, other) => other.count - one.count)[0]
  if (beside !== undefined && beside.count > 0) return beside.group
  const name = parents.length === 0 ? 'Event' : labelOfKeys(...parents.slice(-2))
  return draft.groups.find(group => group.name.toLowerCase() === name.toLowerCase()) ?? { name }
}

const stepForNew = (draft: OutputsDraft, finding: DriftView, ends: MappingEnds): DriftState => {
  const place = placeOfDrift(finding, ends)
  if (finding.isSettled || isTaken(draft, place)) return settled
  if (finding.seen === null) return told
  const group = groupFor(draft, place)
  const fields = 'fields' in group ? group.fields : []
  const wanted = labelOfKeys(...finding.path.slice(draft.runMode ? 0 : -1).map(String))
  const there = fields.find(
    ({ id, label, dataType }) =>
      plainName(label) === plainName(wanted) &&
      bindingOf(draft, id) === undefined &&
      fitOf(finding.seen ?? dataType, dataType) === 'fits'
  )
  if (there !== undefined) return { is: 'open', step: { does: 'map', id: there.id, label: there.label } }
  const isFull =
    fields.length >= fieldLimits.fields || (!('fields' in group) && draft.groups.length >= fieldLimits.groups)
  if (isFull) return told
  const label = freeLabel(wanted, group.name, new Set(fields.map(field => field.label.toLowerCase())))
  return {
    is: 'open',
    step: { does: 'add', label, group: group.name, dataType: finding.seen, guessed: finding.count < 2 }
  }
}

/** Returns the state of a difference in a draft. Pure. */
export const driftStateOf = (draft: OutputsDraft, finding: DriftView, ends: MappingEnds): DriftState => {
  const { kind, output, seen, returned } = finding
  if (kind === 'new') return stepForNew(draft, finding, ends)
  if (output === null) return finding.isSettled ? settled : told
  const field = fieldsOf(draft).find(({ id }) => id === output.id)
  if (field === undefined || !sameJson(bindingOf(draft, field.id), placeOfDrift(finding, ends)))
    return settled
  const { id, label, dataType } = field
  if (kind === 'missing')
    return isDrifting(finding) ? { is: 'open', step: { does: 'remove', id, label } } : told
  if (seen !== null && fitOf(seen, dataType) === 'fits') return settled
  const to = seen === null ? null : returned ? commonType(dataType, seen) : seen
  return to === null ? told : { is: 'open', step: { does: 'retype', id, label, from: dataType, to } }
}
