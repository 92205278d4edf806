import { Fault } from '@hookwright/model'
import { and, asc, eq, isNull } from 'drizzle-orm'
import { agentTools, flows } from '../../schema/schema.ts'
import type { Database } from '../../statements/database.ts'
import { all, get, run } from '../../statements/steps.ts'
import type { AgentToolRow, AgentToolStore } from '../../store.ts'

const columns = {
  id: agentTools.uid,
  ownerId: agentTools.ownerId,
  name: agentTools.name,
  flowId: flows.uid,
  connectorId: agentTools.connectorUid,
  actionFlowId: agentTools.actionFlowUid,
  connectionId: agentTools.connectionUid,
  exposed: agentTools.exposed,
  asksFirst: agentTools.asksFirst,
  createdAt: agentTools.createdAt
}

export const createAgentToolStore = ({ tables, write, read, list }: Database): AgentToolStore => ({
  add: ({ id, flowId, connectorId, actionFlowId, connectionId, ...about }: AgentToolRow) =>
    write(function* (note) {
      const flow = yield* get(tables.select({ id: flows.id }).from(flows).where(eq(flows.uid, flowId)))
      if (flow === undefined) throw new Fault('flow.gone')
      const { ownerId, name } = about
      const same = and(eq(agentTools.ownerId, ownerId), eq(agentTools.name, name))
      const other = yield* get(tables.select({ id: agentTools.id }).from(agentTools).where(same))
      if (other !== undefined) throw new Fault('agents.tool-name-taken', { name })
      yield* run(
        tables.insert(agentTools).values({
          ...{ uid: id, flow: flow.id, ...about },
          ...{ connectorUid: connectorId, actionFlowUid: actionFlowId, connectionUid: connectionId }
        })
      )
      note('flows', flowId)
    }),
  find: id =>
    read(function* () {
      const row = yield* get(
        tables
          .select(columns)
          .from(agentTools)
          .innerJoin(flows, eq(flows.id, agentTools.flow))
          .where(eq(agentTools.uid, id))
      )
      return row ?? null
    }),
  ofOwner: ownerId =>
    list(function* (reading) {
      return yield* all(
        reading
          .select(columns)
          .from(agentTools)
          .innerJoin(flows, eq(flows.id, agentTools.flow))
          .where(and(eq(agentTools.ownerId, ownerId), isNull(flows.deletedAt)))
          .orderBy(asc(agentTools.id))
      )
    }),
  namesOf: ownerId =>
    read(function* () {
      const rows = yield* all(
        tables.select({ name: agentTools.name }).from(agentTools).where(eq(agentTools.ownerId, ownerId))
      )
      return rows.map(({ name }) => name)
    }),
  change: (id, to) =>
    write(function* (note) {
      const found = yield* get(
        tables
          .select({ id: agentTools.id, flowId: flows.uid })
          .from(agentTools)
          .innerJoin(flows, eq(flows.id, agentTools.flow))
          .where(eq(agentTools.uid, id))
      )
      if (found === undefined) throw new Fault('agents.tool-gone')
      yield* run(tables.update(agentTools).set(to).where(eq(agentTools.id, found.id)))
      note('flows', found.flowId)
    })
})
