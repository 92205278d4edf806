import type { AppRouter } from '@hookwright/api'
import { cardSpecs } from '@hookwright/cards'
import { type CardSpec, problemsOf } from '@hookwright/engine'
import { type Authentication, cardOf, type FlowKind } from '@hookwright/model'
import type { inferRouterOutputs } from '@trpc/server'
import { surroundingsOf } from '../../canvas/surroundings-of.ts'
import { kindOfFlow } from './flow-kinds.ts'

/** A flow of a connector as the API lists it. */
export type ListedRow = inferRouterOutputs<AppRouter>['makerFlows']['list'][number]

/** A flow as the list shows it. */
export interface ListedFlow {
  row: ListedRow
  kind: FlowKind | null
  /** The cards of its top strip whose type is known, in order. */
  cards: CardSpec[]
  problems: number
  /** How many other flows of the connector call it. */
  users: number
}

/** The flows of a connector with what the list says of each. */
export const listFlows = (rows: readonly ListedRow[], authentication: Authentication): ListedFlow[] => {
  const surroundings = surroundingsOf(authentication, [...rows], cardSpecs)
  const calls = new Map(
    rows.map(({ id, doc }) => {
      const called = Object.values(doc.cards).flatMap(
        card => cardSpecs.get(card.type)?.calls(card.config) ?? []
      )
      return [id, new Set(called)]
    })
  )
  return rows.map(row => ({
    row,
    kind: kindOfFlow(row.doc),
    cards: row.doc.strip.flatMap(id => cardSpecs.get(cardOf(row.doc, id)?.type ?? '') ?? []),
    problems: problemsOf(row.doc, cardSpecs, surroundings).length,
    users: rows.filter(other => other.id !== row.id && calls.get(other.id)?.has(row.id)).length
  }))
}
