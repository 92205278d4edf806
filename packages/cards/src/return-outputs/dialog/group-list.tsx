import { type FieldId, fieldLimits } from '@hookwright/model'
import { Button, SortableList } from '@hookwright/ui'
import { Plus } from 'lucide-react'
import { type RefObject, useEffect, useRef } from 'react'
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
  type OutputsFlaws,
  removeGroup,
  removeOutput
} from '../outputs-draft.ts'
import { GroupPane, groupControlId, nameOfGroup } from './group-pane.tsx'

/** Why no group can be added now; null where one can. */
const whyFull = (draft: OutputsDraft): string | null => {
  if (draft.runMode && draft.groups.length > 0) return 'Run mode uses exactly one group.'
  return draft.groups.length >= fieldLimits.groups
    ? `An event has at most ${fieldLimits.groups} groups.`
    : null
}

/** The groups of outputs in their order, each with its fields, and the button that adds one. */
export const GroupList = ({
  draft,
  flaws,
  newId,
  addButton,
  onDraft,
  onNamed
}: {
  draft: OutputsDraft
  flaws: OutputsFlaws
  newId: () => string
  addButton: RefObject<HTMLButtonElement | null>
  onDraft: (draft: OutputsDraft) => void
  /** Told of a group or an output as soon as something was typed for its name. */
  onNamed: (id: FieldId) => void
}) => {
  const added = useRef<FieldId | null>(null)
  const full = whyFull(draft)

  useEffect(() => {
    if (added.current === null || !draft.groups.some(group => group.id === added.current)) return
    placeControl(groupControlId(added.current))?.focus()
    added.current = null
  }, [draft.groups])

  const add = (): void => {
    if (full !== null) return
    const id = newId()
    added.current = id
    onDraft(addOutput(addGroup(draft, id), id, newId()))
  }

  return (
    <>
      <SortableList
        items={draft.groups}
        label="Output groups"
        nameOf={group => nameOfGroup(draft.groups, group)}
        onMove={(id, to) => onDraft(moveGroup(draft, id, to))}
        className="flex flex-col gap-3 empty:hidden"
      >
        {(group, grip) => (
          <GroupPane
            group={group}
            groups={draft.groups}
            grip={grip}
            flaws={flaws}
            onName={text => {
              onNamed(group.id)
              onDraft(nameGroup(draft, group.id, text))
            }}
            onRemove={() => {
              onDraft(removeGroup(draft, group.id))
              addButton.current?.focus()
            }}
            onAddField={at => {
              const id = newId()
              onDraft(moveOutput(addOutput(draft, group.id, id), id, group.id, at))
              return id
            }}
            onField={(id, part) => {
              if (part.label !== undefined) onNamed(id)
              onDraft(changeOutput(draft, id, part))
            }}
            onMoveField={(id, to, index) => onDraft(moveOutput(draft, id, to, index))}
            onRemoveField={id => onDraft(removeOutput(draft, id))}
            onConfirmType={id => onDraft(confirmTypes(draft, new Set([id])))}
          />
        )}
      </SortableList>
      <div className="flex items-center gap-3">
        <Button
          ref={addButton}
          icon={<Plus aria-hidden className="size-4" />}
          aria-disabled={full !== null || undefined}
          aria-describedby={full === null ? undefined : 'why-no-group'}
          className="aria-disabled:cursor-not-allowed aria-disabled:opacity-50"
          onClick={add}
        >
          Add group
        </Button>
        {full !== null && (
          <span id="why-no-group" className="text-small text-ink-3">
            {full}
          </span>
        )}
      </div>
    </>
  )
}
