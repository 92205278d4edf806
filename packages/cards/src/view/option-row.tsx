import type { Card, Field } from '@hookwright/model'
import { type CSSProperties, useEffect, useId, useRef } from 'react'
import { Messages } from './messages.tsx'
import { OptionControl } from './option-control.tsx'
import { heightOfLines, heightOfRow, type InputRow, nameOfPlace } from './row.ts'
import { TypeName } from './type-name.tsx'
import { useWorkbench } from './workbench.ts'

/**
 * Row of an option that cannot be mapped to values of other cards. A dropped pill is rejected with the
 * reason.
 */
export const OptionRow = ({ row, option, card }: { row: InputRow; option: Field; card: Card }) => {
  const bench = useWorkbench()
  const id = useId()
  const box = useRef<HTMLDivElement>(null)
  const { at, port, problems } = row
  const place = nameOfPlace(at)
  const isAimed = bench.useAim(at) !== null
  const { request, done } = bench.useFocusRequest(card.id, place)

  useEffect(() => {
    if (request === null) return
    bench.focus(box.current?.querySelector<HTMLElement>('input, [role=combobox]'))
    done()
  }, [request, done, bench])

  const style: CSSProperties & Record<'--row' | '--control', string> = {
    '--row': `${heightOfRow(row)}px`,
    '--control': `${heightOfLines(row.lines)}px`
  }
  return (
    <div
      data-option={place}
      data-site={place}
      data-aim={isAimed ? 'refused' : undefined}
      title={isAimed ? port.fixed : undefined}
      className="site card-row relative px-3"
      style={style}
    >
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
      <div ref={box} className="option-control">
        <OptionControl
          row={row}
          option={option}
          card={card}
          describedBy={problems.length > 0 ? id : undefined}
        />
      </div>
      <Messages id={id} problems={problems} />
    </div>
  )
}
