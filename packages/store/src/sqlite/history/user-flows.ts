import { sql } from 'drizzle-orm'
import type { UserFlowSql } from '../../resources/flows/user-flow-candidates.ts'
import { createUserFlowCounts, createUserFlowList } from '../../resources/flows/user-flow-list.ts'
import type { Database } from '../../statements/database.ts'
import { execute } from '../../statements/steps.ts'
import type { FlowStore } from '../../store.ts'
import type { Reading } from './reader.ts'

const ofSqlite: UserFlowSql = {
  failures: sql`runs indexed by runs_failed`,
  keys: keys => sql`(select value from json_each(${JSON.stringify(keys)}))`
}

/** Creates the list of users' flows with its counts, over the connection for lists. */
export const createUserFlows = ({ list }: Reading): Pick<FlowStore, 'listUsers' | 'countUsers'> => {
  const shared: Pick<Database, 'list'> = { list: body => list(reading => execute(body(reading))) }
  return {
    listUsers: createUserFlowList(shared, ofSqlite),
    countUsers: createUserFlowCounts(shared, ofSqlite)
  }
}
