import {
  type FrozenFlow,
  type Id,
  MANUAL_EVENT,
  one,
  pill,
  SCHEDULE_EVENT,
  STARTS_CONNECTOR,
  STARTS_VERSION
} from '@hookwright/model'
import { builtIn, card, closedReceiving, flowOf, output } from './parts.ts'

/*
 * The starts that belong to no service. Each has an event here, so that everything behind a start treats it as one; its
 * deliveries are made by the server, and the card of the start reads them. Flows keep the ids, so they never change.
 */

const start = (id: Id, name: string, description: string): FrozenFlow => ({
  id,
  name,
  description,
  doc: flowOf(
    card('webhook-event', 'event', {
      options: [],
      registrationFlowId: null,
      deregistrationFlowId: null,
      receiving: closedReceiving
    }),
    card(
      'return-outputs',
      'return',
      {
        groups: [{ id: 'start', name, fields: [output('body', 'Body', one('object'))] }],
        runMode: false
      },
      { body: pill('event', 'body') }
    )
  )
})

/** Built-in connector of the starts that belong to no service. */
export const startsConnector = builtIn({
  connectorId: STARTS_CONNECTOR,
  versionId: STARTS_VERSION,
  key: 'starts_000000',
  name: 'Hookwright',
  description: 'Starts that belong to no service.',
  flows: [
    start(SCHEDULE_EVENT, 'Scheduled Flow', 'A time of the schedule has come.'),
    start(MANUAL_EVENT, 'Delegated Flow', 'A person has run the flow.')
  ],
  isOffered: false
})
