import {
  closedReceiving,
  type DataType,
  ENDPOINT_EVENT,
  type FrozenFlow,
  type Id,
  MANUAL_EVENT,
  one,
  pill,
  SCHEDULE_EVENT,
  STARTS_CONNECTOR,
  STARTS_VERSION
} from '@hookwright/model'
import { builtIn, card, flowOf, output } from './parts.ts'

/*
 * The starts that belong to no service. Each has an event here, so that everything behind a start treats it as one; its
 * deliveries are made by the server, and the card of the start reads them. Flows keep the ids, so they never change.
 */

/**
 * Outputs of a built-in start, such as “Body” or “Received at”, by output id. Each one is read from the
 * delivery.
 */
type Parts = Record<string, { label: string; type: DataType }>

const bodyAlone: Parts = { body: { label: 'Body', type: one('object') } }

const wholeCall: Parts = {
  body: { label: 'Body', type: one('object') },
  query: { label: 'Query', type: one('object') },
  headers: { label: 'Headers', type: one('object') },
  receivedAt: { label: 'Received at', type: one('date') }
}

const start = (id: Id, name: string, description: string, parts = bodyAlone): FrozenFlow => ({
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
        groups: [
          {
            ...{ id: 'start', name },
            fields: Object.entries(parts).map(([field, { label, type }]) => output(field, label, type))
          }
        ],
        runMode: false
      },
      Object.fromEntries(Object.keys(parts).map(field => [field, pill('event', field)]))
    )
  )
})

/** Built-in connector for starts without a service: schedules, manual runs and API endpoints. */
export const startsConnector = builtIn({
  connectorId: STARTS_CONNECTOR,
  versionId: STARTS_VERSION,
  key: 'starts_000000',
  name: 'Hookwright',
  description: 'Ways to start a flow without an event from a service.',
  flows: [
    start(SCHEDULE_EVENT, 'Scheduled Flow', 'A scheduled time was reached.'),
    start(MANUAL_EVENT, 'Delegated Flow', 'A person started the flow.'),
    start(ENDPOINT_EVENT, 'API Endpoint', 'A program called the URL of the flow.', wholeCall)
  ],
  isOffered: false
})
