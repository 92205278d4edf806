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
import {
  isJsonObject,
  listOf,
  MOST_FIRST_RECORDS,
  one,
  pollModes,
  unpackConversionErrors
} from '@hookwright/model'
import { z } from 'zod'
import { checkConnection, eventMissing, eventOf, eventPorts } from '../kernel/deployed-card.ts'
import { fieldOfSetting } from '../kernel/field-of-setting.ts'
import { ConcurrentRuns, concurrentRunsSetting, runLimitOf } from '../kernel/run-limit.ts'
import { everySetting, readSchedule, scheduleOf, scheduleShape } from '../kernel/schedule-config.ts'
import { userStart } from '../kernel/user-start.ts'

const sayFirst = `Enter a whole number of records from 0 to ${MOST_FIRST_RECORDS}.`

const Config = z.strictObject({
  connectorId: z.string(),
  eventFlowId: z.string(),
  versionId: z.string(),
  connectionId: z.string().nullable(),
  /** Kind of poll that starts the flow: one with new records, one without new data, or any. */
  mode: z.enum(pollModes, 'Choose Each record, No new data or Every poll.'),
  /**
   * Maximum number of records from the first poll that start the flow. If there are more, the newest are
   * used.
   */
  first: z.number(),
  ...scheduleShape,
  atOnce: ConcurrentRuns
})
type Config = z.infer<typeof Config>

/** Setting for the polls that start the flow. */
export const modeSetting = {
  kind: 'choice',
  key: 'mode',
  label: 'Start the flow for',
  choices: [
    { value: 'each', label: 'Each record' },
    { value: 'none', label: 'No new data' },
    { value: 'every', label: 'Every poll' }
  ]
} satisfies Setting

/** Setting for how many records of the first poll start the flow. */
export const firstSetting = {
  kind: 'number',
  key: 'first',
  label: 'First poll',
  min: 0,
  max: MOST_FIRST_RECORDS,
  unit: 'latest records'
} satisfies Setting

/** Label of the setting for how often to poll. */
export const SCHEDULE_LABEL = 'Polls'

const outputsOf = (event: EventSignature, { mode }: Config): OutputPort[] => {
  switch (mode) {
    case 'each':
      return outputPortsOf(event.outputs)
    case 'every':
      return [{ id: RECORDS, label: 'List of records', type: listOf('object') }]
    case 'none':
      return [{ id: 'polledAt', label: 'Polled at', type: one('date') }]
  }
}

const check = (config: Config, catalog: Catalog): CardProblem[] => {
  const event = eventOf(config, catalog)
  if (event?.kind !== 'polling-monitor') return [eventMissing]
  const { first } = config
  const isCount = Number.isInteger(first) && first >= 0 && first <= MOST_FIRST_RECORDS
  const read = readSchedule(config)
  return [
    ...checkConnection(event, config.connectionId),
    ...(read.ok ? [] : read.problems),
    ...(isCount ? [] : [{ field: fieldOfSetting(firstSetting.key), message: sayFirst }])
  ]
}

const asValues = (value: unknown): Record<string, unknown> =>
  isJsonObject(value) ? unpackConversionErrors(value) : {}

/** Start card of a user's flow that polls an event of a deployed connector on a schedule. */
export const pollingEvent = defineCard<Config>({
  type: 'polling-event',
  title: 'Polled event',
  group: 'Events',
  docs: {
    help: 'Starts your flow for new records of a service that Hookwright polls on a schedule. Choose the connection, the options and how often to poll. “Each record” runs the flow once for each new record, in order. “No new data” runs the flow when a poll finds nothing. “Every poll” runs the flow after each poll, with the list of its records, which may be empty. The first poll only notes what exists; it starts the flow with the latest records if you enter a number. Polls that were missed while the server was down are made up by one poll.'
  },
  config: Config,
  blank: () => ({
    config: {
      connectorId: '',
      eventFlowId: '',
      versionId: '',
      connectionId: null,
      mode: 'each',
      first: 0,
      every: 'minutes',
      count: 5,
      at: '07:00',
      days: [1, 2, 3, 4, 5],
      cron: '*/5 * * * *',
      zone: '',
      atOnce: 'any'
    }
  }),
  settings: [{ ...everySetting, label: SCHEDULE_LABEL }, modeSetting, firstSetting, concurrentRunsSetting],
  ports: (config, catalog) => eventPorts(eventOf(config, catalog), event => outputsOf(event, config)),
  check: (config, _card, catalog) => check(config, catalog),
  starts: userStart,
  listens: ({ connectorId, eventFlowId, versionId, connectionId, mode, atOnce }) => ({
    connectorId,
    eventFlowId,
    versionId,
    connectionId,
    runMode: mode === 'every' ? 'list' : 'each',
    ...runLimitOf(atOnce)
  }),
  schedule: scheduleOf,
  polls: ({ mode, first }) => ({ mode, first }),
  fixed: true,
  /** Returns the content of the poll's delivery: a record, a list of records, or the time of the poll. */
  execute: ({ config, given: params }) => {
    const body = isJsonObject(params.delivery) ? params.delivery.body : null
    const { record = null, records = [], polledAt = null } = isJsonObject(body) ? body : {}
    switch (config.mode) {
      case 'each':
        return outputs(asValues(record))
      case 'every':
        return outputs({ [RECORDS]: Array.isArray(records) ? records.map(asValues) : [] })
      case 'none':
        return outputs({ polledAt })
    }
  }
})
