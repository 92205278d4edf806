import { Fault, type Id } from '@hookwright/model'
import { and, eq, inArray } from 'drizzle-orm'
import { apiEndpoints, flows, subscriptions } from '../../schema/schema.ts'
import type { ApiEndpointRow, ApiEndpointStore } from '../../store.ts'
import type { SqliteFile } from '../database/sqlite-file.ts'

const columns = {
  id: apiEndpoints.uid,
  flowId: flows.uid,
  tokenSealed: apiEndpoints.tokenSealed,
  secretSealed: apiEndpoints.secretSealed,
  createdAt: apiEndpoints.createdAt,
  addressRenewedAt: apiEndpoints.addressRenewedAt,
  secretRenewedAt: apiEndpoints.secretRenewedAt
}

export const createApiEndpointStore = ({ tables, write, read }: SqliteFile): ApiEndpointStore => {
  const ofFlow = (flowId: Id): ApiEndpointRow | null =>
    tables
      .select(columns)
      .from(apiEndpoints)
      .innerJoin(flows, eq(flows.id, apiEndpoints.flow))
      .where(eq(flows.uid, flowId))
      .get() ?? null

  const change = (flowId: Id, to: Partial<typeof apiEndpoints.$inferInsert>): Promise<void> =>
    write(note => {
      const flow = tables.select({ id: flows.id }).from(flows).where(eq(flows.uid, flowId))
      const { changes } = tables.update(apiEndpoints).set(to).where(inArray(apiEndpoints.flow, flow)).run()
      if (changes === 0) throw new Fault('endpoint.none')
      note('flows', flowId)
    })

  return {
    ofFlow: flowId => read(() => ofFlow(flowId)),
    add: ({ id, flowId, tokenHash, tokenSealed, secretSealed, createdAt }) =>
      write(note => {
        if (ofFlow(flowId) !== null) return
        const flow = tables.select({ id: flows.id }).from(flows).where(eq(flows.uid, flowId)).get()
        if (flow === undefined) throw new Fault('flow.gone')
        const sealed = {
          tokenHash: Buffer.from(tokenHash),
          tokenSealed: Buffer.from(tokenSealed),
          secretSealed: Buffer.from(secretSealed)
        }
        tables
          .insert(apiEndpoints)
          .values({ uid: id, flow: flow.id, ...sealed, createdAt })
          .run()
        note('flows', flowId)
      }),
    find: tokenHash =>
      read(
        () =>
          tables
            .select({ subscriptionId: subscriptions.uid })
            .from(apiEndpoints)
            .leftJoin(
              subscriptions,
              and(eq(subscriptions.flow, apiEndpoints.flow), eq(subscriptions.wanted, true))
            )
            .where(eq(apiEndpoints.tokenHash, Buffer.from(tokenHash)))
            .get() ?? null
      ),
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
