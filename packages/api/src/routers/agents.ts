import { AgentScope, Fault, FieldId, Id, Json } from '@hookwright/model'
import { z } from 'zod'
import type { AgentClient } from '../agent-access.ts'
import { ownerOf, ownRun, ownTool, type SignedIn, usableConnection } from '../own.ts'
import { mayCall } from '../permissions.ts'
import { procedure, router } from '../trpc.ts'

/** Id of a client's access grant. */
const GrantId = z.string().min(1).max(100)

/**
 * Client name that the page showed to the member. The decision is rejected if the requesting client has
 * another name.
 */
const ClientName = z.string().max(200)

/**
 * Returns the requested kinds of access that a member can grant. Only makers can grant access to connector
 * files.
 */
const scopesOf = ({ person }: SignedIn, asked: readonly AgentScope[]): AgentScope[] =>
  asked.filter(scope => scope !== 'connectors' || mayCall(person.role, 'connectors.exportFiles'))

/**
 * Returns a client of the person. Admins may access any client.
 * @throws `agents.client-gone`, `permission.denied`
 */
const ownClient = async ({ agentAccess, person }: SignedIn, id: string): Promise<AgentClient> => {
  const client = await agentAccess.get(id)
  if (client.personId === person.id || person.role === 'admin') return client
  throw new Fault('permission.denied', { role: person.role, act: 'use clients of other members' })
}

const ToolRef = z.strictObject({ toolId: Id })

/** Fixed values of a tool, by the id of an option or input. Calls cannot change them. */
const Fixed = z.record(FieldId, Json)
const RunRef = z.strictObject({ runId: Id })

/** Adds the names of the members who decided on calls. */
const withNames = <Call extends { decision: { by: string | null } | null }>(
  { people }: SignedIn,
  call: Call
) => ({
  ...call,
  decidedBy: call.decision?.by == null ? null : people.nameOf(call.decision.by)
})

/**
 * Returns the id of a call that the person may decide on. API keys may not decide.
 * @throws `agents.person-only`, `run.gone`, `permission.denied`
 */
const ownCall = async (context: SignedIn, runId: Id): Promise<Id> => {
  if (context.key !== null) throw new Fault('agents.person-only')
  return (await ownRun(context, runId)).id
}

/**
 * Router of agents: clients that access Hookwright over the Model Context Protocol, their tools, calls, and
 * approvals.
 */
export const agents = router({
  /** Lists the person's clients, newest first. Admins get all clients. */
  clients: procedure.query(async ({ ctx }) => {
    const { id, role } = ctx.person
    const clients = await ctx.agentAccess.list(role === 'admin' ? null : id)
    return { clients: clients.map(client => ({ ...client, ownerName: ctx.people.nameOf(client.personId) })) }
  }),
  /**
   * Revokes the access of a client, effective from its next request. Admins may revoke any client.
   * @throws `agents.client-gone`, `permission.denied`
   */
  revoke: procedure
    .input(z.strictObject({ grantId: GrantId, clientName: ClientName }))
    .mutation(async ({ ctx, input }) => {
      const client = await ownClient(ctx, input.grantId)
      if (client.clientName !== input.clientName) throw new Fault('agents.client-gone')
      await ctx.agentAccess.revoke(client.id)
    }),
  /**
   * Returns the access request that a client started in this browser, and the access that the person can
   * grant.
   * @throws `agents.request-gone`
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
   * Grants or refuses access to a client and returns the URL to redirect the browser to.
   * @throws `agents.request-gone`, `input.invalid`
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
  /** Lists the event subscriptions of the person's clients, oldest first. Admins get those of all clients. */
  subscriptions: procedure.query(async ({ ctx }) => {
    const { id, role } = ctx.person
    const found = await ctx.backend.agents.events.subscriptions(role === 'admin' ? null : id)
    return found.map(one => ({ ...one, ownerName: ctx.people.nameOf(one.memberId) }))
  }),
  /**
   * Ends a subscription of a client and notifies the client. Admins may end any subscription.
   * @throws `agent-events.unknown-subscription`
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
   * Exposes an action as a tool of the person. For an existing tool, replaces the fixed values, or keeps them
   * if none are passed.
   * @throws `version.gone`, `flow.gone`, `agents.cannot-expose`, `agents.cannot-fix`,
   * `subscription.cannot-turn-on`, `connection.gone`, `permission.denied`
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
   * Replaces the fixed values of a tool, effective from its next call.
   * @throws `agents.tool-gone`, `agents.cannot-fix`, `flow.stale`, `subscription.cannot-turn-on`,
   * `permission.denied`
   */
  fix: procedure
    .input(ToolRef.extend({ fixed: Fixed }))
    .mutation(async ({ ctx, input }) =>
      ctx.backend.agents.exposure.fix(await ownTool(ctx, input.toolId), input.fixed, ctx.person.id)
    ),
  /**
   * Sets if each call of a tool requires a member's approval.
   * @throws `agents.tool-gone`, `permission.denied`
   */
  setApproval: procedure
    .input(ToolRef.extend({ asksFirst: z.boolean() }))
    .mutation(async ({ ctx, input }) =>
      ctx.backend.agents.exposure.setApproval(await ownTool(ctx, input.toolId), input.asksFirst)
    ),
  /** Lists the calls that wait for a decision, oldest first. Admins see those of all members. */
  approvals: procedure.query(({ ctx }) => ctx.backend.agents.approvals.list(ownerOf(ctx))),
  /**
   * Approves a call, which then runs.
   * @throws `agents.not-waiting`, `agents.person-only`, `run.gone`, `permission.denied`
   */
  approve: procedure
    .input(RunRef)
    .mutation(async ({ ctx, input }) =>
      ctx.backend.agents.approvals.approve(await ownCall(ctx, input.runId), ctx.person.id)
    ),
  /**
   * Refuses a call without running it.
   * @throws the faults of `approve`
   */
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
