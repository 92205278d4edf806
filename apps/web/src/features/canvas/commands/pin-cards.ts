import { type CardId, cardOf, exampleOf, type FieldId, type Json, startCardOf } from '@hookwright/model'
import { formatCount } from '../../../kit/page/format-count.ts'
import type { Canvas } from '../canvas.ts'
import { lastOutputsOf } from '../run/last-values.ts'
import { shownOutputsOf } from '../run/run-sight.ts'
import { announce } from './announce.ts'
import { quoted } from './choose.ts'

/** Returns true when the card has a pin. */
export const isPinned = ({ run }: Canvas, card: CardId): boolean =>
  run.getState().pins.some(pin => pin.card === card)

/**
 * Returns true if the card can be pinned to its outputs in the displayed past run.
 *
 * False when no past run is displayed. A sentence with the reason when that run has no outputs of the card.
 */
export const mayPinCard = ({ run }: Canvas, card: CardId): boolean | string => {
  const { shown } = run.getState()
  if (shown?.past === undefined) return false
  return lastOutputsOf(shown).has(card) || 'This card has no outputs in the run shown on the canvas.'
}

/**
 * Returns true when output values of the card can be entered and pinned. The card needs outputs and must not
 * be the start card or have blocks.
 */
export const mayPinValues = (canvas: Canvas, card: CardId): boolean => {
  const { flow, view } = canvas.drawing.getState()
  const drawn = cardOf(flow, card)
  if (canvas.readOnly || drawn === undefined || drawn.blocks !== undefined) return false
  return startCardOf(flow)?.id !== card && (view.portsOf(drawn)?.outputs.length ?? 0) > 0
}

/**
 * Returns the initial values of the pin editor: the pinned outputs, the outputs of the last run, or examples.
 */
export const valuesToPin = (canvas: Canvas, card: CardId): Record<FieldId, unknown> => {
  const known = shownOutputsOf(canvas.run.getState()).get(card)
  if (known !== undefined) return known
  const { flow, view } = canvas.drawing.getState()
  const drawn = cardOf(flow, card)
  const ports = drawn === undefined ? [] : (view.portsOf(drawn)?.outputs ?? [])
  return Object.fromEntries(ports.map(port => [port.id, exampleOf(port, Date.now())]))
}

/** Pins a card to these outputs. */
export const pinValues = (canvas: Canvas, card: CardId, values: Record<FieldId, Json>): void => {
  const { pins, pinned } = canvas.run.getState()
  const name = canvas.drawing.getState().cards.get(card)?.name ?? card
  canvas.run.setState({
    pins: [...pins.filter(other => other.card !== card), { card, name, values }],
    pinned: new Map(pinned).set(card, values),
    values: true
  })
  announce(canvas, `Pinned card ${quoted(canvas, card)}.`)
}

/** Pins a card to its outputs in the displayed past run. */
export const pinCard = (canvas: Canvas, card: CardId): void => {
  const { shown, pins, pinned } = canvas.run.getState()
  const values = shown?.past === undefined ? undefined : lastOutputsOf(shown).get(card)
  const name = canvas.drawing.getState().cards.get(card)?.name ?? card
  if (shown?.past === undefined || values === undefined) return
  const pin = { card, name, runId: shown.past, caller: [] }
  canvas.run.setState({
    pins: [...pins.filter(other => other.card !== card), pin],
    pinned: new Map(pinned).set(card, values)
  })
  announce(canvas, `Pinned card ${quoted(canvas, card)}.`)
}

/** Removes the pins of cards, so that a run executes them again. */
export const unpinCards = (canvas: Canvas, cards: readonly CardId[]): void => {
  const { pins, pinned } = canvas.run.getState()
  canvas.run.setState({
    pins: pins.filter(({ card }) => !cards.includes(card)),
    pinned: pinned && new Map([...pinned].filter(([card]) => !cards.includes(card)))
  })
  announce(canvas, `Unpinned ${formatCount(cards.length, 'card')}.`)
}

/**
 * Returns the pinned outputs that replace the execution of their cards in a run of the draft.
 *
 * It omits the start card, whose outputs are entered in the run form, and cards with blocks, so that the
 * cards inside them can be tested.
 */
export const pinnedForRun = (canvas: Canvas): Record<CardId, Record<string, unknown>> => {
  const { flow } = canvas.drawing.getState()
  const start = startCardOf(flow)?.id
  const pinned = [...(canvas.run.getState().pinned ?? [])].filter(
    ([card]) => card !== start && flow.cards[card] !== undefined && flow.cards[card]?.blocks === undefined
  )
  return Object.fromEntries(pinned)
}
