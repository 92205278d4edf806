import type { FieldId } from '@hookwright/model'
import { Button, cx, IconButton, SortableList, Tooltip } from '@hookwright/ui'
import { ChevronRight, Plus, Trash2 } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from 'react'
import { type FieldDraft, type LabelFlaws, nameOfField } from './field-draft.ts'
import { FieldEntry, type FieldOffers, wordsOf } from './field-entry.tsx'
import { labelControlId } from './label-control.ts'
import { placeControl } from './place-control.tsx'

interface FieldsEditorProps<Draft extends FieldDraft> {
  /** What the fields are, for screen readers: "Options", "Fields of User". */
  label: string
  fields: readonly Draft[]
  offers: FieldOffers
  flaws: LabelFlaws
  onChange: (id: FieldId, part: Partial<FieldDraft>) => void
  onMove: (id: FieldId, to: number) => void
  onRemove: (id: FieldId) => void
  /** Adds a field at an index and gives its id, so that it gets the focus. */
  onAdd: (at: number) => FieldId
  /** What more is set up of a field. */
  more?: (field: Draft) => ReactNode
  /** What more can be done with a field, beside removing it. */
  tools?: (field: Draft, name: string) => ReactNode
  /** Where fields can be folded into one line: those that are open. */
  fold?: { open: ReadonlySet<FieldId>; flip: (id: FieldId) => void }
  /** Keeps a field from being added, with the reason. */
  full?: string
}

const FieldLine = ({
  name,
  words,
  open,
  wrong,
  onFlip
}: {
  name: string
  words: string
  open: boolean
  wrong: boolean
  onFlip: () => void
}) => (
  <button
    type="button"
    aria-expanded={open}
    onClick={onFlip}
    className="flex min-h-8 min-w-0 grow items-center gap-1.5 rounded-xs text-left"
  >
    <ChevronRight
      aria-hidden
      className={cx('size-4 shrink-0 text-ink-3 transition-transform', open && 'rotate-90')}
      strokeWidth={2}
    />
    <span className={cx('truncate text-label', wrong ? 'text-err' : 'text-ink')}>{name}</span>
    <span className="ml-auto truncate pl-2 text-small text-ink-3">{words}</span>
  </button>
)

/** Whether a press goes on to the next field: Enter where the label is typed, Alt+Enter anywhere in the field. */
const goesOn = (event: KeyboardEvent<HTMLElement>, field: FieldId): boolean => {
  const { key, altKey, ctrlKey, metaKey, shiftKey, target, nativeEvent } = event
  if (key !== 'Enter' || ctrlKey || metaKey || shiftKey || nativeEvent.isComposing) return false
  // What opens over the field stands elsewhere in the page, and its keys are its own.
  const isInside = target instanceof Node && event.currentTarget.contains(target)
  return isInside && (altKey || target === placeControl(labelControlId(field)))
}

/**
 * The fields of one group, in the order in which users will see them: each can be set up, moved and removed, and leads
 * to the next one by a key.
 */
export const FieldsEditor = <Draft extends FieldDraft>({
  label,
  fields,
  offers,
  flaws,
  onChange,
  onMove,
  onRemove,
  onAdd,
  more,
  tools,
  fold,
  full
}: FieldsEditorProps<Draft>) => {
  const added = useRef<FieldId | null>(null)
  const removing = useRef<FieldId | null>(null)
  const add = useRef<HTMLButtonElement>(null)
  const whyFull = useId()

  useEffect(() => {
    if (added.current === null || !fields.some(field => field.id === added.current)) return
    placeControl(labelControlId(added.current))?.focus()
    added.current = null
  }, [fields])

  // A question may come first, and what is not removed keeps the focus.
  useEffect(() => {
    if (removing.current === null || fields.some(field => field.id === removing.current)) return
    add.current?.focus()
    removing.current = null
  }, [fields])

  const addAt = (at: number): void => {
    if (full === undefined) added.current = onAdd(at)
  }
  const press = (event: KeyboardEvent<HTMLElement>, field: Draft): void => {
    if (!goesOn(event, field.id)) return
    event.preventDefault()
    if (field.label !== '') addAt(fields.indexOf(field) + 1)
  }
  const remove = (id: FieldId): void => {
    removing.current = id
    onRemove(id)
  }
  const entryOf = (field: Draft) => (
    <FieldEntry
      field={field}
      offers={offers}
      flaw={flaws[field.id]}
      onChange={part => onChange(field.id, part)}
    />
  )
  const binOf = (field: Draft, name: string) => (
    <IconButton
      look="danger"
      size="small"
      label={`Remove ${name}`}
      icon={<Trash2 aria-hidden />}
      onClick={() => remove(field.id)}
      className="my-1"
    />
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
          if (fold === undefined)
            return (
              <fieldset
                aria-label={name}
                onKeyDown={event => press(event, field)}
                className="flex min-w-0 items-start gap-1.5 rounded-s border border-line bg-sunken p-2 pr-1.5"
              >
                <span className="pt-6.5">{grip}</span>
                <div className="flex min-w-0 grow flex-col gap-2">
                  {entryOf(field)}
                  {more?.(field)}
                </div>
                <span className="flex items-center pt-5.5">
                  {tools?.(field, name)}
                  {binOf(field, name)}
                </span>
              </fieldset>
            )
          const open = fold.open.has(field.id)
          return (
            <fieldset
              aria-label={name}
              onKeyDown={event => press(event, field)}
              className="min-w-0 rounded-s border border-line bg-sunken"
            >
              <div className="flex items-center gap-1 py-0.5 pr-1.5 pl-1.5">
                {grip}
                <FieldLine
                  name={name}
                  words={wordsOf(field)}
                  open={open}
                  wrong={flaws[field.id] !== undefined}
                  onFlip={() => fold.flip(field.id)}
                />
                {tools?.(field, name)}
                {binOf(field, name)}
              </div>
              {open && (
                <div className="flex flex-col gap-3 border-t border-line px-3 pt-2.5 pb-3">
                  {entryOf(field)}
                  {more?.(field)}
                </div>
              )}
            </fieldset>
          )
        }}
      </SortableList>
      <div className="flex items-center gap-3">
        <Tooltip tip="Add field" shortcut="Alt Enter">
          <Button
            ref={add}
            size="card"
            icon={<Plus aria-hidden className="size-4" />}
            aria-disabled={full !== undefined || undefined}
            aria-describedby={full === undefined ? undefined : whyFull}
            className="aria-disabled:cursor-not-allowed aria-disabled:opacity-50"
            aria-keyshortcuts="Alt+Enter"
            onClick={() => addAt(fields.length)}
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
    </div>
  )
}
