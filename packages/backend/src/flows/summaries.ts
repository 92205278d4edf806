import { type CardGroup, catalogOfMaker, kindOf, problemsOf, type Specs } from '@hookwright/engine'
import { type Connector, cardOf, type FlowKind, type Id, type Millis } from '@hookwright/model'
import type { FlowRow } from '@hookwright/store'
import { flowsUsing } from './helper-users.ts'

/** Maker's flow in a list, without its document. */
export interface FlowSummary {
  id: Id
  name: string | null
  description: string
  active: boolean
  updatedAt: Millis
  kind: FlowKind | null
  /** Number of problems. */
  problems: number
  /** First cards of the flow, up to six. `cardCount` is the number of all cards. */
  cards: { type: string; title: string; group: CardGroup }[]
  cardCount: number
  /** Number of the connector's flows that call this flow. */
  users: number
}

/** Maximum number of cards in a summary. */
const MOST_CARDS = 6

/** Returns the list summaries of a connector's flows, in the given order. */
export const summariesOf = (connector: Connector, flows: FlowRow[], specs: Specs): FlowSummary[] => {
  const catalog = catalogOfMaker(connector.authentication, flows, specs)
  return flows.map(flow => {
    const { id, name, description, active, updatedAt, doc } = flow
    const known = doc.strip.flatMap(card => specs.get(cardOf(doc, card)?.type ?? '') ?? [])
    return {
      id,
      name,
      description,
      active,
      updatedAt,
      kind: kindOf(doc, specs),
      problems: problemsOf(doc, specs, catalog).length,
      cards: known.slice(0, MOST_CARDS).map(({ type, title, group }) => ({ type, title, group })),
      cardCount: doc.strip.length,
      users: flowsUsing(id, flows, specs).length
    }
  })
}
