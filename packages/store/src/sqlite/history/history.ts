import type { DeliveryStore, FlowStore, RunStore } from '../../store.ts'
import { createDeliveryChart } from './delivery-chart.ts'
import { createDeliveryList } from './delivery-list.ts'
import { createFlowActivity } from './flow-activity.ts'
import type { Reading } from './reader.ts'
import { createRunList } from './run-list.ts'
import { createRunsOfDeliveries } from './runs-of-deliveries.ts'
import { createStartOutputs } from './start-outputs.ts'
import { createUserFlows } from './user-flows.ts'

/** Queries of the history; each may take a while. */
export interface History {
  listDeliveries: DeliveryStore['list']
  listRuns: RunStore['list']
  runsOfDeliveries: RunStore['ofDeliveries']
  startOutputs: RunStore['startOutputs']
  chartDeliveries: DeliveryStore['chart']
  listUserFlows: FlowStore['listUsers']
  countUserFlows: FlowStore['countUsers']
  flowActivity: FlowStore['activity']
}

/** Creates a history that answers on the calling thread. */
export const createHistory = (reading: Reading): History => {
  const { listUsers, countUsers } = createUserFlows(reading)
  return {
    listDeliveries: createDeliveryList(reading),
    listRuns: createRunList(reading),
    runsOfDeliveries: createRunsOfDeliveries(reading),
    startOutputs: createStartOutputs(reading),
    chartDeliveries: createDeliveryChart(reading),
    listUserFlows: listUsers,
    countUserFlows: countUsers,
    flowActivity: createFlowActivity(reading)
  }
}
