import {
  type CardProblem,
  type Catalog,
  defineCard,
  type EventSignature,
  type OutputPort,
  outputPortsOf,
  outputs,
  RECORDS,
  type Setting
} from '@hookwright/engine'
import { isJsonObject, listOf, unpackConversionErrors } from '@hookwright/model'
import { z } from 'zod'
import { checkConnection, eventMissing, eventOf, eventPorts } from '../kernel/deployed-card.ts'
import { ConcurrentRuns, concurrentRunsSetting, runLimitOf } from '../kernel/run-limit.ts'
import { userStart } from '../kernel/user-start.ts'

/**
 * Setting that stops the remaining records after one fails. Its value is stored in the card's config under
 * `key`.
 */
export const stopRestSetting = {
  kind: 'switch',
  key: 'stopRest',
  label: 'Stop after the first failed record'
} satisfies Setting

const Config = z.strictObject({
  connectorId: z.string(),
  eventFlowId: z.string(),
  versionId: z.string(),
  connectionId: z.string().nullable(),
  runMode: z.enum(['each', 'list'], 'Choose Each record or List of records.'),
  // Flows that were drawn before these could be chosen say nothing of them.
  stopRest: z.boolean().optional(),
  atOnce: ConcurrentRuns.optional()
})
type Config = z.infer<typeof Config>

const outputsOf = (event: EventSignature, config: Config): OutputPort[] =>
  event.runMode && config.runMode === 'list'
    ? [{ id: RECORDS, label: 'List of records', type: listOf('object') }]
    : outputPortsOf(event.outputs)

const check = (config: Config, catalog: Catalog): CardProblem[] => {
  const event = eventOf(config, catalog)
  if (event === undefined || event.kind === 'polling-monitor') return [eventMissing]
  return checkConnection(event, config.connectionId)
}

const asValues = (value: unknown): Record<string, unknown> => (isJsonObject(value) ? value : {})

/** Start card of a user's flow that receives an event of a deployed connector. */
export const connectorEvent = defineCard<Config>({
  type: 'connector-event',
  title: 'Connector event',
  group: 'Events',
  docs: {
    help: 'Starts your flow each time the event happens at the service. Choose the connection and the options, map the outputs to the following cards, and turn the flow on. If an event contains several records, the flow runs once for each record or once with the whole list, as you choose.'
  },
  config: Config,
  blank: () => ({
    config: {
      connectorId: '',
      eventFlowId: '',
      versionId: '',
      connectionId: null,
      runMode: 'each',
      stopRest: false,
      atOnce: 'any'
    }
  }),
  settings: [stopRestSetting, concurrentRunsSetting],
  ports: (config, catalog) => eventPorts(eventOf(config, catalog), event => outputsOf(event, config)),
  check: (config, _card, catalog) => check(config, catalog),
  starts: userStart,
  listens: ({ stopRest = false, atOnce = 'any', ...use }) => ({
    ...use,
    ...(stopRest && { stopRest }),
    ...runLimitOf(atOnce)
  }),
  fixed: true,
  /**
   * Returns the outputs of the event. For a run of one record, this is the record itself. Otherwise, runs the
   * event flow of the version (the prologue) on the delivery; if that stops early, the run stops too.
   */
  execute: ({ config, given: params, callFlow }) =>
    Object.hasOwn(params, 'record')
      ? outputs(unpackConversionErrors(asValues(params.record)))
      : callFlow(config.eventFlowId, asValues(params.delivery))
})
