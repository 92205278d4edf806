import type { FieldId } from '@hookwright/model'
import { Button, IconButton, SortableList, Tooltip } from '@hookwright/ui'
import { Plus, Trash2 } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useId, useRef } from 'react'
import { FoldingFieldBox, OpenFieldBox } from './field-box.tsx'
import { type FieldDraft, type LabelErrors, nameOfField } from './field-draft.ts'
import { FieldEntry, type FieldOffers, wordsOf } from './field-entry.tsx'
import { labelControlId } from './label-control.ts'
import { placeControl } from './place-control.tsx'

/** Focuses the label of a newly added field, and the add button after a field was removed. */
const useFieldFocus = (
  fields: readonly { id: FieldId }[]
): {
  addButton: RefObject<HTMLButtonElement | null>
  noteAdded: (id: FieldId) => void
  /**
   * Must be called before a field is removed. The focus moves only once the field is gone, because the user
   * may still cancel.
   */
  noteRemoving: (id: FieldId) => void
} => {
  const added = useRef<FieldId | null>(null)
  const removing = useRef<FieldId | null>(null)
  const addButton = useRef<HTMLButtonElement>(null)

  useEffect(() => {
    if (added.current === null || !fields.some(field => field.id === added.current)) return
    placeControl(labelControlId(added.current))?.focus()
    added.current = null
  }, [fields])

  useEffect(() => {
    if (removing.current === null || fields.some(field => field.id === removing.current)) return
    addButton.current?.focus()
    removing.current = null
  }, [fields])

  return {
    addButton,
    noteAdded: id => {
      added.current = id
    },
    noteRemoving: id => {
      removing.current = id
    }
  }
}

interface FieldsEditorProps<Draft extends FieldDraft> {
  /** Label of the fields for screen readers: "Options", "Fields of User". */
  label: string
  fields: readonly Draft[]
  offers: FieldOffers
  errors: LabelErrors
  onChange: (id: FieldId, part: Partial<FieldDraft>) => void
  onMove: (id: FieldId, to: number) => void
  onRemove: (id: FieldId) => void
  /** Adds a field at an index and returns its id. The new field gets the focus. */
  onAdd: (at: number) => FieldId
  /** Renders further settings of a field. */
  more?: (field: Draft) => ReactNode
  /** Renders further actions on a field, next to Remove. */
  tools?: (field: Draft, name: string) => ReactNode
  /** Ids of the unfolded fields, and a function that toggles one; absent if fields cannot be folded. */
  fold?: { open: ReadonlySet<FieldId>; flip: (id: FieldId) => void }
  /** Reason why no field can be added; absent if one can. */
  full?: string
}

/** Returns true if a key press moves to the next field: Enter in the label, Alt+Enter anywhere in the field. */
const goesOn = (event: KeyboardEvent<HTMLElement>, field: FieldId): boolean => {
  const { key, altKey, ctrlKey, metaKey, shiftKey, target, nativeEvent } = event
  if (key !== 'Enter' || ctrlKey || metaKey || shiftKey || nativeEvent.isComposing) return false
  // What opens over the field stands elsewhere in the page, and its keys are its own.
  const isInside = target instanceof Node && event.currentTarget.contains(target)
  return isInside && (altKey || target === placeControl(labelControlId(field)))
}

const AddField = ({
  button,
  full,
  onAdd
}: {
  button: RefObject<HTMLButtonElement | null>
  full: string | undefined
  onAdd: () => void
}) => {
  const whyFull = useId()
  return (
    <div className="flex items-center gap-3">
      <Tooltip tip="Add field" shortcut="Alt Enter">
        <Button
          ref={button}
          size="card"
          icon={<Plus aria-hidden className="size-4" />}
          aria-disabled={full !== undefined || undefined}
          aria-describedby={full === undefined ? undefined : whyFull}
          className="aria-disabled:cursor-not-allowed aria-disabled:opacity-50"
          aria-keyshortcuts="Alt+Enter"
          onClick={onAdd}
        >
          Add field
        </Button>
      </Tooltip>
      {full !== undefined && (
        <span id={whyFull} className="text-small text-ink-3">
          {full}
        </span>
      )}
    </div>
  )
}

/**
 * Editor for the fields of one group, in the order that users see. Fields can be edited, moved and removed.
 * Enter in a label moves the focus to the next field.
 */
export const FieldsEditor = <Draft extends FieldDraft>({
  label,
  fields,
  offers,
  errors,
  onChange,
  onMove,
  onRemove,
  onAdd,
  more,
  tools,
  fold,
  full
}: FieldsEditorProps<Draft>) => {
  const { addButton, noteAdded, noteRemoving } = useFieldFocus(fields)

  const addAt = (at: number): void => {
    if (full === undefined) noteAdded(onAdd(at))
  }
  const press = (event: KeyboardEvent<HTMLElement>, field: Draft): void => {
    if (!goesOn(event, field.id)) return
    event.preventDefault()
    if (field.label !== '') addAt(fields.indexOf(field) + 1)
  }
  const remove = (id: FieldId): void => {
    noteRemoving(id)
    onRemove(id)
  }
  const setUpOf = (field: Draft) => (
    <>
      <FieldEntry
        field={field}
        offers={offers}
        error={errors[field.id]}
        onChange={part => onChange(field.id, part)}
      />
      {more?.(field)}
    </>
  )
  const toolsOf = (field: Draft, name: string) => (
    <>
      {tools?.(field, name)}
      <IconButton
        look="danger"
        size="small"
        label={`Remove ${name}`}
        icon={<Trash2 aria-hidden />}
        onClick={() => remove(field.id)}
        className="my-1"
      />
    </>
  )

  return (
    <div className="flex min-w-0 flex-col gap-2">
      <SortableList
        items={fields}
        label={label}
        nameOf={field => nameOfField(fields, field)}
        onMove={onMove}
        className="flex flex-col gap-2 empty:hidden"
      >
        {(field, grip) => {
          const name = nameOfField(fields, field)
          const box = {
            name,
            grip,
            tools: toolsOf(field, name),
            onKeyDown: (event: KeyboardEvent<HTMLElement>) => press(event, field)
          }
          if (fold === undefined) return <OpenFieldBox {...box}>{setUpOf(field)}</OpenFieldBox>
          return (
            <FoldingFieldBox
              {...box}
              words={wordsOf(field)}
              open={fold.open.has(field.id)}
              wrong={errors[field.id] !== undefined}
              onFlip={() => fold.flip(field.id)}
            >
              {setUpOf(field)}
            </FoldingFieldBox>
          )
        }}
      </SortableList>
      <AddField button={addButton} full={full} onAdd={() => addAt(fields.length)} />
    </div>
  )
}
