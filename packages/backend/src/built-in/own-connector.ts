import {
  type Binding,
  type Choice,
  closedReceiving,
  type Field,
  type FrozenFlow,
  type Id,
  listOf,
  literal,
  OWN_CONNECTOR,
  one,
  pill
} from '@hookwright/model'
import type { Store } from '@hookwright/store'
import { kindChoices } from './kind-choices.ts'
import { builtIn, card, flowOf, output } from './parts.ts'

/*
 * What this installation itself offers to users' flows: a connector that stands in the code instead of the store, with
 * one event, the alert. What refers to it keeps its ids, so they never change; an event with other outputs or options is
 * another version under another id, and the ones before stay here.
 */

const OWN_VERSION: Id = '01900000-0000-7000-8000-0000000000a2'
export const ALERT_EVENT: Id = '01900000-0000-7000-8000-0000000000a3'
const FLOW_CHOICES: Id = '01900000-0000-7000-8000-0000000000a4'
const CONNECTOR_CHOICES: Id = '01900000-0000-7000-8000-0000000000a5'

/** Ids of the alert event's options. */
export const alertOptions = { kind: 'kind', flow: 'flow', connector: 'connector' } as const

const option = (id: string, label: string, choices: Field['choices']): Field => ({
  ...output(id, label),
  fieldType: 'dropdown',
  ...(choices !== undefined && { choices })
})

const options: Field[] = [
  option(alertOptions.kind, 'Kind', { from: 'static', rows: kindChoices }),
  option(alertOptions.flow, 'Only for flow', { from: 'flow', flowId: FLOW_CHOICES, inputs: {} }),
  option(alertOptions.connector, 'Only for connector', {
    from: 'flow',
    flowId: CONNECTOR_CHOICES,
    inputs: {}
  })
]

/** Output fields of the alert event. `from` is the binding that reads the field from the alert. */
const outputs: { field: Field; from: Binding }[] = [
  { field: output('kind', 'Kind'), from: pill('event', 'body', ['data', 'kind']) },
  { field: output('time', 'Time', one('date')), from: pill('event', 'body', ['timestamp']) },
  { field: output('sentence', 'Sentence'), from: pill('event', 'body', ['data', 'sentence']) },
  { field: output('flow', 'Flow'), from: pill('event', 'body', ['data', 'flow', 'name']) },
  { field: output('connector', 'Connector'), from: pill('event', 'body', ['data', 'connector', 'name']) },
  { field: output('link', 'Link'), from: pill('event', 'body', ['data', 'link']) },
  { field: output('details', 'Details', one('object')), from: pill('event', 'body', ['data']) }
]

/**
 * Returns a placeholder for the helper flow of an option's choices. It never runs: the backend looks up the
 * choices itself.
 */
const choiceFlow = (id: Id, name: string): FrozenFlow => ({
  id,
  name,
  description: '',
  doc: flowOf(
    card('helper-flow', 'start', { inputs: [] }),
    card(
      'return',
      'return',
      { fields: [{ ...output('values', 'Values'), dataType: listOf('object') }] },
      {
        values: literal([])
      }
    )
  )
})

/** Built-in connector of the alert event, with its deployed version. */
export const ownConnector = builtIn({
  connectorId: OWN_CONNECTOR,
  versionId: OWN_VERSION,
  key: 'hookwright_000000',
  name: 'Hookwright',
  description: 'Alerts of this installation.',
  flows: [
    {
      id: ALERT_EVENT,
      name: 'Alert',
      description:
        'An alert was raised, for example: a subscription was lost, a run was put on hold, or the data of an event has changed.',
      doc: flowOf(
        card('webhook-event', 'event', {
          options,
          registrationFlowId: null,
          deregistrationFlowId: null,
          receiving: closedReceiving
        }),
        card(
          'return-outputs',
          'return',
          {
            groups: [{ id: 'alert', name: 'Alert', fields: outputs.map(({ field }) => field) }],
            runMode: false
          },
          Object.fromEntries(outputs.map(({ field, from }) => [field.id, from]))
        )
      )
    },
    choiceFlow(FLOW_CHOICES, 'My flows'),
    choiceFlow(CONNECTOR_CHOICES, 'Connectors')
  ],
  isOffered: true
})

/** Maximum number of flows in a dropdown. */
const MOST_FLOWS = 1_000

/** Returns the choices of an alert option for a person. Null if the option has no dynamic choices. */
export const alertChoices = async (
  { flows, connectors }: Pick<Store, 'flows' | 'connectors'>,
  optionId: string,
  ownerId: string
): Promise<Choice[] | null> => {
  const named = (things: { id: Id; name: string | null }[]): Choice[] =>
    things.flatMap(({ id, name }) => (name === null ? [] : [{ display: name, value: id }]))
  switch (optionId) {
    case alertOptions.flow:
      return named(await flows.names({ ownerId, limit: MOST_FLOWS }))
    case alertOptions.connector:
      return named(await connectors.list())
    default:
      return null
  }
}
