import {
  type Bindings,
  type CardId,
  type FieldId,
  type Path,
  type Pill,
  pill,
  sameJson
} from '@hookwright/model'
import { plainName } from './label-of-key.ts'
import {
  addGroup,
  addOutput,
  fieldsOf,
  type GroupDraft,
  mergeGroups,
  type OutputsDraft
} from './outputs-draft.ts'
import type { Proposal, ProposedField, ProposedGroup } from './outputs-from-sample.ts'
import { LIST, RECORD } from './records.ts'

/** A proposed output as one word, to tick it. */
export const keyOfProposed = (path: Path): string => JSON.stringify(path)

/** All outputs of a proposal, in order. */
export const fieldsOfProposal = (proposal: Proposal): ProposedField[] =>
  proposal.groups.flatMap(group => group.fields)

/** The cards between which the proposed outputs are mapped: the start card and the Return Outputs card. */
export interface MappingEnds {
  start: CardId
  card: CardId
}

/** The group of a draft that a proposed one would go into: with Run mode the only one, else the one of its name. */
const groupFor = (draft: OutputsDraft, proposed: ProposedGroup): GroupDraft | undefined =>
  draft.runMode
    ? draft.groups[0]
    : draft.groups.find(group => group.name.toLowerCase() === proposed.name.toLowerCase())

/** The output of a draft that a proposed one would be: it has the same label, as people read it. */
export const outputFor = (
  draft: OutputsDraft,
  proposed: ProposedGroup,
  field: ProposedField
): { id: FieldId; mapped: boolean } | null => {
  const found = groupFor(draft, proposed)?.fields.find(
    output => plainName(output.label) === plainName(field.label)
  )
  return found === undefined ? null : { id: found.id, mapped: Object.hasOwn(draft.inputs, found.id) }
}

/** What a draft would be like, before any of a proposal is taken: with Run mode if the proposal is for records. */
export const readyFor = (draft: OutputsDraft, proposal: Proposal): OutputsDraft =>
  proposal.list === null || draft.runMode ? draft : mergeGroups(draft)

/** The place that a path of a proposal leads to: in the body, or in the record where it is for records. */
const placeOf = (path: Path, ends: MappingEnds, inRecord: boolean): Pill =>
  inRecord ? pill(ends.card, RECORD, path) : pill(ends.start, 'body', path)

/** The label of an output that the place of a proposed one feeds already; null where it feeds none. */
export const labelFedFrom = (
  draft: OutputsDraft,
  proposal: Proposal,
  field: ProposedField,
  ends: MappingEnds
): string | null => {
  const place = placeOf(field.path, ends, proposal.list !== null)
  const isFed = ({ id }: { id: FieldId }): boolean =>
    Object.hasOwn(draft.inputs, id) && sameJson(draft.inputs[id], place)
  return fieldsOf(draft).find(isFed)?.label ?? null
}

const bound = (
  inputs: Bindings,
  id: FieldId,
  path: Path,
  ends: MappingEnds,
  inRecord: boolean
): Bindings => ({ ...inputs, [id]: placeOf(path, ends, inRecord) })

/**
 * A draft with the chosen outputs of a proposal in it, each mapped to its place in the body or the record. An output
 * that is there already is only mapped, and only if nothing feeds it yet.
 */
export const acceptProposal = (
  draft: OutputsDraft,
  given: {
    proposal: Proposal
    /** The keys of the outputs that were ticked. */
    chosen: ReadonlySet<string>
    ends: MappingEnds
    newId: () => FieldId
  }
): OutputsDraft => {
  const { proposal, chosen, ends, newId } = given
  if (!fieldsOfProposal(proposal).some(field => chosen.has(keyOfProposed(field.path)))) return draft
  const inRecord = proposal.list !== null
  let next = readyFor(draft, proposal)
  for (const proposed of proposal.groups) {
    const fields = proposed.fields.filter(field => chosen.has(keyOfProposed(field.path)))
    if (fields.length === 0) continue
    let group = groupFor(next, proposed)?.id
    if (group === undefined) {
      group = newId()
      next = addGroup(next, group, proposed.name)
    }
    for (const field of fields) {
      const there = outputFor(next, proposed, field)
      const id = there?.id ?? newId()
      if (there === null) next = addOutput(next, group, id, field)
      if (there?.mapped !== true)
        next = { ...next, inputs: bound(next.inputs, id, field.path, ends, inRecord) }
    }
  }
  if (proposal.list === null || Object.hasOwn(next.inputs, LIST)) return next
  return { ...next, inputs: { ...next.inputs, [LIST]: pill(ends.start, 'body', proposal.list) } }
}
