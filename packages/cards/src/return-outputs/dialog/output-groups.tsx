import { dataKinds, type FieldId, fieldLimits, nameOfType } from '@hookwright/model'
import { Button } from '@hookwright/ui'
import type { RefObject } from 'react'
import { type FieldDraft, nameOfField } from '../../view/fields-editor/field-draft.ts'
import type { GroupFlaws } from '../../view/fields-editor/group-draft.ts'
import { GroupsEditor } from '../../view/fields-editor/groups-editor.tsx'
import { labelControlId } from '../../view/fields-editor/label-control.ts'
import { placeControl } from '../../view/fields-editor/place-control.tsx'
import {
  addGroup,
  addOutput,
  changeOutput,
  confirmTypes,
  moveGroup,
  moveOutput,
  nameGroup,
  type OutputsDraft,
  removeGroup,
  removeOutput
} from '../outputs-draft.ts'

const offers = { fieldTypes: ['text-field'], dataKinds, list: true, required: false } as const

/** Why no group can be added now; null where one can. */
const whyFull = (draft: OutputsDraft): string | null => {
  if (draft.runMode && draft.groups.length > 0) return 'Run mode uses exactly one group.'
  return draft.groups.length >= fieldLimits.groups ? `A flow has at most ${fieldLimits.groups} groups.` : null
}

/** Says that the data type of an output is a guess, and lets the maker confirm it. */
const GuessedType = ({
  field,
  name,
  onConfirm
}: {
  field: FieldDraft
  name: string
  onConfirm: () => void
}) => (
  <p className="m-0 flex flex-wrap items-center gap-x-2 text-small text-ink-3">
    Guessed type: it accepts any value until you confirm it.
    <Button
      look="quiet"
      size="card"
      aria-label={`Confirm ${nameOfType(field.dataType)} for ${name}`}
      onClick={() => {
        onConfirm()
        placeControl(labelControlId(field.id))?.focus()
      }}
    >
      Confirm {nameOfType(field.dataType)}
    </Button>
  </p>
)

/** The groups of outputs in their order, each with its fields, and the button that adds one. */
export const OutputGroups = ({
  draft,
  flaws,
  newId,
  addButton,
  onDraft,
  onNamed
}: {
  draft: OutputsDraft
  flaws: GroupFlaws
  newId: () => string
  addButton: RefObject<HTMLButtonElement | null>
  onDraft: (draft: OutputsDraft) => void
  /** Told of a group or an output as soon as something was typed for its name. */
  onNamed: (id: FieldId) => void
}) => (
  <GroupsEditor
    label="Output groups"
    kind="Static Output Group"
    groups={draft.groups}
    offers={offers}
    flaws={flaws}
    full={whyFull(draft)}
    addButton={addButton}
    onAdd={() => {
      const id = newId()
      onDraft(addOutput(addGroup(draft, id), id, newId()))
      return id
    }}
    onName={(id, name) => onDraft(nameGroup(draft, id, name))}
    onMove={(id, to) => onDraft(moveGroup(draft, id, to))}
    onRemove={id => onDraft(removeGroup(draft, id))}
    onNamed={onNamed}
    onAddField={(group, at) => {
      const id = newId()
      onDraft(moveOutput(addOutput(draft, group, id), id, group, at))
      return id
    }}
    onField={(id, part) => onDraft(changeOutput(draft, id, part))}
    onMoveField={(id, group, to) => onDraft(moveOutput(draft, id, group, to))}
    onRemoveField={id => onDraft(removeOutput(draft, id))}
    more={(field, group) =>
      field.guessed === true && (
        <GuessedType
          field={field}
          name={nameOfField(group.fields, field)}
          onConfirm={() => onDraft(confirmTypes(draft, new Set([field.id])))}
        />
      )
    }
  />
)
