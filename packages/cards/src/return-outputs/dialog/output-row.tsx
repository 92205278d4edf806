import { dataKinds, nameOfType, one } from '@hookwright/model'
import { Checkbox, cx, IconButton, Menu, type MenuGroups, Select, TextField } from '@hookwright/ui'
import { ArrowRightLeft, CalendarClock, CircleHelp, Trash2 } from 'lucide-react'
import { type ClipboardEvent, type KeyboardEvent, type ReactNode, useId } from 'react'
import type { FieldDraft } from '../../view/fields-editor/field-draft.ts'
import { labelControlId } from '../../view/fields-editor/label-control.ts'
import { placeControl } from '../../view/fields-editor/place-control.tsx'
import { TypeOf } from '../../view/type-name.tsx'
import { outputPathOf } from '../output-path.ts'
import type { OutputValue } from '../output-values.ts'
import { changeOutput, confirmTypes, type OutputsDraft } from '../outputs-draft.ts'
import type { MappingEnds } from '../proposed-output.ts'
import { cell, moveByArrow } from './cell-keys.tsx'
import { PathCell } from './path-cell.tsx'
import { cellSelectClass, columnsClass, SAMPLE_PATHS } from './table-class.ts'

const types = dataKinds.map(kind => ({
  value: kind,
  label: nameOfType(one(kind)),
  icon: (
    <span aria-hidden className="flex">
      <TypeOf type={one(kind)} />
    </span>
  )
}))
const fieldTypes = [{ value: 'text-field', label: 'Text Field' }] as const

const MOST_SHOWN = 80

/** Formats a value to fit the width of a cell. */
const shownValue = (value: unknown): string => {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text
}

const SampleCell = ({ value }: { value: OutputValue | null }) => {
  if (value === null || (value.ok && (value.value === null || value.value === undefined)))
    return <span className="text-ink-3">—</span>
  if (!value.ok && value.found === null)
    return (
      <span title={`The value ${value.why}.`} className="truncate font-ui text-small text-ink-3">
        Known only when the flow runs
      </span>
    )
  if (!value.ok)
    return (
      <span title={value.why} className="truncate font-ui text-small text-err">
        Wrong type
      </span>
    )
  const text = shownValue(value.value)
  return (
    <span title={text} className="truncate">
      {text}
    </span>
  )
}

/** Control for confirming a guessed data type. Until then, the output accepts any value. */
const GuessedType = ({
  field,
  name,
  onConfirm
}: {
  field: FieldDraft
  name: string
  onConfirm: () => void
}) => (
  <IconButton
    size="small"
    label={`Confirm ${nameOfType(field.dataType)} for ${name}`}
    tip={`Guessed type: it accepts any value until you confirm it. Click to confirm ${nameOfType(field.dataType)}.`}
    icon={<CircleHelp aria-hidden />}
    className="text-warn!"
    onClick={() => {
      onConfirm()
      placeControl(labelControlId(field.id))?.focus()
    }}
  />
)

/** Button that converts an output with Unix time to Date & Time. */
const ConvertUnixTime = ({
  field,
  name,
  onConvert
}: {
  field: FieldDraft
  name: string
  onConvert: () => void
}) => (
  <IconButton
    size="small"
    label={`Convert Unix time in ${name} to Date & Time`}
    tip="The sample contains Unix time. Click to insert a card before Return Outputs that converts it to Date & Time."
    icon={<CalendarClock aria-hidden />}
    className="text-accent-text!"
    onClick={() => {
      onConvert()
      placeControl(labelControlId(field.id))?.focus()
    }}
  />
)

/** Row of an output: label, type, source and value in the sample. */
export const OutputRow = ({
  field,
  name,
  fieldKey,
  error,
  draft,
  ends,
  value,
  grip,
  otherGroups,
  onConvert,
  onDraft,
  onNamed,
  onNext,
  onPasted,
  onRemove
}: {
  field: FieldDraft
  name: string
  /** Key under which users receive the output. */
  fieldKey: string
  error: string | undefined
  draft: OutputsDraft
  ends: MappingEnds
  /** Value of the output in the sample; `null` without a sample. */
  value: OutputValue | null
  grip: ReactNode
  /** Menu entries for moving the output to another group. */
  otherGroups: MenuGroups | null
  /** Converts the output from Unix time. `null` if the sample has no Unix time here. */
  onConvert: (() => void) | null
  onDraft: (draft: OutputsDraft) => void
  onNamed: () => void
  /** Called when the user presses Enter to go to the next row. */
  onNext: () => void
  /** Called with text pasted into the label. Returns true if it was added as rows. */
  onPasted: (text: string) => boolean
  onRemove: () => void
}) => {
  const errorId = useId()
  const press = (event: KeyboardEvent<HTMLElement>): void => {
    const { key, target, ctrlKey, metaKey, altKey, shiftKey, nativeEvent } = event
    // What opens over the row stands elsewhere in the page, and its keys are its own.
    if (!(target instanceof Node && event.currentTarget.contains(target))) return
    if (key === 'Enter' && !ctrlKey && !metaKey && !shiftKey && !nativeEvent.isComposing) {
      if (!altKey && !(target instanceof HTMLInputElement)) return
      event.preventDefault()
      if (field.label !== '') onNext()
      return
    }
    moveByArrow(event)
  }
  const paste = (event: ClipboardEvent): void => {
    const text = event.clipboardData.getData('text/plain')
    if (text.trim().includes('\n') && onPasted(text)) event.preventDefault()
  }
  return (
    <fieldset
      aria-label={name}
      data-row
      onKeyDown={press}
      className="group/row m-0 min-w-0 border-0 border-b border-line p-0 pr-3 pl-2 focus-within:bg-accent-soft hover:bg-hover focus-within:hover:bg-accent-soft max-md:py-1"
    >
      <div className={cx(columnsClass, 'min-h-9')}>
        {grip}
        <div id={labelControlId(field.id)} {...cell('label')} onPaste={paste}>
          <TextField
            label="Label"
            hideLabel
            required
            autoComplete="off"
            placeholder="Label"
            value={field.label}
            aria-invalid={error !== undefined || undefined}
            aria-describedby={error === undefined ? undefined : errorId}
            onValueChange={label => {
              onNamed()
              onDraft(changeOutput(draft, field.id, { label }))
            }}
            inputClass="h-7! max-md:h-10! rounded-xs! border-transparent bg-transparent px-2! text-label! hover:border-line-strong focus:border-line-strong focus:bg-surface aria-invalid:border-err"
          />
        </div>
        <span title={fieldKey} className="truncate font-code text-code text-ink-2 max-md:hidden">
          {fieldKey}
        </span>
        <div {...cell('type')} className={cx(cellSelectClass, 'flex items-center')}>
          <Select
            label="Data Type"
            hideLabel
            className="grow"
            choices={types}
            value={field.dataType.kind}
            onValueChange={kind =>
              onDraft(changeOutput(draft, field.id, { dataType: { ...field.dataType, kind } }))
            }
          />
          {onConvert !== null && <ConvertUnixTime field={field} name={name} onConvert={onConvert} />}
          {field.guessed === true && (
            <GuessedType
              field={field}
              name={name}
              onConfirm={() => onDraft(confirmTypes(draft, new Set([field.id])))}
            />
          )}
        </div>
        <div {...cell('list')} className="flex justify-center">
          <Checkbox
            label="List"
            hideLabel
            checked={field.dataType.list}
            onCheckedChange={list =>
              onDraft(changeOutput(draft, field.id, { dataType: { ...field.dataType, list } }))
            }
          />
        </div>
        <div {...cell('field')} className={cx(cellSelectClass, 'text-ink-2 max-md:hidden')}>
          <Select
            label="Field Type"
            hideLabel
            choices={fieldTypes}
            value="text-field"
            onValueChange={fieldType => onDraft(changeOutput(draft, field.id, { fieldType }))}
          />
        </div>
        <div {...cell('path')} className="min-w-0 max-md:hidden">
          <PathCell
            id={field.id}
            name={name}
            path={outputPathOf(draft, field.id, ends)}
            draft={draft}
            ends={ends}
            suggestions={SAMPLE_PATHS}
            isWrong={value !== null && !value.ok && value.found !== null}
            onDraft={onDraft}
          />
        </div>
        <div className="flex min-w-0 font-code text-code text-ink-2 max-md:hidden">
          <SampleCell value={value} />
        </div>
        <div className="flex items-center justify-end">
          {otherGroups !== null && (
            <Menu
              groups={otherGroups}
              trigger={
                <IconButton
                  size="small"
                  label={`Move ${name} to another group`}
                  icon={<ArrowRightLeft aria-hidden />}
                  className="opacity-0 group-hover/row:opacity-100 group-focus-within/row:opacity-100 max-md:opacity-100"
                />
              }
            />
          )}
          <IconButton
            look="danger"
            size="small"
            label={`Remove ${name}`}
            icon={<Trash2 aria-hidden />}
            onClick={onRemove}
          />
        </div>
      </div>
      <p id={errorId} aria-live="polite" className="m-0 pb-1.5 pl-10 text-small text-err empty:hidden">
        {error}
      </p>
    </fieldset>
  )
}
