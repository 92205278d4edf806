import type { FieldId } from '@hookwright/model'
import type { DriftView } from '../../view/workbench.ts'
import { addGroup, addOutput, changeOutput, type OutputsDraft, removeOutput } from '../outputs-draft.ts'
import type { MappingEnds } from '../proposed-output.ts'
import { type DriftStep, driftStateOf, placeOfDrift } from './drift-step.ts'

interface DriftParams {
  ends: MappingEnds
  newId: () => FieldId
}

const mapped = (draft: OutputsDraft, id: FieldId, finding: DriftView, ends: MappingEnds): OutputsDraft => ({
  ...draft,
  inputs: { ...draft.inputs, [id]: placeOfDrift(finding, ends) }
})

const takeStep = (
  draft: OutputsDraft,
  finding: DriftView,
  step: DriftStep,
  { ends, newId }: DriftParams
): OutputsDraft => {
  switch (step.does) {
    case 'add': {
      const known = draft.groups.find(({ name }) => name === step.group)
      const group = known?.id ?? newId()
      const grouped = known === undefined ? addGroup(draft, group, step.group) : draft
      const id = newId()
      return mapped(addOutput(grouped, group, id, step), id, finding, ends)
    }
    case 'map':
      return mapped(draft, step.id, finding, ends)
    case 'retype':
      return changeOutput(draft, step.id, { dataType: step.to })
    case 'remove':
      return removeOutput(draft, step.id)
  }
}

/**
 * Applies the steps that resolve these differences to a draft, one after the other. Pure, except for new ids.
 */
export const takeDriftSteps = (
  draft: OutputsDraft,
  findings: readonly DriftView[],
  params: DriftParams
): OutputsDraft => {
  let next = draft
  for (const finding of findings) {
    const standing = driftStateOf(next, finding, params.ends)
    if (standing.is === 'open') next = takeStep(next, finding, standing.step, params)
  }
  return next
}
