import { dataKinds, type FieldId, fieldLimits, nameOfType } from '@hookwright/model'
import { Button, IconButton, Menu, TextField } from '@hookwright/ui'
import { ArrowRightLeft, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { type FieldDraft, nameOfField } from '../../view/fields-editor/field-draft.ts'
import { FieldsEditor } from '../../view/fields-editor/fields-editor.tsx'
import { labelControlId } from '../../view/fields-editor/label-control.ts'
import { placeControl } from '../../view/fields-editor/place-control.tsx'
import type { GroupDraft, OutputsFlaws } from '../outputs-draft.ts'

const offers = { fieldTypes: ['text-field'], dataKinds, list: true, required: false } as const

/** The id in the page of the place where a group's name is typed. */
export const groupControlId = (group: FieldId): string => `name-of-${group}`

/** Returns the name of a group, or its number while it has no name. */
export const nameOfGroup = (groups: readonly GroupDraft[], group: GroupDraft): string =>
  group.name === '' ? `group ${groups.findIndex(each => each.id === group.id) + 1}` : group.name

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

interface GroupPaneProps {
  group: GroupDraft
  groups: readonly GroupDraft[]
  grip: ReactNode
  flaws: OutputsFlaws
  onName: (name: string) => void
  onRemove: () => void
  /** Adds an output at an index and gives its id. */
  onAddField: (at: number) => FieldId
  onField: (id: FieldId, part: Partial<FieldDraft>) => void
  /** Asks for an output to stand at an index of a group. */
  onMoveField: (id: FieldId, group: FieldId, to: number) => void
  onRemoveField: (id: FieldId) => void
  /** Confirms the guessed type of an output. */
  onConfirmType: (id: FieldId) => void
}

/** A named set of outputs: its name, and its outputs in the order in which users will see them. */
export const GroupPane = ({
  group,
  groups,
  grip,
  flaws,
  onName,
  onRemove,
  onAddField,
  onField,
  onMoveField,
  onRemoveField,
  onConfirmType
}: GroupPaneProps) => {
  const name = nameOfGroup(groups, group)
  const others = groups.filter(other => other.id !== group.id)
  // A group that lost its fields has none to go to.
  const goToFields = (): void => {
    const [first] = group.fields
    if (first !== undefined) placeControl(labelControlId(first.id))?.focus()
  }
  const toGroup = (id: FieldId) =>
    others.map(other => ({
      id: other.id,
      label: `To ${nameOfGroup(groups, other)}`,
      run: () => onMoveField(id, other.id, other.fields.length)
    }))
  return (
    <fieldset
      aria-label={`Static Output Group ${name}`}
      className="flex min-w-0 flex-col gap-3 rounded-m border border-line bg-raised p-3"
    >
      <div className="flex items-center gap-1.5">
        {grip}
        <h3 className="m-0 grow text-overline text-ink-3 uppercase">Static Output Group</h3>
        <IconButton
          look="danger"
          size="small"
          label={`Remove ${name}`}
          tip="Remove group"
          icon={<Trash2 aria-hidden />}
          onClick={onRemove}
        />
      </div>
      <div id={groupControlId(group.id)}>
        <TextField
          label="Group Name"
          required
          autoComplete="off"
          value={group.name}
          error={flaws.groups[group.id]}
          onValueChange={onName}
          onKeyDown={event => {
            if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || event.nativeEvent.isComposing)
              return
            event.preventDefault()
            goToFields()
          }}
          className="md:max-w-80"
        />
      </div>
      <FieldsEditor
        label={`Fields of ${name}`}
        fields={group.fields}
        offers={offers}
        flaws={flaws.fields}
        onChange={onField}
        onMove={(id, to) => onMoveField(id, group.id, to)}
        onRemove={onRemoveField}
        onAdd={onAddField}
        more={field =>
          field.guessed === true && (
            <GuessedType
              field={field}
              name={nameOfField(group.fields, field)}
              onConfirm={() => onConfirmType(field.id)}
            />
          )
        }
        {...(group.fields.length >= fieldLimits.fields && {
          full: `A group has at most ${fieldLimits.fields} fields.`
        })}
        {...(others.length > 0 && {
          tools: (field: FieldDraft, label: string) => (
            <Menu
              groups={[toGroup(field.id)]}
              trigger={
                <IconButton
                  size="small"
                  label={`Move ${label} to another group`}
                  icon={<ArrowRightLeft aria-hidden />}
                  className="my-1"
                />
              }
            />
          )
        })}
      />
    </fieldset>
  )
}
