import type { Card, FieldId } from '@hookwright/model'
import { useMemo, useState } from 'react'
import { placeIdOf } from '../../options/flaw-place.ts'
import type { OptionFlaw } from '../../options/option-flaws.ts'
import { blocksGroup, sourceFlawsOf } from '../../options/source-flaws.ts'
import { type GroupFlaws, groupControlId } from '../../view/fields-editor/group-draft.ts'
import { labelControlId } from '../../view/fields-editor/label-control.ts'
import type { PlacedProblem } from '../../view/fields-editor/problems-foot.tsx'
import type { Removed } from '../../view/fields-editor/removed-notice.tsx'
import { useWorkbench } from '../../view/workbench.ts'
import { removedOutputs } from '../apply-outputs.ts'
import type { Config } from '../card.ts'
import { fieldsOf, flawsOf, listFlaws, type OutputsDraft, outputsDraftOf } from '../outputs-draft.ts'
import { losesOutputs, readOutputs } from '../read-config.ts'
import { LIST } from '../records.ts'

/** Draft of the outputs of an event, with its errors and warnings. */
interface OutputsInHand {
  /** The outputs of the card as they are. */
  config: Config
  draft: OutputsDraft
  isChanged: boolean
  setDraft: (draft: OutputsDraft) => void
  /** Flaws by place. An untouched name shows none; the list of problems includes it. */
  flaws: GroupFlaws
  /** Reports that the name of a group or an output was edited. */
  nameTyped: (id: FieldId) => void
  /** Remaining problems. */
  problems: PlacedProblem[]
  /** Problems that block applying the draft. */
  blocking: PlacedProblem[]
  /** Flaws of the helper flows of dynamic groups. */
  sourceFlaws: readonly OptionFlaw[]
  /** The outputs that the card has and the draft has not. */
  removed: Removed[]
  /** The labels of what is no longer mapped since Run mode was switched off. */
  dropped: string[]
}

const unread: PlacedProblem = {
  id: null,
  say: 'Some outputs of this card are unreadable and would be lost. Cancel, and undo the change that caused it.'
}

const droppedBy = (begun: OutputsDraft, draft: OutputsDraft): string[] => {
  if (!begun.runMode || draft.runMode) return []
  const wasFed = (id: FieldId): boolean => Object.hasOwn(begun.inputs, id)
  const unfed = fieldsOf(draft).filter(({ id }) => wasFed(id) && !Object.hasOwn(draft.inputs, id))
  return [...(wasFed(LIST) ? ['List of records'] : []), ...unfed.map(({ label }) => label)]
}

/** Returns the draft of a card's outputs. */
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
  const flaws = flawsOf(draft)
  const isGroup = (id: FieldId): boolean => draft.groups.some(group => group.id === id)
  const ofNamed = (found: Record<FieldId, string>): Record<FieldId, string> =>
    Object.fromEntries(Object.entries(found).filter(([id]) => named.has(id)))
  const placed = (found: readonly OptionFlaw[]): PlacedProblem[] =>
    found.map(({ option, at, message }) => ({ id: placeIdOf(option, at), say: message }))
  const sourceFlaws = sourceFlawsOf(draft.groups, options, flows)
  const blocking = [
    ...(losesOutputs(card.config) ? [unread] : []),
    ...listFlaws(draft, flaws).map(({ id, flaw }) => ({
      id: isGroup(id) ? groupControlId(id) : labelControlId(id),
      say: flaw
    })),
    ...placed(sourceFlaws.filter(flaw => blocksGroup(flaw, draft.groups)))
  ]
  return {
    config,
    draft,
    isChanged: draft !== begun,
    setDraft,
    flaws: { groups: ofNamed(flaws.groups), fields: ofNamed(flaws.fields) },
    nameTyped: id => setNamed(before => new Set(before).add(id)),
    problems: [...blocking, ...placed(sourceFlaws.filter(flaw => !blocksGroup(flaw, draft.groups)))],
    blocking,
    sourceFlaws,
    removed: removedOutputs(card, config, draft),
    dropped: droppedBy(begun, draft)
  }
}
