import type { Choice } from '@hookwright/model'
import { Button, TextArea } from '@hookwright/ui'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { readRows } from './read-rows.ts'

const wordsFor = (count: number): string => {
  if (count === 0) return 'Add values'
  return count === 1 ? 'Add 1 value' : `Add ${count} values`
}

/**
 * Focuses the field once when it appears. It is a constant, because React would call a new function at each
 * render and steal the focus.
 */
const focusOnce = (field: HTMLTextAreaElement | null): void => field?.focus()

/** Text field for pasting many values at once. */
export const PasteList = ({
  id,
  text,
  onText,
  onRows,
  onClose
}: {
  id: string
  text: string
  onText: (text: string) => void
  onRows: (rows: Choice[]) => void
  onClose: () => void
}) => {
  const rows = readRows(text)
  const buttons = useRef<HTMLDivElement>(null)

  // A long list makes the field higher, and would move what adds it out of sight.
  useEffect(() => {
    if (text !== '') buttons.current?.scrollIntoView({ block: 'nearest' })
  }, [text])

  const press = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    onClose()
  }

  return (
    <div className="flex flex-col gap-2 rounded-s border border-line bg-surface p-3">
      <TextArea
        ref={focusOnce}
        id={id}
        label="List of values"
        value={text}
        rows={4}
        placeholder={'Created = user.created\nDeleted = user.deleted'}
        description="One per line: the display text, then = and the value if it differs. You can also paste two columns of a table or a JSON list."
        inputClass="font-code text-small max-h-48"
        onKeyDown={press}
        onValueChange={onText}
      />
      <div ref={buttons} className="flex gap-2">
        <Button size="card" look="primary" disabled={rows.length === 0} onClick={() => onRows(rows)}>
          {wordsFor(rows.length)}
        </Button>
        <Button size="card" look="quiet" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </div>
  )
}
