import { cardSpecs } from '@hookwright/cards'
import { cardOf, flowOf } from '@hookwright/engine/testing'
import { type Card, type Finding, type Flow, noAuthentication, one, pill } from '@hookwright/model'
import type { FlowRow } from '@hookwright/store'
import { findingsOf } from '../connectors/findings.ts'

/** Returns a row of a connector's flow. */
export const flowRow = (name: string | null, doc: Flow, parts: Partial<FlowRow> = {}): FlowRow => ({
  id: `id of ${name}`,
  connectorId: 'acme',
  ownerId: 'uma',
  name,
  description: '',
  active: true,
  saveAll: true,
  doc,
  draftNo: 1,
  createdAt: 0,
  updatedAt: 0,
  ...parts
})

/** Returns an event without options and helper flows, with one output. */
export const eventFlow = (config: Card['config'] = {}): Flow =>
  flowOf(
    cardOf('webhook-event', 'event', {
      options: [],
      registrationFlowId: null,
      deregistrationFlowId: null,
      ...config
    }),
    cardOf(
      'return-outputs',
      'return',
      {
        groups: [
          {
            id: 'user',
            name: 'User',
            fields: [
              { id: 'email', label: 'Email', fieldType: 'text-field', dataType: one('text'), required: false }
            ]
          }
        ],
        runMode: false
      },
      { email: pill('event', 'body', ['email']) }
    )
  )

/** Helper flow that does nothing. */
export const helperFlow = flowOf(cardOf('helper-flow', 'start', { inputs: [] }))

/** Flow that checks a connection. */
export const authpingFlow = flowOf(cardOf('authping', 'start'))

/** Helper flow that registers an Event URL. */
export const registrationFlow = flowOf(
  cardOf('webhook-registration', 'start', { inputs: [] }),
  cardOf('registration-return', 'return')
)

/** Helper flow that removes a registration. */
export const deregistrationFlow = flowOf(cardOf('webhook-deregistration', 'start', { inputs: [] }))

/** Returns a helper flow that calls another one. */
export const callingFlow = (flowId: string): Flow =>
  flowOf(cardOf('helper-flow', 'start', { inputs: [] }), cardOf('call-flow', 'call', { flowId }))

/** An event without a problem. */
export const soundEvent = flowRow('User created', eventFlow())

/**
 * Returns the findings of flows and of a sound event, without the warning that every event without helper flows has.
 */
export const findingsBeside = (...flows: FlowRow[]): Finding[] =>
  findingsOf(noAuthentication, [soundEvent, ...flows], cardSpecs).filter(
    ({ code }) => code !== 'HW-no-registration'
  )

/** Returns code, flow and card of findings. */
export const placesOf = (all: Finding[]) => all.map(({ code, flowName, cardId }) => [code, flowName, cardId])
