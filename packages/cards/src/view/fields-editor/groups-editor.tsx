import type { FieldId } from '@hookwright/model'
import { Button, SortableList } from '@hookwright/ui'
import { Plus } from 'lucide-react'
import { type ReactNode, type RefObject, useEffect, useRef } from 'react'
import type { FieldDraft } from './field-draft.ts'
import type { FieldOffers } from './field-entry.tsx'
import { type GroupDraft, type GroupErrors, groupControlId, nameOfGroup } from './group-draft.ts'
import { type FieldEdits, GroupPane } from './group-pane.tsx'
import { placeControl } from './place-control.tsx'

interface GroupsEditorProps<Draft extends FieldDraft, Group extends GroupDraft<Draft>>
  extends FieldEdits<Draft> {
  /** Label of the groups for screen readers: “Output groups”. */
  label: string
  /** Kind of each group: “Static Output Group”. */
  kind: string
  groups: readonly Group[]
  offers: FieldOffers
  errors: GroupErrors
  /** Reason why no group can be added; null if one can. */
  full: string | null
  addButton: RefObject<HTMLButtonElement | null>
  /** Adds a group at the end and returns its id. The name of the new group gets the focus. */
  onAdd: () => FieldId
  onName: (id: FieldId, name: string) => void
  onMove: (id: FieldId, to: number) => void
  onRemove: (id: FieldId) => void
  /** Called with the id of a group or field when editing of its name has ended. */
  onNamed: (id: FieldId) => void
  /**
   * Set if groups can be dynamic. Contains the kind of such groups, a function that adds one, and a function
   * that renders its settings.
   */
  dynamic?: { kind: string; onAdd: () => FieldId; sourceOf: (group: Group) => ReactNode }
  /** Renders further settings of a group. */
  footOf?: (group: Group) => ReactNode
}

/** Editor for an ordered list of groups, with a button that adds a group. */
export const GroupsEditor = <Draft extends FieldDraft, Group extends GroupDraft<Draft>>({
  label,
  kind,
  groups,
  offers,
  errors,
  full,
  addButton,
  onAdd,
  onName,
  onMove,
  onRemove,
  onNamed,
  onField,
  footOf,
  dynamic,
  ...edits
}: GroupsEditorProps<Draft, Group>) => {
  const added = useRef<FieldId | null>(null)

  useEffect(() => {
    if (added.current === null || !groups.some(group => group.id === added.current)) return
    placeControl(groupControlId(added.current))?.focus()
    added.current = null
  }, [groups])

  return (
    <>
      <SortableList
        items={groups}
        label={label}
        nameOf={group => nameOfGroup(groups, group)}
        onMove={onMove}
        className="flex flex-col gap-3 empty:hidden"
      >
        {(group, grip) => (
          <GroupPane<Draft, Group>
            {...edits}
            kind={group.source === undefined ? kind : (dynamic?.kind ?? kind)}
            source={group.source === undefined ? null : dynamic?.sourceOf(group)}
            group={group}
            groups={groups}
            offers={offers}
            grip={grip}
            errors={errors}
            onName={name => {
              onNamed(group.id)
              onName(group.id, name)
            }}
            onRemove={() => {
              onRemove(group.id)
              addButton.current?.focus()
            }}
            onField={(id, part) => {
              if (part.label !== undefined) onNamed(id)
              onField(id, part)
            }}
            foot={footOf?.(group)}
          />
        )}
      </SortableList>
      <div className="flex flex-wrap items-center gap-3">
        <Button
          ref={addButton}
          icon={<Plus aria-hidden className="size-4" />}
          aria-disabled={full !== null || undefined}
          aria-describedby={full === null ? undefined : 'why-no-group'}
          className="aria-disabled:cursor-not-allowed aria-disabled:opacity-50"
          onClick={() => {
            if (full === null) added.current = onAdd()
          }}
        >
          Add group
        </Button>
        {dynamic !== undefined && (
          <Button
            icon={<Plus aria-hidden className="size-4" />}
            aria-disabled={full !== null || undefined}
            aria-describedby={full === null ? undefined : 'why-no-group'}
            className="aria-disabled:cursor-not-allowed aria-disabled:opacity-50"
            onClick={() => {
              if (full === null) added.current = dynamic.onAdd()
            }}
          >
            Add dynamic group
          </Button>
        )}
        {full !== null && (
          <span id="why-no-group" className="text-small text-ink-3">
            {full}
          </span>
        )}
      </div>
    </>
  )
}
