import { type FieldId, pill } from '@hookwright/model'
import { addGroup, addOutput, changeOutput, type OutputsDraft } from './outputs-draft.ts'
import type { Proposal } from './outputs-from-samples.ts'
import {
  confirmsGuess,
  fieldsOfProposal,
  groupFor,
  keyOfProposed,
  type MappingEnds,
  placeOf,
  proposalStateOf,
  readyFor,
  rootOf
} from './proposed-output.ts'
import { LIST } from './records.ts'

/**
 * Adds the selected outputs of a proposal to a draft. Each is mapped to its path in the body or the record.
 * If an output exists, only its mapping changes, and a guessed type is corrected or confirmed.
 */
export const acceptProposal = (
  draft: OutputsDraft,
  params: {
    proposal: Proposal
    /** Keys of the selected outputs. */
    chosen: ReadonlySet<string>
    ends: MappingEnds
    newId: () => FieldId
  }
): OutputsDraft => {
  const { proposal, chosen, ends, newId } = params
  if (!fieldsOfProposal(proposal).some(field => chosen.has(keyOfProposed(field.path)))) return draft
  let next = readyFor(draft, proposal)
  for (const proposed of proposal.groups) {
    for (const field of proposed.fields.filter(({ path }) => chosen.has(keyOfProposed(path)))) {
      const state = proposalStateOf(next, proposal, proposed, field, ends)
      let id = 'id' in state ? state.id : null
      if (id === null) {
        let group = groupFor(next, proposed)?.id
        if (group === undefined) {
          group = newId()
          next = addGroup(next, group, proposed.name)
        }
        id = newId()
        next = addOutput(next, group, id, { ...field, guessed: !field.sure })
      } else if (confirmsGuess(next, id, field)) {
        next = changeOutput(next, id, { dataType: field.dataType, ...(!field.sure && { guessed: true }) })
      }
      next = { ...next, inputs: { ...next.inputs, [id]: placeOf(field.path, ends, proposal) } }
    }
  }
  if (proposal.list === null) return next
  return { ...next, inputs: { ...next.inputs, [LIST]: pill(ends.start, rootOf(ends).field, proposal.list) } }
}
