import { AgentScope, Fault, Id } from '@hookwright/model'
import { z } from 'zod'
import type { AgentClient } from '../agent-access.ts'
import type { SignedIn } from '../own.ts'
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

/** Agents: clients that members gave access over the Model Context Protocol. */
export const agents = router({
  /** Lists the person's clients, or all for an admin, newest first. */
  clients: procedure.query(async ({ ctx }) => {
    const { id, role } = ctx.person
    const clients = await ctx.agentAccess.list(role === 'admin' ? null : id)
    return { clients: clients.map(client => ({ ...client, ownerName: ctx.people.nameOf(client.personId) })) }
  }),
  /**
   * Takes access back from an own client, or any for an admin, from its next request on. Throws `agents.client-gone`,
   * `permission.denied`.
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
   * Gives a client access, or refuses it, and returns the address at which the browser goes on. Throws
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
    )
})
