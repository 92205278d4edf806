import type { Card } from '@hookwright/model'
import { useReadOnly } from '@hookwright/ui'
import { type CSSProperties, useEffect, useRef } from 'react'
import { measures } from './measures.ts'
import { Message } from './message.tsx'
import { linesOfMessage, type MessageRow, nameOfPlace } from './row.ts'
import { useWorkbench } from './workbench.ts'

/** Problem of a card; where a dialog can fix it, with a button that opens the dialog. */
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

  const style: CSSProperties & Record<'--lines', number> = { '--lines': linesOfMessage(problem.message) }
  return (
    <div
      data-site={dialog === undefined ? undefined : place}
      className="px-3"
      style={{ paddingBottom: measures.fieldGap }}
    >
      {dialog === undefined || readOnly ? (
        <Message>{problem.message}</Message>
      ) : (
        <button
          ref={button}
          type="button"
          aria-haspopup="dialog"
          title={problem.message}
          className="card-message nodrag w-full rounded-xs text-left text-small text-err hover:underline"
          style={style}
          onClick={() => bench.openDialog(card.id, dialog, problem.field)}
        >
          {problem.message}
        </button>
      )}
    </div>
  )
}
