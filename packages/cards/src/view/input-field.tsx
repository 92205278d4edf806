import { type Card, conversionErrorAt, type ValueType } from '@hookwright/model'
import { cx, IconButton, Popover, Tooltip, useReadOnly } from '@hookwright/ui'
import { CircleHelp, Plus } from 'lucide-react'
import { type CSSProperties, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { retypeItem } from './field-items.ts'
import { InputControl } from './input-control.tsx'
import { ItemMenu } from './item-menu.tsx'
import { ItemName } from './item-name.tsx'
import { Messages } from './messages.tsx'
import { heightOfControl, heightOfRow, type InputRow, nameOfPlace, widthOfRow } from './row.ts'
import type { CardValues } from './rows-input.ts'
import { isMapShortcut } from './token-field.tsx'
import { TypeMenu } from './type-menu.tsx'
import { TypeName } from './type-name.tsx'
import { ValueLine } from './value-line.tsx'
import { useWorkbench } from './workbench.ts'

const isPlainM = (event: KeyboardEvent): boolean =>
  event.key.toLowerCase() === 'm' && !event.ctrlKey && !event.metaKey && !event.altKey

const isIn = (target: EventTarget, selector: string): boolean =>
  target instanceof Element && target.closest(selector) !== null

/** Returns true for the keys that open the picker: Alt+M outside text fields, and M on the map button. */
const opensPicker = (event: KeyboardEvent): boolean =>
  isMapShortcut(event)
    ? !isIn(event.target, 'input, textarea, [data-editor]')
    : isPlainM(event) && isIn(event.target, '.site-map')

const InputType = ({ row, card }: { row: InputRow; card: Card }) => {
  const bench = useWorkbench()
  const { item, port } = row
  const { type }: { type: ValueType } = port
  if (item === null || type.kind === 'any' || !item.parts.includes('type')) return <TypeName type={type} />
  return (
    <TypeMenu
      label={port.label}
      type={type}
      onType={next => bench.change(`change the type of ${port.label}`, retypeItem(card, item, port.id, next))}
    />
  )
}

/** Input of a card: label, type, binding, problem, and value in a run. */
export const InputField = ({
  row,
  card,
  values
}: {
  row: InputRow
  card: Card
  values: CardValues | null
}) => {
  const bench = useWorkbench()
  const id = useId()
  const box = useRef<HTMLDivElement>(null)
  const { at, port, item, problems } = row
  const place = nameOfPlace(at)
  const aim = bench.useAim(at)
  const isUse = bench.useIsUse(at)
  const [renaming, setRenaming] = useState(false)
  const readOnly = useReadOnly()
  const { request, done } = bench.useFocusRequest(card.id, place)
  const controlStyle: CSSProperties & Record<'--control', string> = {
    '--control': `${heightOfControl(row)}px`
  }
  const rowStyle: CSSProperties & Record<'--row', string> = { '--row': `${heightOfRow(row)}px` }

  useEffect(() => {
    if (request === null) return
    if (request === 'rename') setRenaming(true)
    else {
      const control = box.current?.querySelector<HTMLElement>('[data-editor], [role=combobox], input')
      bench.focus(control)
      // Reached so, a field for text rests; a click begins to type, as it does for the pointer.
      if (request === 'type' && control?.dataset.editor !== undefined) control.click()
    }
    done()
  }, [request, done, bench])

  const press = (event: KeyboardEvent): void => {
    if (readOnly || !opensPicker(event)) return
    event.preventDefault()
    event.stopPropagation()
    bench.openPicker(at, null)
  }

  return (
    <div
      data-site={place}
      data-aim={aim === null ? undefined : aim.ok ? 'fits' : 'refused'}
      data-use={isUse || undefined}
      data-inline={row.inline}
      title={aim !== null && !aim.ok ? aim.why : undefined}
      className="site card-row relative px-3"
      style={rowStyle}
      onKeyDownCapture={press}
    >
      <div className={cx('flex min-w-0 items-center gap-1', row.inline ? 'h-7' : 'label-row h-5')}>
        {renaming && item !== null ? (
          <ItemName
            card={card}
            setting={item}
            id={port.id}
            place={place}
            onLeave={() => setRenaming(false)}
          />
        ) : (
          // biome-ignore lint/a11y/noStaticElementInteractions: a shortcut for the pointer; the menu renames too.
          <span
            className={cx(
              'truncate text-small font-medium text-ink-2',
              item !== null && !readOnly && 'cursor-text'
            )}
            title={port.label}
            onDoubleClick={() => item !== null && !readOnly && setRenaming(true)}
          >
            {port.label}
            {port.required && (
              <span aria-hidden className="text-err">
                {' *'}
              </span>
            )}
          </span>
        )}
        {port.help !== undefined && (
          <Popover
            title={port.label}
            trigger={
              <IconButton
                size="small"
                label={`Help for ${port.label}`}
                icon={<CircleHelp aria-hidden />}
                className="nodrag nopan"
              />
            }
          >
            <p className="m-0 max-w-80 break-words text-body text-ink">{port.help}</p>
          </Popover>
        )}
        <span className="ml-auto flex shrink-0 items-center">
          {!readOnly && (
            <Tooltip tip={`Map ${port.label}`} shortcut="Alt M">
              <button
                type="button"
                aria-label={`Map ${port.label}`}
                className="nodrag nopan site-map"
                onClick={() => bench.openPicker(at, null)}
              >
                <Plus aria-hidden className="size-3" strokeWidth={2.2} />
                Value
              </button>
            </Tooltip>
          )}
          <span className="site-type inline-flex">
            <InputType row={row} card={card} />
          </span>
          {item !== null && (
            <ItemMenu card={card} setting={item} id={port.id} onRename={() => setRenaming(true)} />
          )}
        </span>
      </div>
      <div ref={box} className="site-control" style={controlStyle}>
        <InputControl row={row} card={card} describedBy={problems.length > 0 ? id : undefined} />
      </div>
      <Messages id={id} problems={problems} width={widthOfRow(row)} />
      {row.valueLines !== 0 && (
        <ValueLine
          value={values?.inputs[at.field]}
          error={conversionErrorAt(values?.inputs, [at.field])}
          type={port.type}
          lines={row.valueLines}
        />
      )}
    </div>
  )
}
