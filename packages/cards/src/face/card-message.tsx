import type { Card } from '@hookwright/model'
import { useReadOnly } from '@hookwright/ui'
import { useEffect, useRef } from 'react'
import { useWorkbench } from '../workbench.ts'
import { measures } from './measures.ts'
import { type MessageRow, nameOfPlace } from './row.ts'

/** What is wrong, on two lines; where a dialog mends it, a button that opens the dialog. */
export const CardMessage = ({ row, card }: { row: MessageRow; card: Card }) => {
  const { problem, dialog } = row
  const bench = useWorkbench()
  const readOnly = useReadOnly()
  const button = useRef<HTMLButtonElement>(null)
  const place = nameOfPlace({ card: card.id, field: problem.field ?? '' })
  const { wish, grant } = bench.useWish(card.id, place)

  useEffect(() => {
    if (wish === null || button.current === null) return
    bench.focus(button.current)
    grant()
  }, [wish, grant, bench])

  const words = <span className="line-clamp-2">{problem.message}</span>
  return (
    <div
      data-site={dialog === undefined ? undefined : place}
      title={problem.message}
      className="px-3 text-small leading-4 text-err"
      style={{ height: measures.message + measures.fieldGap }}
    >
      {dialog === undefined || readOnly ? (
        words
      ) : (
        <button
          ref={button}
          type="button"
          aria-haspopup="dialog"
          className="nodrag block w-full rounded-xs text-left hover:underline"
          onClick={() => bench.openDialog(card.id, dialog)}
        >
          {words}
        </button>
      )}
    </div>
  )
}
