import type { Scope } from '@hookwright/engine'
import type { Flow, Id, StepPath } from '@hookwright/model'
import type { OpenedRun } from '../../history/api-types.ts'
import { lastOutputsOf } from '../run/last-values.ts'
import { framedRunOf } from './framed-run.ts'
import { isOfRun, type Pin, type RunPin } from './pins.ts'
import { framesTo, shownRunOf } from './run-frames.ts'

/** The resolved values of a draft's pins, and the pins without a value. */
export interface ResolvedPins {
  pinned: Scope
  /** Pins of cards that the draft no longer has. */
  gone: Pin[]
  /** Pins whose values are no longer stored. */
  lost: Pin[]
}

/**
 * Returns the outputs of the cards in one flow of a run, by card.
 *
 * This is the flow called by the card at the end of `caller`, or the run's own flow.
 */
const gaveFrom = (open: OpenedRun, { caller, card }: Pick<RunPin, 'caller' | 'card'>): Scope => {
  const run = framedRunOf(open)
  const frames = framesTo(run, [...caller, card])
  const at = frames.findIndex(frame => frame.caller.join('/') === caller.join('/'))
  return at < 0 ? new Map() : lastOutputsOf(shownRunOf(run, frames.slice(0, at + 1), null))
}

/** Resolves pins to the values of their runs. Pins of a missing run end up in `lost`. */
export const resolvePins = (
  pins: readonly Pin[],
  runs: ReadonlyMap<Id, OpenedRun>,
  flow: Flow
): ResolvedPins => {
  const frames = new Map<string, Scope>()
  const gaveTo = (pin: RunPin): Scope => {
    const key = `${pin.runId} ${pin.caller.join('/')}`
    const open = runs.get(pin.runId)
    const known = frames.get(key) ?? (open === undefined ? new Map() : gaveFrom(open, pin))
    frames.set(key, known)
    return known
  }
  const resolved: ResolvedPins = { pinned: new Map(), gone: [], lost: [] }
  for (const pin of pins) {
    const values = isOfRun(pin) ? gaveTo(pin).get(pin.card) : pin.values
    if (flow.cards[pin.card] === undefined) resolved.gone.push(pin)
    else if (values === undefined) resolved.lost.push(pin)
    else resolved.pinned.set(pin.card, values)
  }
  return resolved
}

/** Returns pins for all cards with outputs in one flow of a run, in step order. */
export const pinsOf = (open: OpenedRun, frame: { caller: StepPath; flow: { doc: Flow } }): RunPin[] => {
  const { caller, flow } = frame
  const [first = ''] = flow.doc.strip
  const nameOf = new Map(open.lines.map(({ path, name }) => [path.join('/'), name]))
  return [...gaveFrom(open, { caller, card: first })].flatMap(([card, values]) =>
    Object.keys(values).length === 0
      ? []
      : [{ card, name: nameFor(nameOf, caller, card), runId: open.run.id, caller }]
  )
}

/**
 * Returns the name of a card in the run, or its id if the run has no such card.
 *
 * For a card inside a block, the path also contains the enclosing cards.
 */
const nameFor = (names: ReadonlyMap<string, string>, caller: StepPath, card: string): string => {
  const exact = names.get([...caller, card].join('/'))
  const start = caller.length === 0 ? '' : `${caller.join('/')}/`
  return (
    exact ?? [...names].find(([path]) => path.startsWith(start) && path.endsWith(`/${card}`))?.[1] ?? card
  )
}
