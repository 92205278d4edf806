import type { CardId, FieldId, Target } from '@hookwright/model'
import { Button, cx, Tooltip } from '@hookwright/ui'
import { Plus } from 'lucide-react'
import { callPalette } from './commands/call-palette.ts'
import { useCanvas, useDrawing } from './use-canvas.tsx'

/** Round "+" button at an insert position. */
export const GapButton = ({
  target,
  label,
  className
}: {
  target: Target
  label: string
  className?: string
}) => {
  const canvas = useCanvas()
  return (
    <Tooltip tip={label} shortcut="A">
      <button
        type="button"
        aria-label={label}
        data-target={JSON.stringify(target)}
        className={cx(
          'gap-button nodrag nopan absolute inline-flex size-7 items-center justify-center rounded-full border border-line-strong bg-surface text-ink-2',
          className
        )}
        onClick={() => callPalette(canvas, target)}
      >
        <Plus aria-hidden className="size-4" strokeWidth={2} />
      </button>
    </Tooltip>
  )
}

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
      <GapButton target={target} label={`Add card first in “${label}”`} className="top-[52px] left-2.5" />
    )
  return (
    <Button
      size="card"
      icon={<Plus aria-hidden className="size-3.5" strokeWidth={2} />}
      data-target={JSON.stringify(target)}
      aria-label={`Add card in “${label}”`}
      className="nodrag nopan absolute top-[52px] left-6 border-dashed"
      onClick={() => callPalette(canvas, target)}
    >
      Add card
    </Button>
  )
}
