import { connectionPorts, defineCard, ports, type Registrar } from '@hookwright/engine'
import { anyValue, blankReceiving, Fields, one, Receiving, registrarRoles } from '@hookwright/model'
import { z } from 'zod'
import { checkOptions } from '../kernel/check-options.ts'
import { BODY, HEADERS, helperSlots, optionPorts, PAYLOAD } from '../kernel/option-ports.ts'
import { checkReceiving } from './receiving/rule-problems.ts'
import { checkRegistrar, roleTitles, slotPrefixes } from './role-titles.ts'

/** Minimum, maximum and default of the interval between two comparisons, in minutes. */
export const compareLimits = { least: 1, most: 1_440, usual: 60 }

const Config = z.strictObject({
  options: Fields,
  registrationFlowId: z.string().nullable(),
  deregistrationFlowId: z.string().nullable(),
  /**
   * Flow that renews an expiring subscription. Without it, a new subscription is registered and the old one
   * is removed.
   */
  renewalFlowId: z.string().optional(),
  /**
   * Flow that lists the registrations at the service, so that they can be compared with the expected ones.
   */
  listingFlowId: z.string().optional(),
  /**
   * Interval in minutes at which registrations are compared with the list from the listing flow. Defaults to
   * 60.
   */
  compareMinutes: z.int().min(compareLimits.least).max(compareLimits.most).optional(),
  /** Set if the service has one Event URL for all flows of a connection. Only one such flow can be on. */
  oneUrlPerConnection: z.literal(true).optional(),
  /** Instructions for entering the Event URL at the service manually, if there is no registration flow. */
  byHandNote: z.string().max(2_000).optional(),
  /** Set if a user's flow turns on only after a request of the service has reached its Event URL. */
  probe: z.literal('service-sends-one').optional(),
  /** Flow that requests a test event from the service, if the service does not send one on its own. */
  probeFlowId: z.string().optional(),
  /** Receiving rules of the event's Event URLs. If absent, as in old cards, the blank rules apply. */
  receiving: Receiving.optional()
})
type Config = z.infer<typeof Config>

/** Returns the ids of an event card's helper flows, by role. */
const flowIdsOf = (config: Config): Registrar['flowIds'] => ({
  registration: config.registrationFlowId,
  deregistration: config.deregistrationFlowId,
  renewal: config.renewalFlowId ?? null,
  listing: config.listingFlowId ?? null,
  probe: config.probeFlowId ?? null
})

/**
 * Start card of an event sent by a service. It contains the options, and the helper flows that register and
 * deregister subscriptions.
 */
export const webhookEvent = defineCard<Config>({
  type: 'webhook-event',
  title: 'Webhook Event',
  group: 'Events',
  docs: {
    help: 'Starts the flow each time the service sends an event to the Event URL. Options are settings that users choose when they add the event to a flow. When a user turns the flow on, the registration flow subscribes the Event URL at the service; the deregistration flow deletes that subscription. A renewal flow extends subscriptions that expire. A flow that lists registrations lets Hookwright compare the subscriptions at the service with the expected ones. Map Body and its parts to the outputs of Return Outputs.'
  },
  config: Config,
  blank: () => ({ config: { options: [], registrationFlowId: null, deregistrationFlowId: null } }),
  ports: (config, catalog) => {
    const options = optionPorts(config.options)
    const sees = options.map(option => option.id)
    const flowIds = flowIdsOf(config)
    const slots = registrarRoles.flatMap(role => {
      const flowId = flowIds[role]
      if (flowId === null) return []
      const helper = catalog.flows.get(flowId)
      return helperSlots({ helper, prefix: slotPrefixes[role], group: roleTitles[role], sees })
    })
    return ports({
      inputs: slots,
      outputs: [
        { id: BODY, label: 'Body', type: anyValue, group: PAYLOAD },
        { id: HEADERS, label: 'Headers', type: one('object'), group: PAYLOAD },
        { id: 'query', label: 'Query', type: one('object'), group: PAYLOAD },
        { id: 'method', label: 'Method', type: one('text'), group: PAYLOAD },
        { id: 'receivedAt', label: 'Received at', type: one('date'), group: PAYLOAD },
        ...options,
        ...connectionPorts(catalog)
      ],
      inner: options
    })
  },
  check: (config, _card, catalog) => [
    ...checkOptions(config.options, catalog),
    ...checkRegistrar(flowIdsOf(config), catalog),
    ...checkReceiving(config.receiving, catalog)
  ],
  starts: {
    kind: 'webhook-event',
    needsReturn: true,
    body: BODY,
    signature: config => ({ kind: 'webhook-event', inputs: [], options: config.options })
  },
  calls: config => [
    ...Object.values(flowIdsOf(config)).filter(id => id !== null),
    ...config.options.flatMap(({ choices }) => (choices?.from === 'flow' ? [choices.flowId] : []))
  ],
  receives: config => config.receiving ?? blankReceiving,
  registers: config => ({
    flowIds: flowIdsOf(config),
    prefixes: slotPrefixes,
    probe: config.probe ?? null,
    ...(config.compareMinutes !== undefined && { compareMinutes: config.compareMinutes }),
    ...(config.oneUrlPerConnection && { oneUrlPerConnection: config.oneUrlPerConnection }),
    ...(config.byHandNote && { byHandNote: config.byHandNote })
  }),
  fixed: true
})
