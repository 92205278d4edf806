import { sql } from 'drizzle-orm'
import { createCardStatuses } from '../../resources/history/card-statuses.ts'
import { createDeliveryList } from '../../resources/history/delivery-list.ts'
import type { HistoryReading } from '../../resources/history/history-sql.ts'
import { createRunList } from '../../resources/history/run-list.ts'
import { createRunsOfDeliveries } from '../../resources/history/runs-of-deliveries.ts'
import { createStartOutputs } from '../../resources/history/start-outputs.ts'
import { runs } from '../../schema/schema.ts'
import { execute } from '../../statements/steps.ts'
import type { DeliveryStore, FlowStore, RunStore } from '../../store.ts'
import { createDeliveryChart } from './delivery-chart.ts'
import { createFlowActivity } from './flow-activity.ts'
import { sqliteHistory } from './history-sql.ts'
import type { Reading } from './reader.ts'
import { createSearchIndex } from './text-index.ts'
import { createSearchTexts } from './texts.ts'
import { createUserFlows } from './user-flows.ts'

/** Queries of the history. Each may take long. */
export interface History {
  listDeliveries: DeliveryStore['list']
  listRuns: RunStore['list']
  runsOfDeliveries: RunStore['ofDeliveries']
  startOutputs: RunStore['startOutputs']
  cardStatuses: RunStore['cardStatuses']
  chartDeliveries: DeliveryStore['chart']
  listUserFlows: FlowStore['listUsers']
  countUserFlows: FlowStore['countUsers']
  flowActivity: FlowStore['activity']
}

/** Creates a history that runs queries on the calling thread. */
export const createHistory = (reading: Reading): History => {
  const shared: HistoryReading = {
    list: body => reading.list(tables => execute(body(tables))),
    dialect: sqliteHistory,
    texts: () => createSearchTexts(reading.texts()),
    index: reading.index === null ? null : createSearchIndex(reading.index)
  }
  const { listUsers, countUsers } = createUserFlows(shared)
  return {
    listDeliveries: createDeliveryList(shared),
    listRuns: createRunList(shared),
    runsOfDeliveries: createRunsOfDeliveries(shared),
    startOutputs: createStartOutputs(shared, sql`json_extract(${runs.steps}, '$[0].outputs')`),
    cardStatuses: createCardStatuses(
      shared,
      sql`(select json_group_array(json_array(json_extract(step.value, '$.path[0]'), json_extract(step.value, '$.status')))
        from json_each(${runs.steps}) step where json_array_length(step.value, '$.path') = 1)`
    ),
    chartDeliveries: createDeliveryChart(reading),
    listUserFlows: listUsers,
    countUserFlows: countUsers,
    flowActivity: createFlowActivity(reading)
  }
}
