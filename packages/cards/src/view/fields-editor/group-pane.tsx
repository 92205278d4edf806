import { type FieldId, fieldLimits } from '@hookwright/model'
import { IconButton, Menu, TextField } from '@hookwright/ui'
import { ArrowRightLeft, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import type { FieldDraft } from './field-draft.ts'
import type { FieldOffers } from './field-entry.tsx'
import { FieldsEditor } from './fields-editor.tsx'
import { type GroupDraft, type GroupErrors, groupControlId, nameOfGroup } from './group-draft.ts'
import { labelControlId } from './label-control.ts'
import { placeControl } from './place-control.tsx'

/** Callbacks for changes to the fields of a group. */
export interface FieldEdits<Draft extends FieldDraft> {
  /** Adds a field at an index of a group and returns its id. */
  onAddField: (group: FieldId, at: number) => FieldId
  onField: (id: FieldId, part: Partial<FieldDraft>) => void
  /** Moves a field to an index of the same or another group. */
  onMoveField: (id: FieldId, group: FieldId, to: number) => void
  onRemoveField: (id: FieldId) => void
  /** Renders further settings of a field. */
  more?: (field: Draft, group: GroupDraft<Draft>) => ReactNode
}

interface GroupPaneProps<Draft extends FieldDraft, Group extends GroupDraft<Draft>>
  extends FieldEdits<Draft> {
  /** Kind of group, as shown in its heading: “Static Output Group”. */
  kind: string
  group: Group
  groups: readonly Group[]
  offers: FieldOffers
  grip: ReactNode
  errors: GroupErrors
  onName: (name: string) => void
  onRemove: () => void
  /** Settings of a dynamic group, shown instead of fields; null for other groups. */
  source: ReactNode
  /** Further settings of the group, below its fields. */
  foot?: ReactNode
}

/** Editor of one group: its name, and its fields in the order in which users will see them. */
export const GroupPane = <Draft extends FieldDraft, Group extends GroupDraft<Draft>>({
  kind,
  group,
  groups,
  offers,
  grip,
  errors,
  onName,
  onRemove,
  onAddField,
  onField,
  onMoveField,
  onRemoveField,
  more,
  source,
  foot
}: GroupPaneProps<Draft, Group>) => {
  const name = nameOfGroup(groups, group)
  const others = groups.filter(other => other.id !== group.id && other.source === undefined)
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
      aria-label={`${kind} ${name}`}
      className="flex min-w-0 flex-col gap-3 rounded-m border border-line bg-raised p-3"
    >
      <div className="flex items-center gap-1.5">
        {grip}
        <h3 className="m-0 grow text-small font-semibold text-ink-3">{kind}</h3>
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
          error={errors.groups[group.id]}
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
      {source ?? (
        <FieldsEditor
          label={`Fields of ${name}`}
          fields={group.fields}
          offers={offers}
          errors={errors.fields}
          onChange={onField}
          onMove={(id, to) => onMoveField(id, group.id, to)}
          onRemove={onRemoveField}
          onAdd={at => onAddField(group.id, at)}
          {...(more !== undefined && { more: (field: Draft) => more(field, group) })}
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
      )}
      {foot}
    </fieldset>
  )
}
