import type { Card } from '@hookwright/model'
import { cx } from '@hookwright/ui'
import { ChevronDown } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { placeOfItem } from './field-items.ts'
import { ItemMenu } from './item-menu.tsx'
import { ItemName } from './item-name.tsx'
import { measures } from './measures.ts'
import { COLUMN_PLACE, columnOf, type SectionRow } from './row.ts'
import { useWorkbench } from './workbench.ts'

/** Heading of a section. It toggles its rows, or opens the dialog that edits them. */
export const SectionHead = ({ card, row }: { card: Card; row: SectionRow }) => {
  const bench = useWorkbench()
  const { key, label, folded, action, under, aside, item } = row
  const fold = useRef<HTMLButtonElement>(null)
  const [renaming, setRenaming] = useState(false)
  const isColumn = columnOf(row) !== undefined
  const place =
    item === undefined
      ? isColumn
        ? COLUMN_PLACE
        : `section|${key}`
      : placeOfItem(card, item.setting, item.id)
  const { request, done } = bench.useFocusRequest(card.id, place)

  useEffect(() => {
    if (request === null) return
    if (request === 'rename') setRenaming(true)
    else bench.focus(fold.current)
    done()
  }, [request, done, bench])

  return (
    <div className="flex items-center gap-2 px-3" style={{ height: measures.section }}>
      {item !== undefined && renaming ? (
        <ItemName
          card={card}
          setting={item.setting}
          id={item.id}
          place={place}
          onLeave={() => setRenaming(false)}
        />
      ) : (
        <button
          ref={fold}
          type="button"
          aria-expanded={!folded}
          className={cx(
            'nodrag flex h-full min-w-0 grow items-center gap-1 text-left hover:text-ink',
            under ? 'text-small font-medium text-ink-2' : 'text-small font-semibold text-ink-3'
          )}
          onClick={() => {
            bench.flip(card.id, key)
            // Folded, the column has another button.
            if (isColumn) bench.requestFocus(card.id, place, 'focus')
          }}
        >
          <span className="truncate">{label}</span>
          <ChevronDown
            aria-hidden
            className={cx('size-3.5 shrink-0 transition-transform', folded && '-rotate-90')}
            strokeWidth={2}
          />
          {aside !== undefined && (
            <span className="ml-auto shrink-0 pl-2 text-small font-normal text-ink-3 normal-case">
              {aside}
            </span>
          )}
        </button>
      )}
      {item !== undefined && (
        <ItemMenu card={card} setting={item.setting} id={item.id} onRename={() => setRenaming(true)} />
      )}
      {action !== undefined && (
        <button
          type="button"
          data-dialog={action.dialog}
          aria-haspopup="dialog"
          aria-label={`${action.label}: ${label}`}
          className="card-link nodrag rounded-xs text-small font-medium text-accent-text hover:underline"
          onClick={() => bench.openDialog(card.id, action.dialog)}
        >
          {action.label}
        </button>
      )}
    </div>
  )
}
