import { dataKinds, type Field, type FieldId, fieldLimits, nameOfType } from '@hookwright/model'
import { Button } from '@hookwright/ui'
import type { RefObject } from 'react'
import { GroupSource } from '../../options/group-source.tsx'
import type { OptionFlaw } from '../../options/option-flaws.ts'
import { type FieldDraft, nameOfField } from '../../view/fields-editor/field-draft.ts'
import type { GroupDraft, GroupFlaws } from '../../view/fields-editor/group-draft.ts'
import { GroupsEditor } from '../../view/fields-editor/groups-editor.tsx'
import { labelControlId } from '../../view/fields-editor/label-control.ts'
import { placeControl } from '../../view/fields-editor/place-control.tsx'
import { useWorkbench } from '../../view/workbench.ts'
import {
  addDynamicOutputs,
  addGroup,
  addOutput,
  changeOutput,
  changeSource,
  confirmTypes,
  moveGroup,
  moveOutput,
  nameGroup,
  type OutputsDraft,
  removeGroup,
  removeOutput
} from '../outputs-draft.ts'

const offers = { fieldTypes: ['text-field'], dataKinds, list: true, required: false } as const

/** Reason that no group can be added now, or null. */
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

/** The source of a dynamic group, and how its values are returned. */
const DynamicOutputs = (given: Omit<Parameters<typeof GroupSource>[0], 'flows'>) => {
  const flows = useWorkbench().useFlows(['helper'])
  return (
    <>
      <GroupSource {...given} flows={flows} />
      <p className="m-0 text-small text-ink-3">
        Map an object with the values to this group on the card. Users get each value by the name of its
        field.
      </p>
    </>
  )
}

/** The groups of outputs in their order, each with its fields, and the button that adds one. */
export const OutputGroups = ({
  draft,
  flaws,
  newId,
  addButton,
  actionOptions,
  sourceFlaws,
  onDraft,
  onNamed
}: {
  draft: OutputsDraft
  flaws: GroupFlaws
  newId: () => string
  addButton: RefObject<HTMLButtonElement | null>
  /** Options of the action whose outputs these are; null for an event, which has no dynamic groups. */
  actionOptions: readonly Field[] | null
  sourceFlaws: readonly OptionFlaw[]
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
    {...(actionOptions !== null && {
      dynamic: {
        kind: 'Dynamic Output Group',
        onAdd: () => {
          const id = newId()
          onDraft(addDynamicOutputs(draft, id))
          return id
        },
        sourceOf: (group: GroupDraft) =>
          group.source && (
            <DynamicOutputs
              group={group}
              source={group.source}
              options={actionOptions}
              flaws={sourceFlaws}
              onChange={source => onDraft(changeSource(draft, group.id, source))}
            />
          )
      }
    })}
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
