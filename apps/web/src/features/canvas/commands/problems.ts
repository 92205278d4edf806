import { type FieldAt, fieldOfSetting, nameOfPlace } from '@hookwright/cards/views'
import { type CardId, cardOf, type FieldId, type Problem, placesOf } from '@hookwright/model'
import type { Canvas } from '../canvas.ts'
import { flip } from '../ui-state/folds.ts'
import { touchAll } from '../ui-state/untouched.ts'
import { announce } from './announce.ts'
import { choose, goToCard, requestFocus } from './choose.ts'

/** Unfolds a card and all cards that contain it. */
const unfold = (canvas: Canvas, id: CardId): void => {
  const { flow, cards } = canvas.drawing.getState()
  const around =
    placesOf(flow)
      .get(id)
      ?.around.map(block => block.card) ?? []
  for (const card of [...around, id])
    if (cards.get(card)?.folded) canvas.folds.setState(folds => flip(folds, card, 'card'))
}

/** Opens the sections of a card that hide a field. */
const unfoldSections = (canvas: Canvas, id: CardId, field: string): void => {
  const drawn = canvas.drawing.getState().cards.get(id)
  const isShown = [...(drawn?.rows.head ?? []), ...(drawn?.rows.joins.flat() ?? [])].some(
    row =>
      ((row.kind === 'input' || row.kind === 'lost') && row.at.field === field) ||
      (row.kind === 'part' && row.at?.field === field) ||
      (row.kind === 'setting' && fieldOfSetting(row.setting.key) === field) ||
      (row.kind === 'message' && row.problem.field === field)
  )
  if (isShown) return
  for (const row of drawn?.rows.head ?? [])
    if (row.kind === 'section' && row.folded) canvas.folds.setState(folds => flip(folds, id, row.key))
}

/** Returns the card and field of the row or message that shows a field; null if neither is visible. */
const placeOnCard = (canvas: Canvas, id: CardId, field: string, block?: string): FieldAt | null => {
  const drawn = canvas.drawing.getState().cards.get(id)
  const rows = [...(drawn?.rows.head ?? []), ...(drawn?.rows.joins.flat() ?? [])]
  for (const row of rows) {
    if (row.kind === 'message' && row.dialog !== undefined && row.problem.field === field)
      return { card: id, field }
    if (row.kind === 'setting' && fieldOfSetting(row.setting.key) === field) return { card: id, field }
    if (row.kind !== 'input' && row.kind !== 'lost' && row.kind !== 'part') continue
    if (row.at?.field === field && (block === undefined || row.at.block === block)) return row.at
  }
  return null
}

/** Selects a card and focuses one of its fields, or its title if the field is not visible. */
export const goToPlace = (
  canvas: Canvas,
  at: { card: CardId; field?: string | undefined; block?: string | undefined }
): void => {
  const { card, field, block } = at
  unfold(canvas, card)
  if (field !== undefined) unfoldSections(canvas, card, field)
  const place = field === undefined ? null : placeOnCard(canvas, card, field, block)
  if (place === null) {
    goToCard(canvas, card)
    return
  }
  choose(canvas, [card])
  requestFocus(canvas, card, nameOfPlace(place), 'focus')
}

/** Scrolls to a card and makes one of its fields visible without moving the focus. */
export const showPlace = (canvas: Canvas, { card, field }: { card: CardId; field?: string }): void => {
  unfold(canvas, card)
  if (field !== undefined) unfoldSections(canvas, card, field)
  choose(canvas, [card])
  if (canvas.view.port === null) {
    document.querySelector(`[data-card="${card}"]`)?.scrollIntoView({ block: 'nearest' })
  } else canvas.view.port.reveal(card)
}

/** Focuses the field or card of a problem. */
export const goToProblem = (canvas: Canvas, problem: Problem): void => {
  const { card } = problem
  const { flow } = canvas.drawing.getState()
  announce(canvas, problem.message)
  if (card !== null && cardOf(flow, card) !== undefined) {
    goToPlace(canvas, { ...problem, card })
    return
  }
  const last = flow.strip.at(-1)
  if (last !== undefined) goToCard(canvas, last)
}

/** Returns the name of the dialog that fixes a problem; null if the problem is fixed on the card itself. */
const dialogOf = (canvas: Canvas, id: CardId, { message, field }: Problem): string | null => {
  const drawn = canvas.drawing.getState().cards.get(id)
  const row = drawn?.rows.head.find(
    each => each.kind === 'message' && each.problem.message === message && each.problem.field === field
  )
  return row?.kind === 'message' ? (row.dialog ?? null) : null
}

/** Opens the dialog that fixes a problem, or focuses the problem's field or card. */
export const fixProblem = (
  canvas: Canvas,
  problem: Problem,
  openDialog: (card: CardId, dialog: string, at?: FieldId) => void
): void => {
  const { card, field } = problem
  if (card !== null && field !== undefined) unfoldSections(canvas, card, field)
  const dialog = card === null ? null : dialogOf(canvas, card, problem)
  if (card === null || dialog === null) {
    goToProblem(canvas, problem)
    return
  }
  choose(canvas, [card])
  canvas.view.port?.reveal(card)
  openDialog(card, dialog, field)
}

/**
 * Returns the position of the focus in the list of problems: at one of them (`at`), or before it (`before`).
 *
 * Problems of a card itself are at its title. The title comes before the problems of the card's fields.
 */
const placeAmong = (canvas: Canvas, problems: Problem[]): { at: number } | { before: number } => {
  const focused = document.activeElement
  const site = focused?.closest('[data-site]')?.getAttribute('data-site') ?? null
  const card = focused?.closest('[data-card]')?.getAttribute('data-card') ?? null
  const bySite = problems.findIndex(
    ({ card: id, field, block }) =>
      id !== null && field !== undefined && `${id}|${block ?? ''}|${field}` === site
  )
  if (bySite >= 0) return { at: bySite }
  const first = site === null ? problems.findIndex(problem => problem.card === card) : -1
  const { field, block } = problems[first] ?? {}
  if (first < 0 || card === null) return { before: 0 }
  const isShown = field !== undefined && placeOnCard(canvas, card, field, block) !== null
  return isShown ? { before: first } : { at: first }
}

/** Moves to the next or previous problem from the focus, wrapping around. */
export const nextProblem = (canvas: Canvas, by: 1 | -1): void => {
  // Who asks what is missing is told of it, also on a card that was just added.
  touchAll(canvas.ui)
  const { problems } = canvas.drawing.getState()
  if (problems.length === 0) {
    announce(canvas, 'There are no problems.')
    return
  }
  const place = placeAmong(canvas, problems)
  const index = 'at' in place ? place.at + by : by === 1 ? place.before : place.before - 1
  const next = problems.at(index % problems.length)
  if (next !== undefined) goToProblem(canvas, next)
}
