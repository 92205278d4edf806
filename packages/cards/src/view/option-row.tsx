import { type Card, type Edit, type Field, type Json, literal, type OneEdit } from '@hookwright/model'
import { type CSSProperties, use, useEffect, useId, useRef } from 'react'
import { ChoiceSourceContext } from './choice-source.ts'
import { Messages } from './messages.tsx'
import { OptionField } from './option-field.tsx'
import { chooseOption, chosenOf } from './option-values.ts'
import { heightOfLines, heightOfRow, type InputRow, nameOfPlace } from './row.ts'
import { TypeName } from './type-name.tsx'
import { useWorkbench } from './workbench.ts'

/** An option of a card: chosen when the card is set up, and the same at every run. */
export const OptionRow = ({ row, option, card }: { row: InputRow; option: Field; card: Card }) => {
  const bench = useWorkbench()
  const id = useId()
  const box = useRef<HTMLDivElement>(null)
  const { at, port, problems, binding } = row
  const place = nameOfPlace(at)
  const { wish, grant } = bench.useWish(card.id, place)
  const options = use(ChoiceSourceContext)?.options ?? [option]

  /** Other options lose their value with it where their values depend on it. */
  const choose = (value: Json | null): Edit => {
    const before = chosenOf(card)
    const after = chooseOption(options, before, port.id, value)
    const changed = [...new Set([port.id, ...Object.keys(before)])].filter(id => before[id] !== after[id])
    const edits = changed.map((field): OneEdit => {
      const next = after[field] ?? null
      return { kind: 'bind', card: card.id, field, binding: next === null ? null : literal(next) }
    })
    return { kind: 'all', edits }
  }

  useEffect(() => {
    if (wish === null) return
    bench.focus(box.current?.querySelector<HTMLElement>('input, [role=combobox]'))
    grant()
  }, [wish, grant, bench])

  const style: CSSProperties & Record<'--row', string> = { '--row': `${heightOfRow(row)}px` }
  return (
    <div data-option={place} className="card-row px-3" style={style}>
      <div className="label-row flex h-5 items-center gap-1">
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
          onValue={value => bench.change(`choose ${port.label}`, choose(value), place)}
        />
      </div>
      <Messages id={id} problems={problems} />
    </div>
  )
}
