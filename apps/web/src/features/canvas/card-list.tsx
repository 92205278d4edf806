import { RowList } from '@hookwright/cards/views'
import type { CardId, StripAt } from '@hookwright/model'
import { Button, cx } from '@hookwright/ui'
import { Plus } from 'lucide-react'
import type { FocusEvent, KeyboardEvent, ReactNode } from 'react'
import { CardFrame } from './card-frame.tsx'
import { callPalette } from './commands/call-palette.ts'
import { choose, enterCard, goToCard, isPlainEnter } from './commands/choose.ts'
import { ListHook } from './hook-label.tsx'
import { useCanvas, useDrawing, useDrawn, useUiState } from './use-canvas.tsx'

const AddHere = ({ strip, index, label }: { strip: StripAt; index: number; label: string }) => {
  const canvas = useCanvas()
  const target = { strip, index }
  if (canvas.readOnly) return null
  return (
    <Button
      look="quiet"
      size="card"
      icon={<Plus aria-hidden className="size-3.5" strokeWidth={2} />}
      data-target={JSON.stringify(target)}
      className="max-w-full"
      onClick={() => callPalette(canvas, target)}
    >
      <span className="truncate">{label}</span>
    </Button>
  )
}

/** Background classes that the blocks of a card use in turn. The colors are the same as on the canvas. */
const grounds = ['bg-type-boolean/5', 'bg-accent/5']

const Blocks = ({ id }: { id: CardId }) => {
  const drawn = useDrawn(id)
  const labels = useDrawing(({ view }) => {
    const ports = drawn === undefined ? null : view.portsOf(drawn.card)
    return JSON.stringify(Object.fromEntries(ports?.blocks.map(block => [block.id, block.label]) ?? []))
  })
  const named: Record<string, string> = JSON.parse(labels)
  return drawn?.card.blocks?.map((block, index) => (
    <section
      key={block.id}
      aria-label={named[block.id] ?? block.id}
      className={cx('mt-3 rounded-m p-3 pt-1', grounds[index % grounds.length])}
    >
      <h4 className="m-0 py-2 text-small font-semibold text-ink-2">{named[block.id] ?? block.id}</h4>
      <Strip strip={{ card: id, block: block.id }} ids={block.strip} />
      {(drawn.rows.joins[index] ?? []).length > 0 && (
        <div className="card-in-list mt-2 rounded-m border border-line bg-surface">
          <p className="m-0 px-3 pt-2 text-small text-ink-3">Outputs of this block</p>
          <RowList rows={drawn.rows.joins[index] ?? []} card={drawn.card} values={drawn.values} />
        </div>
      )}
    </section>
  ))
}

const Item = ({ id, strip, index }: { id: CardId; strip: StripAt; index: number }) => {
  const canvas = useCanvas()
  const drawn = useDrawn(id)
  const chosen = useUiState(ui => ui.chosen.has(id))
  if (drawn === undefined) return null
  const { spec, folded } = drawn

  const press = (event: KeyboardEvent): void => {
    const { target } = event
    const onTitle = target instanceof HTMLElement && target.dataset.cardTitle === id
    if (onTitle && isPlainEnter(event.nativeEvent) && enterCard(target)) event.preventDefault()
    if (event.key !== 'Escape' || onTitle) return
    event.stopPropagation()
    goToCard(canvas, id)
  }
  const focus = (event: FocusEvent): void => {
    event.stopPropagation()
    if (!chosen) choose(canvas, [id])
  }

  return (
    <li className="list-stop">
      <CardFrame drawn={drawn} lanes={[]} className="card card-in-list" onKeyDown={press} onFocus={focus} />
      {!folded && <Blocks id={id} />}
      {!(strip === null && spec.returns !== null) && (
        <AddHere strip={strip} index={index + 1} label={`Add card after ${drawn.name}`} />
      )}
    </li>
  )
}

const Strip = ({ strip, ids }: { strip: StripAt; ids: CardId[] }) => {
  const { readOnly } = useCanvas()
  return (
    <>
      {strip !== null && <AddHere strip={strip} index={0} label="Add card at the start" />}
      {/* What adds a card stands between cards; where nothing is added they need room of their own. */}
      <ol className={cx('list-rail m-0 flex list-none flex-col p-0 pl-5', readOnly ? 'gap-4' : 'gap-1')}>
        {ids.map((id, index) => (
          <Item key={id} id={id} strip={strip} index={index} />
        ))}
      </ol>
    </>
  )
}

/** List view of the flow: its cards as forms in order, with all functions of the canvas. */
export const CardList = ({
  hook
}: {
  /** Label of the flow's start, such as its Event URL; by default it describes how the flow starts. */
  hook?: ReactNode
}) => {
  const strip = useDrawing(drawing => drawing.flow.strip)
  return (
    <section aria-label="Cards of the flow" className="absolute inset-0 overflow-y-auto bg-canvas p-4 pb-24">
      <div className="mx-auto max-w-xl">
        <ListHook>{hook}</ListHook>
        <Strip strip={null} ids={strip} />
      </div>
    </section>
  )
}
