import { type Caret, type FieldAt, nameOfPlace } from '@hookwright/cards/views'
import { bindingTargetOf } from '@hookwright/engine'
import { nameInside, type Pill } from '@hookwright/model'
import type { Canvas, CanvasToast } from '../canvas.ts'
import { aimOf, usesOf } from '../mapping/aim.ts'
import { mapPill } from '../mapping/map-pill.ts'
import { converterFor, throughConverter } from '../mapping/through-converter.ts'
import type { Carried } from '../ui-state/canvas-ui.ts'
import { announce, change } from './announce.ts'
import { goToCard } from './choose.ts'
import { blankCard } from './insert-card.ts'

/** Returns the name of a pill: the label of its output, with the path inside the output if any. */
export const nameOfPill = (canvas: Canvas, pill: Pill): string => {
  const { view } = canvas.drawing.getState()
  const card = view.flow.cards[pill.card]
  const ports = card === undefined ? null : view.portsOf(card)
  const port = [...(ports?.outputs ?? []), ...(ports?.joins ?? []), ...(ports?.inner ?? [])].find(
    output => output.id === pill.field
  )
  return nameInside(port?.label ?? pill.field, pill.path)
}

/** Picks up a pill, to be mapped to a field. */
export const beginCarrying = (canvas: Canvas, pill: Pill, by: Carried['by']): void => {
  canvas.ui.setState({ carried: { pill, by } })
  if (by === 'pick')
    announce(
      canvas,
      `${nameOfPill(canvas, pill)} selected. Choose the input to map this value to, or press Escape to cancel.`
    )
}

/** Cancels carrying a pill without mapping it. */
export const cancelCarrying = (canvas: Canvas): void => canvas.ui.setState({ carried: null })

/** Returns a toast action that maps the pill through a converter card. Undefined if no converter fits. */
const offerConverter = (canvas: Canvas, at: FieldAt, pill: Pill): CanvasToast['action'] => {
  const spec = converterFor(canvas.drawing.getState().view, at, pill)
  const { converts } = spec ?? {}
  if (spec === null || converts === undefined) return undefined
  const run = (): void => {
    const { view } = canvas.drawing.getState()
    const name = nameOfPill(canvas, pill)
    const edits = throughConverter(view, at, pill, blankCard(spec, canvas.newId()), converts)
    if (edits === null || !change(canvas, `map ${name} through ${spec.title}`, { kind: 'all', edits })) return
    // The message that was pressed goes away, and keys would go with it.
    goToCard(canvas, at.card)
    announce(canvas, `Mapped ${name} through ${spec.title}.`)
  }
  return { label: `Insert ${spec.title}`, run }
}

/** Maps a pill to a field, or shows the reason for refusing it. Returns true when the pill was mapped. */
export const mapTo = (canvas: Canvas, at: FieldAt, pill: Pill, caret: Caret | null): boolean => {
  const { view } = canvas.drawing.getState()
  const aim = aimOf(view, at, pill)
  const name = nameOfPill(canvas, pill)
  if (!aim.ok) {
    const action = offerConverter(canvas, at, pill)
    canvas.toast({ say: `Could not map “${name}”. ${aim.why}`, tone: 'info', ...(action && { action }) })
    announce(canvas, aim.why)
    return false
  }
  const edit = mapPill(view, at, pill, caret)
  const label = bindingTargetOf(view, at)?.label ?? at.field
  if (edit === null || !change(canvas, `map ${name} to ${label}`, edit)) return false
  announce(canvas, `Mapped ${name} to ${label}.`)
  return true
}

/** Maps the carried pill to a field. Returns true when the pill was mapped. */
export const mapCarried = (canvas: Canvas, at: FieldAt, caret: Caret | null): boolean => {
  const { carried } = canvas.ui.getState()
  cancelCarrying(canvas)
  return carried !== null && mapTo(canvas, at, carried.pill, caret)
}

/** Highlights the uses of a pill and returns their number; null clears the highlight. */
export const showUses = (canvas: Canvas, pill: Pill | null): number => {
  const uses = pill === null ? [] : usesOf(canvas.drawing.getState().view, pill)
  if (uses.length === 0 && canvas.ui.getState().uses.size === 0) return 0
  canvas.ui.setState({ uses: new Set(uses.map(nameOfPlace)) })
  return uses.length
}
