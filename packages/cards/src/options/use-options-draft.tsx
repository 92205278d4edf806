import { optionPortId } from '@hookwright/engine'
import type { Card, FieldId } from '@hookwright/model'
import { useMemo, useState } from 'react'
import { losesOptions } from '../kernel/option-ports.ts'
import { movedTo } from '../view/fields-editor/field-draft.ts'
import { labelControlId } from '../view/fields-editor/label-control.ts'
import type { PlacedProblem } from '../view/fields-editor/problems-foot.tsx'
import { useWorkbench } from '../view/workbench.ts'
import { placeIdOf } from './error-place.ts'
import {
  blankOption,
  changeOption,
  type OptionDraft,
  type OptionsDraft,
  optionsDraftOf,
  removedOptions,
  restoreOptions,
  withFieldType
} from './options-draft.ts'
import { blocksApply, formatOptionError, type OptionError, validateOptions } from './validate-options.ts'

const helpers: ['helper'] = ['helper']

const unread: PlacedProblem = {
  id: null,
  say: 'Some options of this card cannot be read, and applying your changes would delete them. Cancel, and undo the change that caused this.'
}

/** Returns the initial draft: the existing options, or one unnamed option if there are none. */
const beginWith = (draft: OptionsDraft, newId: () => string): OptionsDraft =>
  draft.fields.length > 0 ? draft : { ...draft, fields: [blankOption(newId())] }

/**
 * Returns the control with the initial focus: the first error of the option `at`, or the label of the first
 * option.
 */
const openingPlace = (
  fields: readonly OptionDraft[],
  errors: readonly OptionError[],
  at: FieldId | undefined
) => {
  const id = fields.find(option => optionPortId(option.id) === at)?.id ?? fields[0]?.id ?? ''
  const error = at === undefined ? undefined : errors.find(({ option }) => option === id)
  return { option: id, control: error === undefined ? labelControlId(id) : placeIdOf(id, error.at) }
}

/**
 * Hook for the draft of a card's options, with its validation errors. The dialog opens at the option `at`.
 */
export const useOptionsDraft = (card: Card, at: FieldId | undefined) => {
  const { newId, useFlows } = useWorkbench()
  const flows = useFlows(helpers)
  const [begun] = useState(() => beginWith(optionsDraftOf(card), newId))
  const [draft, setDraft] = useState(begun)
  const errors = useMemo(
    () => validateOptions(draft, new Map(flows.map(flow => [flow.id, flow]))),
    [draft, flows]
  )
  const [opening] = useState(() => openingPlace(begun.fields, errors, at))
  const [open, setOpen] = useState<ReadonlySet<FieldId>>(() => new Set([opening.option]))
  const [named, setNamed] = useState<ReadonlySet<FieldId>>(new Set(begun.kept))
  const isUnread = losesOptions(card)
  const unfold = (id: FieldId): void => setOpen(before => new Set(before).add(id))

  return {
    draft,
    isChanged: draft !== begun,
    flows,
    errors,
    /** First validation error that prevents applying the draft, or `null`. */
    blocking: errors.find(error => blocksApply(error, draft)) ?? null,
    isUnread,
    problems: [
      ...(isUnread ? [unread] : []),
      ...errors.map(
        (error): PlacedProblem => ({
          id: placeIdOf(error.option, error.at),
          say: formatOptionError(error, draft)
        })
      )
    ],
    // What was never typed is not called wrong at its place; the list of problems names it.
    labelErrors: Object.fromEntries(
      errors.flatMap(({ option, at, message }) =>
        at.part === 'label' && named.has(option) ? [[option, message]] : []
      )
    ),
    removed: useMemo(() => removedOptions(draft, begun), [draft, begun]),
    /** Id of the control with the initial focus. */
    opensAt: opening.control,
    /** Ids of the expanded options. */
    open,
    unfold,
    flip: (id: FieldId): void =>
      setOpen(before => {
        const next = new Set(before)
        if (!next.delete(id)) next.add(id)
        return next
      }),
    change: (id: FieldId, part: Partial<OptionDraft>): void => {
      if (part.label !== undefined) setNamed(before => new Set(before).add(id))
      setDraft(before =>
        changeOption(before, id, option => {
          const changed = { ...option, ...part }
          return part.fieldType === undefined ? changed : withFieldType(changed, part.fieldType)
        })
      )
    },
    move: (id: FieldId, to: number): void =>
      setDraft(before => ({ ...before, fields: movedTo(before.fields, id, to) })),
    /** Adds an unnamed option, expanded, and returns its id. */
    add: (at: number): FieldId => {
      const id = newId()
      setDraft(before => ({ ...before, fields: before.fields.toSpliced(at, 0, blankOption(id)) }))
      unfold(id)
      return id
    },
    remove: (id: FieldId): void =>
      setDraft(before => ({ ...before, fields: before.fields.filter(field => field.id !== id) })),
    putBack: (): void => setDraft(before => restoreOptions(before, begun))
  }
}
