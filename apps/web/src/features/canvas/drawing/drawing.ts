import {
  type CardRows,
  type CardValues,
  type CardWarning,
  cardRowsOf,
  cardWarningsOf,
  heightOfRows,
  isFoldedColumn,
  isWide,
  type RowsInput,
  readOnlyRows
} from '@hookwright/cards/views'
import {
  type CardSpec,
  type Catalog,
  defineCard,
  type FlowView,
  nameOfCard,
  offerWarningsOf,
  type Ports,
  ports,
  problemsOf,
  type Specs,
  viewOf
} from '@hookwright/engine'
import {
  type Card,
  type CardDifference,
  type CardId,
  type FieldId,
  type Flow,
  JsonObject,
  type Path,
  type Problem,
  sameJson,
  startCardOf
} from '@hookwright/model'
import { type CardParts, type Layout, layoutOf } from '../layout/layout.ts'
import type { RunView } from '../run/run-view.ts'
import { type DrawnCard, sameDrawn } from './drawn-card.ts'
import { knownPathsOf } from './known-paths.ts'

/** Returns a placeholder for an unknown card type, so that the card can be seen and deleted. */
const unknownSpec = (type: string): CardSpec =>
  defineCard<JsonObject>({
    type,
    title: type,
    group: 'Flow Control',
    config: JsonObject,
    blank: () => ({ config: {} }),
    ports: () => ports({}),
    silent: true
  })

/** Input of `draw`: a flow and everything else that affects how its cards are rendered. */
export interface DrawingInput {
  flow: Flow
  /**
   * Definitions of the card types, memoized by `memoSpecs`, so that a redraw recomputes only changed parts.
   */
  specs: Specs
  catalog: Catalog
  flipped: ReadonlyMap<CardId, ReadonlySet<string>>
  typedPaths: { card: CardId; field: FieldId; path: Path }[]
  /** Returns the run state to show on the cards; omitted if there was no run. */
  run?: (view: FlowView) => RunView
  /** Outputs of the start card from a sample, shown when there is no run; null or omitted for none. */
  sample?: Record<FieldId, unknown> | null
  /** True for a read-only drawing; by default it is editable. */
  readOnly?: boolean
  /** Returns true for an empty required field that is not reported yet; by default all are reported. */
  isQuiet?: (problem: Problem) => boolean
  /**
   * Differences between the cards and those of a compared flow, by card; omitted when nothing is compared.
   */
  differences?: ReadonlyMap<CardId, CardDifference>
}

/** A warning with the id of its card. */
export type FlowWarning = CardWarning & { card: CardId }

/** Everything that the canvas renders for a flow: its cards, their layout and the problems. */
export interface Drawing {
  flow: Flow
  view: FlowView
  problems: Problem[]
  /** Number of empty required fields that are not reported yet. */
  unfilled: number
  warnings: FlowWarning[]
  cards: ReadonlyMap<CardId, DrawnCard>
  layout: Layout
  memo: DrawingMemo
}

interface RowsMemo {
  card: Card
  ports: Ports | null
  catalog: Catalog
  problems: Problem[]
  flipped: ReadonlySet<string>
  paths: string
  values: CardValues | null
  sample: NonNullable<RowsInput['sample']> | null
  failure: string | null
  startKind: RowsInput['startKind']
  rows: CardRows
  /** Warnings of the card that concern the event or action as a whole. */
  offers: CardWarning[]
  warnings: CardWarning[]
}

type DrawingMemo = Map<CardId, RowsMemo>

const none: ReadonlySet<string> = new Set()
const noProblems: Problem[] = []
const noWarnings: CardWarning[] = []

/** Returns the warnings of the validation that concern an event or action as a whole, grouped by card. */
const offeredOf = (flow: Flow, specs: Specs, problems: Problem[]): Map<CardId, CardWarning[]> => {
  const found = new Map<CardId, CardWarning[]>()
  for (const { card, message, dialog } of offerWarningsOf(flow, specs, problems))
    found.set(card, [...(found.get(card) ?? []), { message, ...(dialog && { dialog }) }])
  return found
}

const byCard = (problems: Problem[]): Map<CardId, Problem[]> => {
  const found = new Map<CardId, Problem[]>()
  for (const problem of problems) {
    if (problem.card === null) continue
    const list = found.get(problem.card)
    if (list === undefined) found.set(problem.card, [problem])
    else list.push(problem)
  }
  return found
}

const sameProblems = (one: Problem[], other: Problem[]): boolean =>
  one.length === other.length &&
  one.every((problem, index) => {
    const its = other[index]
    return (
      problem.code === its?.code &&
      problem.message === its.message &&
      problem.field === its.field &&
      problem.block === its.block
    )
  })

const partsOf = (drawn: Pick<DrawnCard, 'rows' | 'folded' | 'card'> | undefined): CardParts => {
  if (drawn === undefined) return { folded: true, head: 0, foot: 0, joins: [] }
  const { rows, folded, card } = drawn
  return {
    folded,
    wide: isWide(card.type),
    head: heightOfRows(rows.head),
    foot: heightOfRows(rows.foot),
    foldsFoot: isFoldedColumn(rows.foot),
    joins: rows.joins.map(heightOfRows)
  }
}

/** Returns the sample values of a card. If they have not changed, returns the previous object. */
const sampledOf = (sampled: CardValues | null, before: CardValues | null | undefined): CardValues | null =>
  before?.outputs === sampled?.outputs ? (before ?? sampled) : sampled

/** Computes the drawing of a flow. Parts that look the same as in `before` are the same objects. */
export const draw = (params: DrawingInput, before: Drawing | null): Drawing => {
  const { flow, specs, catalog } = params
  const view = viewOf(flow, specs, catalog)
  // What cannot be changed here cannot be mended here.
  const every = params.readOnly ? noProblems : problemsOf(flow, specs, catalog)
  const { isQuiet } = params
  const problems = isQuiet === undefined ? every : every.filter(problem => !isQuiet(problem))
  const problemsBy = byCard(problems)
  const paths = knownPathsOf(flow, params.typedPaths)
  const seen = params.run?.(view)
  const sampled = params.sample ? { inputs: {}, outputs: params.sample } : null
  const startCard = startCardOf(flow)
  const start = startCard?.id
  const startKind = startCard && specs.get(startCard.type)?.starts?.kind
  const sampledCard = sampled === null ? undefined : start
  const sample = params.sample && start !== undefined ? { start, values: params.sample } : null
  const offered = params.readOnly ? new Map<CardId, CardWarning[]>() : offeredOf(flow, specs, every)
  const memo: DrawingMemo = new Map()
  const shapes = new Map<CardId, Omit<DrawnCard, 'frame'>>()

  const rowsOf: typeof cardRowsOf = params.readOnly ? of => readOnlyRows(cardRowsOf(of)) : cardRowsOf

  let number = 0
  for (const id of view.places.keys()) {
    const card = flow.cards[id]
    if (card === undefined) continue
    number += 1
    const known = before?.memo.get(id)
    const spec = specs.get(card.type) ?? before?.cards.get(id)?.spec ?? unknownSpec(card.type)
    const found = problemsBy.get(id) ?? noProblems
    const run = seen?.marks.get(id) ?? null
    const now = {
      card,
      ports: view.portsOf(card),
      catalog,
      problems: known !== undefined && sameProblems(known.problems, found) ? known.problems : found,
      flipped: params.flipped.get(id) ?? none,
      paths: JSON.stringify([...(paths.get(id) ?? [])]),
      values: seen?.values.get(id) ?? (id === sampledCard ? sampledOf(sampled, known?.values) : null),
      failure: run?.is === 'failed' ? run.message : null,
      startKind
    }
    const same =
      known !== undefined &&
      known.card === now.card &&
      known.ports === now.ports &&
      known.catalog === now.catalog &&
      known.problems === now.problems &&
      known.flipped === now.flipped &&
      known.paths === now.paths &&
      known.values === now.values &&
      known.failure === now.failure &&
      known.startKind === now.startKind
    const rowsGiven = { ...now, sample, spec, known: paths.get(id) ?? new Map() }
    const rows = same ? known.rows : rowsOf(rowsGiven)
    const isSampled = known?.sample?.values === sample?.values && known?.sample?.start === sample?.start
    const offers = offered.get(id) ?? noWarnings
    const warnings =
      // A change of another card may cause them, or end them.
      same && isSampled && sameJson(offers, known.offers)
        ? known.warnings
        : params.readOnly
          ? noWarnings
          : [...offers, ...cardWarningsOf(rowsGiven)]
    memo.set(id, { ...now, sample, rows, offers, warnings })
    shapes.set(id, {
      card,
      spec,
      name: nameOfCard(card, spec),
      number,
      rows,
      problems: now.problems,
      warnings,
      values: now.values,
      run,
      folded: now.flipped.has('card'),
      difference: params.differences?.get(id) ?? null
    })
  }

  const layout = layoutOf(flow, id => partsOf(shapes.get(id)))
  const cards = new Map<CardId, DrawnCard>()
  for (const [id, shape] of shapes) {
    const drawn = { ...shape, frame: layout.frames.get(id) ?? null }
    const old = before?.cards.get(id)
    cards.set(id, old !== undefined && sameDrawn(old, drawn) ? old : drawn)
  }
  const warnings = [...cards.values()].flatMap(({ card, warnings: own }) =>
    own.map(warning => ({ ...warning, card: card.id }))
  )
  const unfilled = every.length - problems.length
  return { flow, view, problems, unfilled, warnings, cards, layout, memo }
}
