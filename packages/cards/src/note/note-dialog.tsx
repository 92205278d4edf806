import { nameOfCard } from '@hookwright/engine'
import { Button, Dialog, TextArea } from '@hookwright/ui'
import { useState } from 'react'
import type { DialogProps } from '../view/card-view.ts'
import { useWorkbench } from '../view/workbench.ts'

/** Maximum length of a note, in characters. */
const MOST = 10_000

/** Dialog for editing a card's note. Anyone who views the flow sees the note; it has no effect on runs. */
export const NoteDialog = ({ card, spec }: DialogProps) => {
  const bench = useWorkbench()
  const before = card.note ?? ''
  const [text, setText] = useState(before)
  const name = nameOfCard(card, spec)
  const keep = (note: string): void => {
    const label = note === '' ? `delete the note of “${name}”` : `write a note on “${name}”`
    if (note !== before)
      bench.change(label, { kind: 'annotate', card: card.id, note: note === '' ? null : note })
    bench.closeDialog()
  }
  return (
    // A click beside it keeps what was written: a note is no form to be confirmed.
    <Dialog open onOpenChange={open => !open && keep(text.trim())} title={`Note on “${name}”`}>
      <form
        className="flex flex-col gap-4"
        onSubmit={event => {
          event.preventDefault()
          keep(text.trim())
        }}
      >
        <TextArea
          label="Note"
          hideLabel
          placeholder="Information for people who read this flow"
          maxLength={MOST}
          value={text}
          onValueChange={setText}
        />
        <div className="flex justify-end gap-2">
          {before !== '' && (
            <Button look="quiet" onClick={() => keep('')}>
              Delete note
            </Button>
          )}
          <Button onClick={bench.closeDialog}>Cancel</Button>
          <Button type="submit" look="primary">
            Save note
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
