import type { AppRouter } from '@hookwright/api'
import type { inferRouterOutputs } from '@trpc/server'

type Outputs = inferRouterOutputs<AppRouter>
type ListedConnection = Outputs['connections']['overview'][number]

/** Progress of a person's first steps, from the server. */
export type Checklist = Outputs['installation']['checklist']

/** One of the first six things to do, or the one after them. */
export type StepId = Checklist['items'][number]['id']

/** A first step as the page shows it. */
export interface FirstStep {
  id: StepId
  /** From 1. */
  number: number
  /** `next` is the first that is not done, unless it waits for another one. */
  is: 'done' | 'next' | 'open' | 'waiting'
  /** The number of the step that has to be done first, while it waits. */
  waitsFor: number | null
}

/** Step that has to be done before, by step. */
const needs: Record<StepId, StepId | null> = {
  'load-sample': null,
  'open-flow': 'load-sample',
  'turn-on': 'load-sample',
  'send-event': 'turn-on',
  'see-run': 'send-event',
  'stop-server': 'send-event',
  'sign-in': 'load-sample'
}

/**
 * The six steps and the one after them, in order. What the server does not remember, since it is a look at something, is done when it is among
 * the looks that the page has noted.
 */
export const firstStepsOf = ({ items }: Checklist, looks: ReadonlySet<StepId>): FirstStep[] => {
  const isDone = (id: StepId): boolean => items.find(item => item.id === id)?.done ?? looks.has(id)
  const next = items.find(({ id }) => !isDone(id))?.id
  return items.map(({ id }, index): FirstStep => {
    const number = index + 1
    if (isDone(id)) return { id, number, is: 'done', waitsFor: null }
    const needed = items.findIndex(item => item.id === needs[id])
    const missing = items[needed]
    if (missing !== undefined && !isDone(missing.id))
      return { id, number, is: 'waiting', waitsFor: needed + 1 }
    return { id, number, is: id === next ? 'next' : 'open', waitsFor: null }
  })
}

/** Returns the connections to Acme Chat that belong to the person, without the one that the flow of the sample uses. */
export const ownConnectionsTo = <C extends Pick<ListedConnection, 'id' | 'connectorId' | 'access'>>(
  chat: { connectorId: string; connectionId: string },
  connections: readonly C[]
): C[] =>
  connections.filter(
    ({ id, connectorId, access }) =>
      access === 'own' && connectorId === chat.connectorId && id !== chat.connectionId
  )
