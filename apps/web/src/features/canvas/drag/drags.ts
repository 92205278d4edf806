import { caretAt, nameOfPlace } from '@hookwright/cards/views'
import { type CardSpec, nameOfCard } from '@hookwright/engine'
import { applyEdit, type CardId, type Pill, type Target } from '@hookwright/model'
import type { Canvas } from '../canvas.ts'
import { beginCarrying, cancelCarrying, mapCarried, nameOfPill } from '../commands/carried-pill.ts'
import { requestFocus } from '../commands/choose.ts'
import { moveCard, moveEdit } from '../commands/edit-cards.ts'
import { insertAction } from '../commands/insert-action.ts'
import { insertCard } from '../commands/insert-card.ts'
import { allowedTarget } from '../commands/targets.ts'
import type { Gap } from '../layout/layout.ts'
import { aimOf } from '../mapping/aim.ts'
import type { OfferedAction } from '../offered-action.ts'
import type { CanvasPoint } from '../view/view.ts'
import { gapAt } from './gap-at.ts'
import { placeOf } from './place-of.ts'
import type { Drag } from './pointer-drag.ts'

const canvasBounds = (): DOMRect | null =>
  document.querySelector('[data-canvas]')?.getBoundingClientRect() ?? null

const around = (canvas: Canvas): Pick<Drag, 'pan' | 'bounds'> => ({
  pan: by => canvas.view.port?.panBy(by),
  bounds: canvasBounds
})

/** Creates a drag of a pill to a field. */
export const pillDrag = (canvas: Canvas, pill: Pill): Drag => ({
  ...around(canvas),
  label: nameOfPill(canvas, pill),
  begin: () => beginCarrying(canvas, pill, 'drag'),
  move: (_, under) => {
    const at = placeOf(under)
    if (at === null) return null
    const aim = aimOf(canvas.drawing.getState().view, at, pill)
    return aim.ok ? null : aim.why
  },
  drop: (point, under) => {
    const at = placeOf(under)
    const field = under?.closest('[data-site]')?.querySelector<HTMLElement>('[data-editor]')
    // The press has left the focus on the value; whoever types on means the text that it was dropped into.
    if (at !== null && mapCarried(canvas, at, field ? caretAt(field, point.x, point.y) : null))
      requestFocus(canvas, at.card, nameOfPlace(at), 'type')
  },
  end: () => cancelCarrying(canvas)
})

/** Returns the gap at a window position where the card may be inserted; null if there is none. */
const gapBelow = (
  canvas: Canvas,
  point: CanvasPoint,
  under: Element | null,
  moved: ReadonlySet<CardId>,
  spec: CardSpec | null
): Gap | null => {
  const { port } = canvas.view
  if (port === null || under?.closest('[data-canvas]') === null) return null
  const { flow, layout } = canvas.drawing.getState()
  const found = gapAt(flow, layout, port.toFlow(point), moved)
  if (found === null) return null
  const { strip, index } = allowedTarget(flow, canvas.specs, found, spec)
  return (
    layout.gaps.find(gap => gap.index === index && JSON.stringify(gap.strip) === JSON.stringify(strip)) ??
    null
  )
}

const showGap = (canvas: Canvas, gap: Gap | null): void => {
  if (canvas.ui.getState().gap !== gap) canvas.ui.setState({ gap })
}

/** Creates a drag of a card to another position in the flow. */
export const cardDrag = (canvas: Canvas, id: CardId, label: string): Drag => {
  const moved: ReadonlySet<CardId> = new Set([id])
  return {
    ...around(canvas),
    label,
    begin: () => canvas.ui.setState({ dragging: moved }),
    move: (point, under) => {
      const gap = gapBelow(canvas, point, under, moved, null)
      const edit = gap === null ? null : moveEdit(canvas, id, gap)
      const edited = edit === null ? null : applyEdit(canvas.drawing.getState().flow, edit)
      const why = edited === null || edited.ok ? null : edited.why
      showGap(canvas, why === null ? gap : null)
      return why
    },
    drop: (point, under) => {
      const gap = gapBelow(canvas, point, under, moved, null)
      if (gap !== null) moveCard(canvas, id, gap)
    },
    end: () => canvas.ui.setState({ gap: null, dragging: new Set() })
  }
}

/** Creates the handlers to drag a new card from the palette. */
const newCardDrag = (
  canvas: Canvas,
  { label, spec, insert }: { label: string; spec: CardSpec | null; insert: (target: Target) => void }
): Drag => ({
  ...around(canvas),
  label,
  begin: () => undefined,
  move: (point, under) => {
    showGap(canvas, gapBelow(canvas, point, under, new Set(), spec))
    return null
  },
  drop: (point, under) => {
    const gap = gapBelow(canvas, point, under, new Set(), spec)
    if (gap !== null) insert({ strip: gap.strip, index: gap.index })
  },
  end: () => canvas.ui.setState({ gap: null })
})

/** Creates the handlers to drag a card type from the palette into the flow. */
export const paletteDrag = (canvas: Canvas, spec: CardSpec): Drag =>
  newCardDrag(canvas, { label: spec.title, spec, insert: target => void insertCard(canvas, spec, target) })

/** Creates a drag of a connector action from the palette. */
export const actionDrag = (canvas: Canvas, action: OfferedAction): Drag =>
  newCardDrag(canvas, {
    label: action.name,
    spec: null,
    insert: target => void insertAction(canvas, action, target)
  })

/** Returns the text next to the pointer while a card is dragged: the card's name. */
export const dragLabelOf = (canvas: Canvas, id: CardId): string => {
  const drawn = canvas.drawing.getState().cards.get(id)
  return drawn === undefined ? '' : nameOfCard(drawn.card, drawn.spec)
}
