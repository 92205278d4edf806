import { type CardId, Target } from '@hookwright/model'
import { cx } from '@hookwright/ui'
import { type FocusEvent, type KeyboardEvent, memo, type PointerEvent, useMemo } from 'react'
import { CardFrame } from './card-frame.tsx'
import { CardToolbar } from './card-toolbar.tsx'
import { choose, enterCard, goToCard, isPlainEnter } from './commands/choose.ts'
import { cardDrag, dragLabelOf } from './drag/drags.ts'
import { followPress } from './drag/pointer-drag.ts'
import type { DrawnCard } from './drawing/drawn-card.ts'
import { GapButton } from './gap-button.tsx'
import { RAIL_Y, SPINE } from './layout/rail.ts'
import { useCanvas, useDrawing, useDrawn, useUiState } from './use-canvas.tsx'

/** "+" button after a card. The return card has none. */
const GapBehind = ({ drawn }: { drawn: DrawnCard }) => {
  const { card, spec, name, frame } = drawn
  const said = useDrawing(({ view }) => {
    const place = view.places.get(card.id)
    if (place === undefined || (place.strip === null && spec.returns !== null)) return null
    return JSON.stringify({ strip: place.strip, index: place.index + 1 })
  })
  const target = useMemo(() => (said === null ? null : Target.parse(JSON.parse(said))), [said])
  if (target === null || frame === null) return null
  return (
    <GapButton
      target={target}
      label={`Add card after ${name}`}
      at={frame.tight ? { right: -SPINE, y: RAIL_Y - SPINE } : { right: -frame.gap / 2, y: RAIL_Y }}
    />
  )
}

/** A card on the canvas, sized to its frame. */
export const CardBox = memo(({ id }: { id: CardId }) => {
  const canvas = useCanvas()
  const drawn = useDrawn(id)
  const dragging = useUiState(ui => ui.dragging.has(id))
  if (drawn?.frame == null) return null
  const { spec, frame } = drawn

  const press = (event: KeyboardEvent): void => {
    const { target } = event
    if (!(target instanceof HTMLElement)) return
    const onTitle = target.dataset.cardTitle === id
    if (event.key === 'Escape' && !onTitle) {
      event.stopPropagation()
      goToCard(canvas, id)
    }
    if (onTitle && isPlainEnter(event.nativeEvent) && enterCard(target)) event.preventDefault()
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (!onTitle || by === 0 || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    event.stopPropagation()
    const order = [...canvas.drawing.getState().layout.frames.keys()]
    const next = order[order.indexOf(id) + by]
    if (next === undefined) return
    // A card in sight takes the focus at once, and says then that it is chosen; another one has to be drawn first.
    const title = document.querySelector<HTMLElement>(`[data-card-title="${next}"]`)
    if (title === null) goToCard(canvas, next)
    else title.focus({ preventScroll: true })
  }

  const focus = (event: FocusEvent): void => {
    if (!canvas.view.byKeys) return
    canvas.view.port?.reveal(id)
    if (event.target instanceof HTMLElement && event.target.dataset.cardTitle === id) choose(canvas, [id])
  }

  const grab = (event: PointerEvent): void => {
    if (event.button !== 0 || spec.fixed || canvas.readOnly || !(event.target instanceof Element)) return
    if (event.target.closest('[data-card-head]') === null || event.target.closest('.nodrag') !== null) return
    followPress(event.nativeEvent, cardDrag(canvas, id, dragLabelOf(canvas, id)))
  }

  return (
    <CardFrame
      drawn={drawn}
      lanes={frame.lanes}
      className={cx('card nopan', frame.lanes.length > 0 && 'card-block')}
      height={frame.height}
      dragging={dragging}
      onKeyDown={press}
      onFocus={focus}
      onPointerDown={grab}
      onPointerEnter={() => canvas.ui.setState({ pointed: id })}
      onPointerLeave={() => canvas.ui.setState({ pointed: null })}
    >
      {!canvas.readOnly && (
        <>
          <GapBehind drawn={drawn} />
          <CardToolbar card={id} name={drawn.name} />
        </>
      )}
    </CardFrame>
  )
})
