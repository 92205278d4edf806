import { connectionPorts, defineCard, ports } from '@hookwright/engine'
import { anyValue, closedReceiving, Fields, one } from '@hookwright/model'
import { z } from 'zod'
import { checkOptions } from '../kernel/check-options.ts'
import { optionPorts } from '../kernel/option-ports.ts'

const Config = z.strictObject({ options: Fields })
type Config = z.infer<typeof Config>

/** Name of the group of outputs about the previous poll. */
const POLL = 'Poll'

/** Start card of a polled event: its options, and the cursor of the last poll. */
export const pollingMonitor = defineCard<Config>({
  type: 'polling-monitor',
  title: 'Polling Monitor',
  group: 'Events',
  docs: {
    help: 'Starts an event for services that send none: Hookwright runs this flow on the schedule of each user’s flow, and the records that it returns run the user’s flow. Options are settings that users choose when they add the event. Cursor is the value that the last poll returned, null at first; Last poll is the time of the last successful poll. Request the records that are new since then, and end the flow with Return Outputs. Return records in order, the oldest first.'
  },
  config: Config,
  blank: () => ({ config: { options: [] } }),
  ports: (config, catalog) =>
    ports({
      outputs: [
        { id: 'cursor', label: 'Cursor', type: anyValue, group: POLL },
        { id: 'lastPollAt', label: 'Last poll', type: one('date'), group: POLL },
        ...optionPorts(config.options),
        ...connectionPorts(catalog)
      ]
    }),
  check: (config, _card, catalog) => checkOptions(config.options, catalog),
  starts: {
    kind: 'polling-monitor',
    needsReturn: true,
    signature: config => ({ kind: 'polling-monitor', inputs: [], options: config.options })
  },
  calls: config =>
    config.options.flatMap(({ choices }) => (choices?.from === 'flow' ? [choices.flowId] : [])),
  // Its subscriptions take deliveries of this server only.
  receives: () => closedReceiving,
  fixed: true
})
