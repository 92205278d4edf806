import { type CardSpec, nameOfCard } from '@hookwright/engine'
import type { Card } from '@hookwright/model'
import { IconButton } from '@hookwright/ui'
import { StickyNote } from 'lucide-react'
import { useWorkbench } from '../view/workbench.ts'

/** Name of the dialog for the note of any card. */
export const NOTE_DIALOG = 'note'

/** Icon on a card that has a note, with the note as its tooltip. Renders nothing if there is no note. */
export const NoteButton = ({ card, spec }: { card: Card; spec: CardSpec }) => {
  const bench = useWorkbench()
  if (card.note === undefined || bench.still) return null
  return (
    <IconButton
      size="small"
      label={`Edit note of ${nameOfCard(card, spec)}`}
      tip={card.note}
      icon={<StickyNote aria-hidden className="text-warn" />}
      data-dialog={NOTE_DIALOG}
      className="nodrag nopan"
      onClick={() => bench.openDialog(card.id, NOTE_DIALOG)}
    />
  )
}
