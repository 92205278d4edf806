import type { Choice } from '@hookwright/model'
import { Button, RadioButton, SortableList } from '@hookwright/ui'
import { ClipboardPaste, Plus } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { movedTo } from '../view/fields-editor/field-draft.ts'
import { placeControl } from '../view/fields-editor/place-control.tsx'
import { placeIds } from './error-place.ts'
import type { OptionDraft, RowDraft } from './options-draft.ts'
import { PasteList } from './paste-list.tsx'
import type { OptionError } from './validate-options.ts'
import { nameOfRow, ValueRow, valueColumns } from './value-row.tsx'

const Head = () => (
  <div aria-hidden className={`${valueColumns} text-small text-ink-3`}>
    <span className="col-start-2">
      Display<span className="sm:hidden">, and the value below</span>
    </span>
    <span className="max-sm:hidden">Value</span>
    <span>Default</span>
  </div>
)

const NoDefault = ({
  defaults,
  checked,
  onCheck
}: {
  defaults: string
  checked: boolean
  onCheck: () => void
}) => (
  <span className={`${valueColumns} text-small text-ink-2`}>
    <span className="col-start-2 col-end-4 pt-1 text-right max-sm:col-end-3">No default</span>
    <RadioButton
      name={defaults}
      label="No default value"
      checked={checked}
      onCheck={onCheck}
      className="justify-self-center"
    />
  </span>
)

/** Editor for the typed choices of a dropdown: labels, values, order and default. */
export const StaticValues = ({
  option,
  errors,
  newId,
  onChange
}: {
  option: OptionDraft
  errors: readonly OptionError[]
  newId: () => string
  onChange: (part: Partial<OptionDraft>) => void
}) => {
  const { rows, defaults: chosen } = option
  const isSeveral = option.fieldType === 'multi-select'
  // Folding an option away does not lose a list that is not added yet.
  const [pasting, setPasting] = useState(option.pasted !== '')
  const added = useRef<string | null>(null)
  const add = useRef<HTMLButtonElement>(null)
  const defaults = `default-of-${option.id}`
  const emptyError = errors.find(error => error.at.part === 'values')

  useEffect(() => {
    if (added.current === null || !rows.some(row => row.id === added.current)) return
    placeControl(placeIds.row(added.current))?.focus()
    added.current = null
  }, [rows])

  const addRow = (at: number): void => {
    const id = newId()
    added.current = id
    onChange({ rows: rows.toSpliced(at, 0, { id, display: '', value: '' }) })
  }
  const stopPasting = (): void => {
    setPasting(false)
    add.current?.focus()
  }
  const change = (id: string, part: Partial<Choice>): void =>
    onChange({ rows: rows.map(row => (row.id === id ? { ...row, ...part } : row)) })
  const remove = (id: string): void => {
    onChange({ rows: rows.filter(row => row.id !== id), defaults: chosen.filter(each => each !== id) })
    add.current?.focus()
  }
  const withDefault = (id: string, isDefault: boolean): string[] => {
    const others = isSeveral ? chosen.filter(each => each !== id) : []
    return isDefault ? [...others, id] : others
  }
  const errorOf = (row: RowDraft, of: 'display' | 'value'): string | undefined =>
    row.display === '' && row.value === ''
      ? undefined
      : errors.find(({ at }) => at.part === 'row' && at.row === row.id && at.of === of)?.message

  return (
    <div className="flex min-w-0 flex-col gap-2">
      {rows.length > 0 && <Head />}
      <SortableList
        items={rows}
        label={`Values of ${option.label}`}
        nameOf={row => nameOfRow(row, rows.indexOf(row) + 1)}
        onMove={(id, to) => onChange({ rows: movedTo(rows, id, to) })}
        className="flex flex-col gap-1.5 empty:hidden max-sm:gap-4"
      >
        {(row, grip) => {
          const index = rows.indexOf(row)
          return (
            <ValueRow
              row={row}
              number={index + 1}
              grip={grip}
              errorOf={of => errorOf(row, of)}
              defaults={defaults}
              isDefault={chosen.includes(row.id)}
              several={isSeveral}
              onChange={part => change(row.id, part)}
              onDefault={isDefault => onChange({ defaults: withDefault(row.id, isDefault) })}
              onNext={() => addRow(index + 1)}
              onRemove={() => remove(row.id)}
            />
          )
        }}
      </SortableList>
      {rows.length > 0 && !isSeveral && (
        <NoDefault
          defaults={defaults}
          checked={chosen.length === 0}
          onCheck={() => onChange({ defaults: [] })}
        />
      )}
      {emptyError !== undefined && rows.length > 0 && (
        <p className="m-0 text-small text-err">{emptyError.message}</p>
      )}
      <div className="flex flex-wrap items-center gap-2">
        <Button
          ref={add}
          id={placeIds.values(option.id)}
          size="card"
          icon={<Plus aria-hidden className="size-4" />}
          onClick={() => addRow(rows.length)}
        >
          Add value
        </Button>
        {!pasting && (
          <Button
            look="quiet"
            size="card"
            icon={<ClipboardPaste aria-hidden className="size-4" />}
            onClick={() => setPasting(true)}
          >
            Paste a list…
          </Button>
        )}
      </div>
      {pasting && (
        <PasteList
          id={placeIds.pasted(option.id)}
          text={option.pasted}
          onText={pasted => onChange({ pasted })}
          onClose={() => {
            onChange({ pasted: '' })
            stopPasting()
          }}
          onRows={read => {
            const typed = rows.filter(row => row.display !== '' || row.value !== '')
            onChange({ rows: [...typed, ...read.map(row => ({ ...row, id: newId() }))], pasted: '' })
            stopPasting()
          }}
        />
      )}
    </div>
  )
}
