import { defineCard, outputs, ports } from '@hookwright/engine'
import { isJsonObject, MANUAL_EVENT, one, STARTS_CONNECTOR, STARTS_VERSION } from '@hookwright/model'
import { z } from 'zod'
import {
  CustomInputs,
  checkCustomInputs,
  customInputPorts,
  customInputsSetting
} from '../kernel/custom-inputs.ts'
import { ConcurrentRuns, concurrentRunsSetting, runLimitOf } from '../kernel/run-limit.ts'
import { runIdPort } from '../kernel/user-start.ts'

const ManualStartConfig = CustomInputs.extend({ shared: z.boolean(), atOnce: ConcurrentRuns })
type ManualStartConfig = z.infer<typeof ManualStartConfig>

const RUN_BY = 'runBy'
const RUN_AT = 'runAt'

/** Start card of a flow that people start manually. */
export const manualStart = defineCard<ManualStartConfig>({
  type: 'manual-start',
  title: 'Delegated Flow',
  group: 'Events',
  docs: {
    help: 'Starts your flow when a person runs it. Add an input for each value that they enter, turn the flow on, and press Run on its page. If other members may run it, they find it under Shared flows on the page Flows; it runs with your connections. The output Run by names the person.'
  },
  config: ManualStartConfig,
  blank: () => ({ config: { inputs: [], shared: false, atOnce: 'any' } }),
  settings: [
    customInputsSetting,
    { kind: 'switch', key: 'shared', label: 'Other members can run this flow' },
    concurrentRunsSetting
  ],
  ports: config =>
    ports({
      outputs: [
        { id: RUN_BY, label: 'Run by', type: one('text') },
        { id: RUN_AT, label: 'Run at', type: one('date') },
        runIdPort,
        ...customInputPorts(config.inputs)
      ]
    }),
  check: config => checkCustomInputs(config.inputs, [RUN_BY, RUN_AT]),
  starts: {
    kind: 'user-event',
    needsReturn: false,
    signature: ({ inputs }) => ({ kind: 'user-event', inputs, options: [] })
  },
  listens: ({ atOnce }) => ({
    connectorId: STARTS_CONNECTOR,
    versionId: STARTS_VERSION,
    eventFlowId: MANUAL_EVENT,
    connectionId: null,
    runMode: 'each',
    ...runLimitOf(atOnce)
  }),
  manual: ({ inputs, shared }) => ({ inputs, isShared: shared }),
  fixed: true,
  /** Returns the entered values, and the person who started the run. */
  execute: ({ given: params, config }) => {
    const body = isJsonObject(params.delivery) ? params.delivery.body : null
    const { values, by = null, at = null } = isJsonObject(body) ? body : {}
    const entered = isJsonObject(values) ? values : {}
    return outputs({
      [RUN_BY]: by,
      [RUN_AT]: at,
      ...Object.fromEntries(config.inputs.map(({ id }) => [id, entered[id] ?? null]))
    })
  }
})
