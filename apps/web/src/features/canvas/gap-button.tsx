import { measures } from '@hookwright/cards/views'
import type { CardId, FieldId, Target } from '@hookwright/model'
import { Button, Tooltip } from '@hookwright/ui'
import { Plus } from 'lucide-react'
import { callPalette } from './commands/call-palette.ts'
import { FIRST_ADD, RAIL_Y, SPINE } from './layout/rail.ts'
import { useCanvas, useDrawing } from './use-canvas.tsx'

/** Diameter of the "+" button, in pixels. */
const PLUS = 20

/**
 * Round "+" button at an insert position. `at` is the button's center, relative to the edge and top of its
 * container.
 */
export const GapButton = ({
  target,
  label,
  at
}: {
  target: Target
  label: string
  at: { y: number } & ({ left: number } | { right: number })
}) => {
  const canvas = useCanvas()
  const { y, ...side } = at
  const style = Object.fromEntries(Object.entries(side).map(([edge, by]) => [edge, by - PLUS / 2]))
  return (
    <Tooltip tip={label} shortcut="A">
      <button
        type="button"
        aria-label={label}
        data-target={JSON.stringify(target)}
        className="gap-button nodrag nopan absolute inline-flex items-center justify-center rounded-full bg-surface text-ink-3"
        style={{ ...style, top: y - PLUS / 2, width: PLUS, height: PLUS }}
        onClick={event => callPalette(canvas, target, event.currentTarget)}
      >
        <Plus aria-hidden className="size-3" strokeWidth={2.2} />
      </button>
    </Tooltip>
  )
}

/**
 * Vertical position of the “+” at the start of a lane with cards: the button's center.
 *
 * `EMPTY` is the top of the button in an empty lane.
 */
const FIRST = measures.laneLabel + measures.lanePad + RAIL_Y - FIRST_ADD
const EMPTY = measures.laneLabel + measures.lanePad + (measures.emptyLane - measures.control) / 2

/**
 * Button that inserts a card at the beginning of a block.
 * It has a text label in an empty block.
 */
export const LaneAdd = ({ card, block }: { card: CardId; block: FieldId }) => {
  const canvas = useCanvas()
  const target: Target = { strip: { card, block }, index: 0 }
  const found = useDrawing(({ cards, view }) => {
    const drawn = cards.get(card)
    const isEmpty = drawn?.card.blocks?.find(each => each.id === block)?.strip.length === 0
    const label =
      drawn === undefined ? undefined : view.portsOf(drawn.card)?.blocks.find(b => b.id === block)?.label
    return `${isEmpty ? 'empty' : 'begun'} ${label ?? block}`
  })
  const isEmpty = found.startsWith('empty')
  const label = found.slice(6)
  if (!isEmpty)
    return (
      <GapButton
        target={target}
        label={`Add card at the start of “${label}”`}
        at={{ left: SPINE, y: FIRST }}
      />
    )
  return (
    <Button
      size="card"
      icon={<Plus aria-hidden className="size-3.5" strokeWidth={2} />}
      data-target={JSON.stringify(target)}
      aria-label={`Add card in “${label}”`}
      className="nodrag nopan absolute left-6 border-dashed"
      style={{ top: EMPTY }}
      onClick={event => callPalette(canvas, target, event.currentTarget)}
    >
      Add card
    </Button>
  )
}
