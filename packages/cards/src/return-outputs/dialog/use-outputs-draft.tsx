import type { Card, FieldId } from '@hookwright/model'
import { useMemo, useState } from 'react'
import { placeIdOf } from '../../options/error-place.ts'
import type { OptionError } from '../../options/validate-options.ts'
import { blocksGroup, validateSources } from '../../options/validate-sources.ts'
import { type GroupErrors, groupControlId } from '../../view/fields-editor/group-draft.ts'
import { labelControlId } from '../../view/fields-editor/label-control.ts'
import type { PlacedProblem } from '../../view/fields-editor/problems-foot.tsx'
import type { Removed } from '../../view/fields-editor/removed-notice.tsx'
import { useWorkbench } from '../../view/workbench.ts'
import { removedOutputs } from '../apply-outputs.ts'
import type { Config } from '../card.ts'
import {
  fieldsOf,
  listOutputErrors,
  type OutputsDraft,
  outputsDraftOf,
  validateOutputs
} from '../outputs-draft.ts'
import { losesOutputs, readOutputs } from '../read-config.ts'
import { LIST } from '../records.ts'

/** Draft of an event's or action's outputs and its validation state. */
interface OutputsInHand {
  /** Current outputs of the card. */
  config: Config
  draft: OutputsDraft
  isChanged: boolean
  setDraft: (draft: OutputsDraft) => void
  /**
   * Validation errors of names and labels. The error of an untouched name is not shown here, only in
   * `problems`.
   */
  errors: GroupErrors
  /** Reports that the name of a group or an output was edited. */
  nameTyped: (id: FieldId) => void
  /** Problems of the draft in display order. */
  problems: PlacedProblem[]
  /** Problems that prevent applying the draft. */
  blocking: PlacedProblem[]
  /** Validation errors of the helper flows of dynamic groups. */
  sourceErrors: readonly OptionError[]
  /** Outputs of the card that are missing in the draft. */
  removed: Removed[]
  /** Labels of the outputs that lost their mapping when Run mode was switched off. */
  dropped: string[]
}

const unread: PlacedProblem = {
  id: null,
  say: 'Some outputs of this card cannot be read, and applying your changes would delete them. Cancel, and undo the change that caused this.'
}

const droppedBy = (begun: OutputsDraft, draft: OutputsDraft): string[] => {
  if (!begun.runMode || draft.runMode) return []
  const wasFed = (id: FieldId): boolean => Object.hasOwn(begun.inputs, id)
  const unfed = fieldsOf(draft).filter(({ id }) => wasFed(id) && !Object.hasOwn(draft.inputs, id))
  return [...(wasFed(LIST) ? ['List of records'] : []), ...unfed.map(({ label }) => label)]
}

/** Hook for the draft of a card's outputs. */
export const useOutputsDraft = (card: Card): OutputsInHand => {
  const bench = useWorkbench()
  const { flows } = bench.useCatalog()
  const options = bench.useAction()?.options ?? []
  const config = useMemo(() => readOutputs(card.config), [card.config])
  const [begun] = useState(() => outputsDraftOf(config, card.inputs))
  const [draft, setDraft] = useState(begun)
  const [named, setNamed] = useState<ReadonlySet<FieldId>>(
    () => new Set(begun.groups.flatMap(group => [group.id, ...group.fields.map(field => field.id)]))
  )
  const errors = validateOutputs(draft)
  const isGroup = (id: FieldId): boolean => draft.groups.some(group => group.id === id)
  const ofNamed = (found: Record<FieldId, string>): Record<FieldId, string> =>
    Object.fromEntries(Object.entries(found).filter(([id]) => named.has(id)))
  const placed = (found: readonly OptionError[]): PlacedProblem[] =>
    found.map(({ option, at, message }) => ({ id: placeIdOf(option, at), say: message }))
  const sourceErrors = validateSources(draft.groups, options, flows)
  const blocking = [
    ...(losesOutputs(card.config) ? [unread] : []),
    ...listOutputErrors(draft, errors).map(({ id, error }) => ({
      id: isGroup(id) ? groupControlId(id) : labelControlId(id),
      say: error
    })),
    ...placed(sourceErrors.filter(error => blocksGroup(error, draft.groups)))
  ]
  return {
    config,
    draft,
    isChanged: draft !== begun,
    setDraft,
    errors: { groups: ofNamed(errors.groups), fields: ofNamed(errors.fields) },
    nameTyped: id => setNamed(before => new Set(before).add(id)),
    problems: [...blocking, ...placed(sourceErrors.filter(error => !blocksGroup(error, draft.groups)))],
    blocking,
    sourceErrors,
    removed: removedOutputs(card, config, draft),
    dropped: droppedBy(begun, draft)
  }
}
