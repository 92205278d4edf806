import { nameOfPlace } from '@hookwright/cards/views'
import type { CardId, Problem, ProblemCode } from '@hookwright/model'
import type { CanvasUi } from './canvas-ui.ts'

/** Codes of problems that an empty field can have. */
const emptyCodes: ReadonlySet<ProblemCode> = new Set(['input-required', 'connection'])

/**
 * Returns true for a problem that is not shown yet: an empty field of a new card that has not lost the focus.
 */
export const isUntouched = (
  { code, card, field, block }: Problem,
  fresh: ReadonlySet<CardId>,
  touched: ReadonlySet<string>
): boolean =>
  emptyCodes.has(code) &&
  card !== null &&
  fresh.has(card) &&
  !touched.has(nameOfPlace({ card, field: field ?? '', ...(block !== undefined && { block }) }))

/** Marks a field as visited, so that it is reported as a problem while it is empty. */
export const touch = (ui: CanvasUi, card: CardId, place: string): void => {
  const { fresh, touched } = ui.getState()
  if (fresh.has(card) && !touched.has(place)) ui.setState({ touched: new Set(touched).add(place) })
}

/** Shows all missing values of cards, as when the flow is saved or turned on. */
export const touchAll = (ui: CanvasUi): void => {
  if (ui.getState().fresh.size > 0) ui.setState({ fresh: new Set(), touched: new Set() })
}
