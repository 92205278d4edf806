import { dynamicPortId } from '@hookwright/engine'
import type { Card, FieldId } from '@hookwright/model'
import { useMemo, useState } from 'react'
import { hasUnreadableInputs } from '../../kernel/input-groups.ts'
import { readOptions } from '../../kernel/option-ports.ts'
import { placeIdOf, placeIds } from '../../options/error-place.ts'
import { blocksApply, formatOptionError, type OptionError } from '../../options/validate-options.ts'
import { blocksGroup, validateSources } from '../../options/validate-sources.ts'
import { type FieldDraft, nameOfField } from '../../view/fields-editor/field-draft.ts'
import { fieldsIn, type GroupErrors, groupControlId } from '../../view/fields-editor/group-draft.ts'
import { labelControlId } from '../../view/fields-editor/label-control.ts'
import type { PlacedProblem } from '../../view/fields-editor/problems-foot.tsx'
import { useWorkbench } from '../../view/workbench.ts'
import {
  type InputsDraft,
  type InputsErrors,
  inputsDraftOf,
  removedInputs,
  validateInputs
} from '../inputs-draft.ts'

/** Draft of an action's inputs and its validation state. */
interface InputsInHand {
  /** Initial draft. */
  begun: InputsDraft
  draft: InputsDraft
  isChanged: boolean
  setDraft: (draft: InputsDraft) => void
  /**
   * Validation errors of names and labels. The error of an untouched name is not shown here, only in
   * `problems`.
   */
  errors: GroupErrors
  /** Validation errors of dropdown choices. */
  valueErrors: readonly OptionError[]
  /** Reports that the name of a group or an input was edited. */
  nameTyped: (id: FieldId) => void
  problems: PlacedProblem[]
  /** First problem that blocks applying the draft; null for none. */
  blocking: PlacedProblem | null
  removed: Pick<FieldDraft, 'id' | 'label'>[]
  /** Validation errors of the helper flows of dynamic groups. */
  sourceErrors: readonly OptionError[]
  /** Id of the control with the initial focus. `undefined` for the button that adds a group. */
  opensAt: string | undefined
}

const unread: PlacedProblem = {
  id: null,
  say: 'Some inputs of this card cannot be read, and applying your changes would delete them. Cancel, and undo the change that caused this.'
}

/**
 * Returns the problems of a draft, in the order of its groups and inputs. Marks the problems that prevent
 * applying it.
 */
const problemsIn = (
  { groups }: InputsDraft,
  errors: InputsErrors,
  sourceErrors: readonly OptionError[]
): (PlacedProblem & { blocks: boolean })[] => {
  const fields = fieldsIn(groups)
  return groups.flatMap(group => {
    const ofGroup = errors.groups[group.id]
    return [
      ...(ofGroup === undefined ? [] : [{ id: groupControlId(group.id), say: ofGroup, blocks: true }]),
      ...sourceErrors
        .filter(({ option }) => option === group.id)
        .map(error => ({
          id: placeIdOf(group.id, error.at),
          say: error.message,
          blocks: blocksGroup(error, groups)
        })),
      ...group.fields.flatMap(field => {
        const label = errors.fields[field.id]
        const name = nameOfField(group.fields, field)
        return [
          ...(label === undefined
            ? []
            : [{ id: labelControlId(field.id), say: `${name}: ${label}`, blocks: true }]),
          ...errors.values
            .filter(({ option }) => option === field.id)
            .map(error => ({
              id: placeIdOf(field.id, error.at),
              say: formatOptionError(error, { fields }),
              blocks: blocksApply(error, { fields })
            }))
        ]
      })
    ]
  })
}

/** Returns the control to focus for an input with a problem. */
const openingPlace = ({ groups }: InputsDraft, { values }: InputsErrors, at: FieldId | undefined) => {
  const group = groups.find(({ id, source }) => source !== undefined && dynamicPortId(id) === at)
  if (group !== undefined) return placeIds.values(group.id)
  const field = fieldsIn(groups).find(({ id }) => id === at)
  if (field === undefined) return groups[0] === undefined ? undefined : groupControlId(groups[0].id)
  const error = values.find(({ option }) => option === field.id)
  return error === undefined ? labelControlId(field.id) : placeIdOf(field.id, error.at)
}

/** Creates the draft of a card's inputs. The dialog opens with the focus on the input `at`. */
export const useInputsDraft = (card: Card, at: FieldId | undefined): InputsInHand => {
  const { flows } = useWorkbench().useCatalog()
  const [begun] = useState(() => inputsDraftOf(card))
  const [draft, setDraft] = useState(begun)
  const [named, setNamed] = useState<ReadonlySet<FieldId>>(() => new Set(begun.kept))
  const errors = useMemo(() => validateInputs(draft), [draft])
  const [opensAt] = useState(() => openingPlace(begun, errors, at))
  const ofNamed = (found: Record<FieldId, string>): Record<FieldId, string> =>
    Object.fromEntries(Object.entries(found).filter(([id]) => named.has(id)))
  const sourceErrors = validateSources(draft.groups, readOptions(card), flows)
  const found = problemsIn(draft, errors, sourceErrors)
  const isUnread = hasUnreadableInputs(card.config)
  return {
    begun,
    draft,
    isChanged: draft !== begun,
    setDraft,
    errors: { groups: ofNamed(errors.groups), fields: ofNamed(errors.fields) },
    valueErrors: errors.values,
    nameTyped: id => setNamed(before => new Set(before).add(id)),
    problems: [...(isUnread ? [unread] : []), ...found],
    blocking: isUnread ? unread : (found.find(({ blocks }) => blocks) ?? null),
    removed: removedInputs(draft, begun),
    sourceErrors,
    opensAt
  }
}
