import { AgentScope, Fault, FieldId, Id, Json } from '@hookwright/model'
import { z } from 'zod'
import type { AgentClient } from '../agent-access.ts'
import { ownerOf, ownRun, ownTool, type SignedIn, usableConnection } from '../own.ts'
import { mayCall } from '../permissions.ts'
import { procedure, router } from '../trpc.ts'

/** Id of access that a client has. */
const GrantId = z.string().min(1).max(100)

/** Name of a client as the page shows it, so that the member decides about the one that they see. */
const ClientName = z.string().max(200)

/** Kinds of access that a member can give: files of connectors are of use to makers only. */
const scopesOf = ({ person }: SignedIn, asked: readonly AgentScope[]): AgentScope[] =>
  asked.filter(scope => scope !== 'connectors' || mayCall(person.role, 'connectors.exportFiles'))

/** Returns a client of the person, or any for an admin. Throws `agents.client-gone`, `permission.denied`. */
const ownClient = async ({ agentAccess, person }: SignedIn, id: string): Promise<AgentClient> => {
  const client = await agentAccess.get(id)
  if (client.personId === person.id || person.role === 'admin') return client
  throw new Fault('permission.denied', { role: person.role, act: 'use clients of other members' })
}

const ToolRef = z.strictObject({ toolId: Id })

/** Values that calls cannot choose, by option or input. */
const Fixed = z.record(FieldId, Json)
const RunRef = z.strictObject({ runId: Id })

/** Names the members who decided on calls. */
const withNames = <Call extends { decision: { by: string | null } | null }>(
  { people }: SignedIn,
  call: Call
) => ({
  ...call,
  decidedBy: call.decision?.by == null ? null : people.nameOf(call.decision.by)
})

/** Returns the id of a call that the person may decide on. Throws `run.gone`, `permission.denied`. */
const ownCall = async (context: SignedIn, runId: Id): Promise<Id> => {
  if (context.key !== null) throw new Fault('agents.person-only')
  return (await ownRun(context, runId)).id
}

/**
 * Agents: clients that members gave access over the Model Context Protocol, tools of members for them, the calls, and the
 * decisions on those that ask first.
 */
export const agents = router({
  /** Lists the person's clients, or all for an admin, newest first. */
  clients: procedure.query(async ({ ctx }) => {
    const { id, role } = ctx.person
    const clients = await ctx.agentAccess.list(role === 'admin' ? null : id)
    return { clients: clients.map(client => ({ ...client, ownerName: ctx.people.nameOf(client.personId) })) }
  }),
  /**
   * Revokes access of an own client, or any for an admin, from its next request on. Throws
   * `agents.client-gone`, `permission.denied`.
   */
  revoke: procedure
    .input(z.strictObject({ grantId: GrantId, clientName: ClientName }))
    .mutation(async ({ ctx, input }) => {
      const client = await ownClient(ctx, input.grantId)
      if (client.clientName !== input.clientName) throw new Fault('agents.client-gone')
      await ctx.agentAccess.revoke(client.id)
    }),
  /**
   * Returns the request for access that a client began in this browser, and what the person could let it use. Throws
   * `agents.request-gone`.
   */
  request: procedure.query(async ({ ctx }) => {
    const { agentAccess, person, backend } = ctx
    const request = await agentAccess.request()
    const member = { ...person, ownItemsOnly: person.ownItemsOnly === true }
    const [tools, events] = await Promise.all([
      backend.agents.tools.offered(member),
      backend.agents.events.offered(member)
    ])
    return { ...request, scopes: scopesOf(ctx, request.scopes), tools, events }
  }),
  /**
   * Gives a client access, or refuses it, and returns the address at which the browser continues. Throws
   * `agents.request-gone`, `input.invalid`.
   */
  decide: procedure
    .input(
      z.strictObject({
        requestId: z.string().min(1).max(100),
        clientName: ClientName,
        allow: z.boolean(),
        scopes: z.array(AgentScope).max(10),
        connectorIds: z.array(Id).max(500).nullable()
      })
    )
    .mutation(async ({ ctx, input: { requestId, clientName, allow, scopes, connectorIds } }) => {
      const { client } = await ctx.agentAccess.request()
      if (client.name !== clientName) throw new Fault('agents.request-gone')
      const allowed = allow ? { scopes: scopesOf(ctx, scopes), connectorIds } : null
      return ctx.agentAccess.decide({ requestId, personId: ctx.person.id, allowed })
    }),
  /** Lists the subscriptions of the person's clients to events, or of all for an admin, oldest first. */
  subscriptions: procedure.query(async ({ ctx }) => {
    const { id, role } = ctx.person
    const found = await ctx.backend.agents.events.subscriptions(role === 'admin' ? null : id)
    return found.map(one => ({ ...one, ownerName: ctx.people.nameOf(one.memberId) }))
  }),
  /**
   * Ends a subscription of an own client, or any for an admin, and tells the client. Throws
   * `agent-events.unknown-subscription`.
   */
  endSubscription: procedure
    .input(z.strictObject({ eventSubscriptionId: Id, clientName: ClientName, event: z.string().max(300) }))
    .mutation(({ ctx, input: { eventSubscriptionId, clientName, event } }) =>
      ctx.backend.agents.events.end(
        { id: eventSubscriptionId, clientName, name: event },
        ctx.person.role === 'admin' ? null : ctx.person.id
      )
    ),
  /** Lists the tools that the person exposes, by name. */
  tools: procedure.query(({ ctx }) => ctx.backend.agents.exposure.list(ctx.person.id)),
  /**
   * Exposes an action as a tool of the person. A tool that exists gets the fixed values, or keeps its own without any.
   * Throws `version.gone`, `flow.gone`, `agents.cannot-expose`, `agents.cannot-fix`,
   * `subscription.cannot-turn-on`, `connection.gone`, `permission.denied`.
   */
  expose: procedure
    .input(
      z.strictObject({
        versionId: Id,
        actionFlowId: Id,
        connectionId: Id.nullable().default(null),
        asksFirst: z.boolean(),
        fixed: Fixed.exactOptional()
      })
    )
    .mutation(async ({ ctx, input }) => {
      if (input.connectionId !== null) await usableConnection(ctx, input.connectionId)
      const { id, name } = await ctx.backend.agents.exposure.expose(input, ctx.person.id)
      return { id, name }
    }),
  /** Hides a tool. Throws `agents.tool-gone`, `permission.denied`. */
  hide: procedure
    .input(ToolRef)
    .mutation(async ({ ctx, input }) => ctx.backend.agents.exposure.hide(await ownTool(ctx, input.toolId))),
  /**
   * Fixes other values for a tool from its next call on. Throws `agents.tool-gone`, `agents.cannot-fix`, `flow.stale`,
   * `subscription.cannot-turn-on`, `permission.denied`.
   */
  fix: procedure
    .input(ToolRef.extend({ fixed: Fixed }))
    .mutation(async ({ ctx, input }) =>
      ctx.backend.agents.exposure.fix(await ownTool(ctx, input.toolId), input.fixed, ctx.person.id)
    ),
  /** Sets if each call of a tool waits for a person. Throws `agents.tool-gone`, `permission.denied`. */
  setApproval: procedure
    .input(ToolRef.extend({ asksFirst: z.boolean() }))
    .mutation(async ({ ctx, input }) =>
      ctx.backend.agents.exposure.setApproval(await ownTool(ctx, input.toolId), input.asksFirst)
    ),
  /** Lists the calls that wait for a decision, oldest first. Admins see those of all members. */
  approvals: procedure.query(({ ctx }) => ctx.backend.agents.approvals.list(ownerOf(ctx))),
  /** Lets a call run. Throws `agents.not-waiting`, `agents.person-only`, `run.gone`, `permission.denied`. */
  approve: procedure
    .input(RunRef)
    .mutation(async ({ ctx, input }) =>
      ctx.backend.agents.approvals.approve(await ownCall(ctx, input.runId), ctx.person.id)
    ),
  /** Ends a call without running it. Throws as `approve`. */
  refuse: procedure
    .input(RunRef)
    .mutation(async ({ ctx, input }) =>
      ctx.backend.agents.approvals.refuse(await ownCall(ctx, input.runId), ctx.person.id)
    ),
  /** Lists calls of the person's tools, newest first. */
  calls: procedure
    .input(
      z.strictObject({
        clientKey: z.string().max(80).exactOptional(),
        before: Id.exactOptional(),
        limit: z.int().min(1).max(200).default(50)
      })
    )
    .query(async ({ ctx, input }) =>
      (await ctx.backend.agents.approvals.calls({ ...input, ownerId: ctx.person.id })).map(call =>
        withNames(ctx, call)
      )
    )
})
