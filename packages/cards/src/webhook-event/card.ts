import { connectionPorts, defineCard, ports } from '@hookwright/engine'
import { anyValue, Fields, one } from '@hookwright/model'
import { z } from 'zod'
import { checkOptions, checkRegistrar } from './check.ts'
import { helperSlots, optionPorts } from './option-ports.ts'
import { slotPrefixes } from './slot-prefixes.ts'

const Config = z.strictObject({
  options: Fields,
  registrationFlowId: z.string().nullable(),
  deregistrationFlowId: z.string().nullable()
})
export type Config = z.infer<typeof Config>

const BODY = 'body'

/** The start card of an event that a service sends: its options, and the helper flows that open and close it. */
export const webhookEvent = defineCard<Config>({
  type: 'webhook-event',
  title: 'Webhook Event',
  group: 'Events',
  help: 'Starts the flow each time the service sends an event to the Event URL. The options are what users choose when they put the event into a flow of their own. When a user turns that flow on, the registration flow tells the service where to send events; the deregistration flow takes that back. Map Body and its parts to the outputs of Return Outputs.',
  config: Config,
  blank: () => ({ config: { options: [], registrationFlowId: null, deregistrationFlowId: null } }),
  ports: (config, surroundings) => {
    const options = optionPorts(config.options)
    const sees = options.map(option => option.id)
    const slotsOf = (flowId: string | null, prefix: string, group: string) =>
      flowId === null ? [] : helperSlots({ helper: surroundings.flows.get(flowId), prefix, group, sees })
    return ports({
      inputs: [
        ...slotsOf(config.registrationFlowId, slotPrefixes.registration, 'Registration Flow'),
        ...slotsOf(config.deregistrationFlowId, slotPrefixes.deregistration, 'Deregistration Flow')
      ],
      outputs: [
        { id: BODY, label: 'Body', type: anyValue, group: 'Event payload' },
        { id: 'headers', label: 'Headers', type: one('object'), group: 'Event payload' },
        { id: 'query', label: 'Query', type: one('object'), group: 'Event payload' },
        { id: 'method', label: 'Method', type: one('text'), group: 'Event payload' },
        { id: 'receivedAt', label: 'Received at', type: one('date'), group: 'Event payload' },
        ...options,
        ...connectionPorts(surroundings)
      ],
      inner: options
    })
  },
  check: (config, _card, surroundings) => [
    ...checkOptions(config.options, surroundings),
    ...checkRegistrar(config, surroundings)
  ],
  starts: {
    kind: 'webhook-event',
    needsReturn: true,
    body: BODY,
    signature: config => ({ kind: 'webhook-event', inputs: [], options: config.options })
  },
  calls: config => [
    ...[config.registrationFlowId, config.deregistrationFlowId].filter(id => id !== null),
    ...config.options.flatMap(({ choices }) => (choices?.from === 'flow' ? [choices.flowId] : []))
  ],
  registers: ({ registrationFlowId, deregistrationFlowId }) => ({
    registrationFlowId,
    deregistrationFlowId,
    prefixes: slotPrefixes
  }),
  fixed: true
})
