import { Fault, type Id } from '@hookwright/model'
import { and, eq, inArray } from 'drizzle-orm'
import { apiEndpoints, flows, subscriptions } from '../../schema/schema.ts'
import type { Database } from '../../statements/database.ts'
import { get, run, type Steps } from '../../statements/steps.ts'
import type { ApiEndpointRow, ApiEndpointStore } from '../../store.ts'

const columns = {
  id: apiEndpoints.uid,
  flowId: flows.uid,
  tokenSealed: apiEndpoints.tokenSealed,
  secretSealed: apiEndpoints.secretSealed,
  createdAt: apiEndpoints.createdAt,
  addressRenewedAt: apiEndpoints.addressRenewedAt,
  secretRenewedAt: apiEndpoints.secretRenewedAt
}

export const createApiEndpointStore = ({ tables, write, read }: Database): ApiEndpointStore => {
  function* ofFlow(flowId: Id): Steps<ApiEndpointRow | null> {
    const row = yield* get(
      tables
        .select(columns)
        .from(apiEndpoints)
        .innerJoin(flows, eq(flows.id, apiEndpoints.flow))
        .where(eq(flows.uid, flowId))
    )
    return row ?? null
  }

  const change = (flowId: Id, to: Partial<typeof apiEndpoints.$inferInsert>): Promise<void> =>
    write(function* (note) {
      const flow = tables.select({ id: flows.id }).from(flows).where(eq(flows.uid, flowId))
      const { changes } = yield* run(
        tables.update(apiEndpoints).set(to).where(inArray(apiEndpoints.flow, flow))
      )
      if (changes === 0) throw new Fault('endpoint.none')
      note('flows', flowId)
    })

  return {
    ofFlow: flowId => read(() => ofFlow(flowId)),
    add: ({ id, flowId, tokenHash, tokenSealed, secretSealed, createdAt }) =>
      write(function* (note) {
        if ((yield* ofFlow(flowId)) !== null) return
        const flow = yield* get(tables.select({ id: flows.id }).from(flows).where(eq(flows.uid, flowId)))
        if (flow === undefined) throw new Fault('flow.gone')
        const sealed = {
          tokenHash: Buffer.from(tokenHash),
          tokenSealed: Buffer.from(tokenSealed),
          secretSealed: Buffer.from(secretSealed)
        }
        yield* run(tables.insert(apiEndpoints).values({ uid: id, flow: flow.id, ...sealed, createdAt }))
        note('flows', flowId)
      }),
    find: tokenHash =>
      read(function* () {
        const row = yield* get(
          tables
            .select({ subscriptionId: subscriptions.uid })
            .from(apiEndpoints)
            .leftJoin(
              subscriptions,
              and(eq(subscriptions.flow, apiEndpoints.flow), eq(subscriptions.wanted, true))
            )
            .where(eq(apiEndpoints.tokenHash, Buffer.from(tokenHash)))
        )
        return row ?? null
      }),
    renewAddress: (flowId, { tokenHash, tokenSealed, at }) =>
      change(flowId, {
        tokenHash: Buffer.from(tokenHash),
        tokenSealed: Buffer.from(tokenSealed),
        addressRenewedAt: at
      }),
    renewSecret: (flowId, { secretSealed, at }) =>
      change(flowId, { secretSealed: Buffer.from(secretSealed), secretRenewedAt: at })
  }
}
