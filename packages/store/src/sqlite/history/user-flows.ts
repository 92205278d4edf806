import { sql } from 'drizzle-orm'
import type { UserFlowSql } from '../../resources/flows/user-flow-candidates.ts'
import { createUserFlowCounts, createUserFlowList } from '../../resources/flows/user-flow-list.ts'
import type { Database } from '../../statements/database.ts'
import type { FlowStore } from '../../store.ts'

const ofSqlite: UserFlowSql = {
  failures: sql`runs indexed by runs_failed`,
  keys: keys => sql`(select value from json_each(${JSON.stringify(keys)}))`
}

/** Creates the list of users' flows with its counts, using the connection for lists. */
export const createUserFlows = (
  shared: Pick<Database, 'list'>
): Pick<FlowStore, 'listUsers' | 'countUsers'> => ({
  listUsers: createUserFlowList(shared, ofSqlite),
  countUsers: createUserFlowCounts(shared, ofSqlite)
})
