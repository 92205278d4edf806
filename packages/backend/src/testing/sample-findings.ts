import { cardSpecs } from '@hookwright/cards'
import { cardOf, flowOf } from '@hookwright/engine/testing'
import { type Card, type Finding, type Flow, noAuthentication, one, pill } from '@hookwright/model'
import type { FlowRow } from '@hookwright/store'
import { findingsOf } from '../connectors/findings.ts'

/** Creates a row of a connector's flow. */
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

/** Creates an event without options or helper flows, with one output. */
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

/** Authping flow, which checks a connection. */
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

/** Event without problems. */
export const soundEvent = flowRow('User created', eventFlow())

/**
 * Returns the findings for these flows together with a valid event. Omits the warning that the event has no
 * registration flow.
 */
export const findingsWithEvent = (...flows: FlowRow[]): Finding[] =>
  findingsOf(noAuthentication, [soundEvent, ...flows], cardSpecs).filter(
    ({ code }) => code !== 'HW-no-registration'
  )

/** Returns the code, flow and card of each finding. */
export const placesOf = (all: Finding[]) => all.map(({ code, flowName, cardId }) => [code, flowName, cardId])
