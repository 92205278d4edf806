import { sql } from 'drizzle-orm'
import { createAdjacentRuns } from '../../resources/history/adjacent-runs.ts'
import { createCardStatuses } from '../../resources/history/card-statuses.ts'
import { createDeliveryList } from '../../resources/history/delivery-list.ts'
import { createSamples } from '../../resources/history/delivery-samples.ts'
import type { HistoryReading } from '../../resources/history/history-sql.ts'
import { createRunList } from '../../resources/history/run-list.ts'
import { createRunsOfDeliveries } from '../../resources/history/runs-of-deliveries.ts'
import { createStartOutputs } from '../../resources/history/start-outputs.ts'
import { runs } from '../../schema/schema.ts'
import type { Database } from '../../statements/database.ts'
import type { DeliveryStore, FlowStore, RunStore } from '../../store.ts'
import { createDeliveryChart } from './delivery-chart.ts'
import { createFlowActivity } from './flow-activity.ts'
import { postgresHistory } from './history-sql.ts'
import { createTextIndex } from './text-index.ts'
import { postgresTexts } from './texts.ts'

/** Lists, searches and charts of deliveries, runs and flows. */
export interface PostgresHistory {
  deliveries: Pick<DeliveryStore, 'list' | 'chart' | 'samples'>
  runs: Pick<RunStore, 'list' | 'ofDeliveries' | 'startOutputs' | 'cardStatuses' | 'beside'>
  flows: Pick<FlowStore, 'activity'>
}

export const createHistory = (database: Database): PostgresHistory => {
  const reading: HistoryReading = {
    list: database.list,
    dialect: postgresHistory,
    texts: () => postgresTexts,
    index: createTextIndex()
  }
  return {
    deliveries: {
      list: createDeliveryList(reading),
      chart: createDeliveryChart(database),
      samples: createSamples(database, postgresHistory)
    },
    runs: {
      list: createRunList(reading),
      ofDeliveries: createRunsOfDeliveries(reading),
      startOutputs: createStartOutputs(database, sql`json_of_any_text(${runs.steps}) #>> '{0,outputs}'`),
      cardStatuses: createCardStatuses(
        database,
        sql`(select json_agg(json_build_array(step.value #>> '{path,0}', step.value ->> 'status'))::text
          from json_array_elements(json_of_any_text(${runs.steps})) step
          where json_array_length(step.value -> 'path') = 1)`
      ),
      beside: createAdjacentRuns(database)
    },
    flows: { activity: createFlowActivity(database) }
  }
}
