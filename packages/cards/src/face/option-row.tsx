import { type Card, type Field, type Json, literal } from '@hookwright/model'
import { useEffect, useId, useRef } from 'react'
import { OptionField } from '../option-field/option-field.tsx'
import { useWorkbench } from '../workbench.ts'
import { Messages } from './messages.tsx'
import { heightOfLines, heightOfRow, type InputRow, nameOfPlace } from './row.ts'
import { TypeName } from './type-name.tsx'

/** What is chosen for the options of a card. */
export const chosenOf = (card: Card): Record<string, Json> =>
  Object.fromEntries(
    Object.entries(card.inputs).flatMap(([field, binding]): [string, Json][] =>
      binding.kind === 'literal' ? [[field, binding.value]] : []
    )
  )

/** An option of a card: chosen when the card is set up, and the same at every run. */
export const OptionRow = ({ row, option, card }: { row: InputRow; option: Field; card: Card }) => {
  const bench = useWorkbench()
  const id = useId()
  const box = useRef<HTMLDivElement>(null)
  const { at, port, problems, binding } = row
  const place = nameOfPlace(at)
  const { wish, grant } = bench.useWish(card.id, place)

  useEffect(() => {
    if (wish === null) return
    bench.focus(box.current?.querySelector<HTMLElement>('input, [role=combobox]'))
    grant()
  }, [wish, grant, bench])

  return (
    <div className="px-3" style={{ minHeight: heightOfRow(row) }}>
      <div className="flex h-6 items-center gap-1">
        <span className="truncate text-small text-ink-2" title={port.label}>
          {port.label}
          {port.required && (
            <span aria-hidden className="text-err">
              {' *'}
            </span>
          )}
        </span>
        <span className="ml-auto flex shrink-0 items-center">
          <TypeName type={port.type} />
        </span>
      </div>
      <div ref={box} style={{ height: heightOfLines(row.lines) }}>
        <OptionField
          option={option}
          value={binding?.kind === 'literal' ? binding.value : null}
          values={chosenOf(card)}
          label={port.label}
          invalid={problems.length > 0}
          describedBy={problems.length > 0 ? id : undefined}
          onValue={value =>
            bench.change(
              `choose ${port.label}`,
              {
                kind: 'bind',
                card: card.id,
                field: port.id,
                binding: value === null ? null : literal(value)
              },
              place
            )
          }
        />
      </div>
      <Messages id={id} problems={problems} />
    </div>
  )
}
