import { ConnectionValues, Id } from '@hookwright/model'
import { z } from 'zod'
import { ofOwner, ownConnection, testConnection } from '../own.ts'
import { procedure, router } from '../trpc.ts'

const ConnectionName = z.string().trim().min(1, 'Enter a name for the connection.').max(100)
const NewConnection = z.strictObject({
  connectorId: Id,
  name: ConnectionName,
  values: ConnectionValues
})
const ConnectionRef = z.strictObject({ connectionId: Id })
const SignInStart = z.strictObject({
  connectionId: Id,
  /** Path of the page to come back to. */
  returnTo: z
    .string()
    .max(500)
    .regex(
      /^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/,
      'The page to come back to must be a path of this installation.'
    )
})
const NewValues = z.strictObject({ connectionId: Id, values: ConnectionValues })

/** Users' connections. Values go in and never come out. */
export const connections = router({
  list: procedure
    .input(z.strictObject({ connectorId: Id }))
    .query(async ({ ctx, input }) =>
      ofOwner(ctx, await ctx.backend.connections.list({ ...input, purpose: 'user' }))
    ),
  /** The person's own ones at all connectors, as a list shows them. */
  overview: procedure.query(({ ctx }) => ctx.backend.userConnections.list(ctx.person.id)),
  /** Throws `connection.gone`, `permission.denied`. */
  rename: procedure
    .input(z.strictObject({ connectionId: Id, name: ConnectionName }))
    .mutation(async ({ ctx, input }) =>
      ctx.backend.connections.rename(await ownConnection(ctx, input.connectionId), input.name)
    ),
  /**
   * Runs `_authping` of the deployed version with it. Throws `connection.gone`, `connection.no-authping`,
   * `version.not-deployed`, `permission.denied`.
   */
  ping: procedure
    .input(ConnectionRef)
    .mutation(async ({ ctx, input }) => ctx.backend.runs.ping(await ownConnection(ctx, input.connectionId))),
  /** Fields and scopes of a new connection, from the deployed version. Throws `connector.gone`, `version.not-deployed`. */
  form: procedure
    .input(z.strictObject({ connectorId: Id }))
    .query(({ ctx, input }) => ctx.backend.connections.form(input.connectorId)),
  /** Throws `connection.incomplete`, `connection.unknown-value`, `connector.gone`, `version.not-deployed`. */
  create: procedure
    .input(NewConnection)
    .mutation(({ ctx, input }) =>
      ctx.backend.connections.create({ ...input, purpose: 'user', ownerId: ctx.person.id })
    ),
  /** Throws as `create`, and `connection.gone`, `permission.denied`. */
  replaceValues: procedure
    .input(NewValues)
    .mutation(async ({ ctx, input }) =>
      ctx.backend.connections.replaceValues(await ownConnection(ctx, input.connectionId), input.values)
    ),
  /**
   * Begins a sign-in at the service; the browser then goes to the URL. Throws `connection.gone`, `connector.no-client`,
   * `connector.no-code-grant`, `oauth.other-address`, `permission.denied`.
   */
  beginSignIn: procedure.input(SignInStart).mutation(async ({ ctx, input: { connectionId, returnTo } }) =>
    ctx.backend.connections.signIns.begin({
      connectionId: await ownConnection(ctx, connectionId),
      session: ctx.session(),
      host: ctx.host,
      returnTo
    })
  ),
  /** Revokes it at its service; the values stay. Throws `connection.gone`, `permission.denied`. */
  revoke: procedure
    .input(ConnectionRef)
    .mutation(async ({ ctx, input }) =>
      ctx.backend.connections.revoke(await ownConnection(ctx, input.connectionId))
    ),
  /** Revokes it at its service and deletes it. Throws `connection.gone`, `connection.in-use`, `permission.denied`. */
  remove: procedure
    .input(ConnectionRef)
    .mutation(async ({ ctx, input }) =>
      ctx.backend.connections.remove(await ownConnection(ctx, input.connectionId))
    )
})

/** Makers' connections for trying a connector out. */
export const testConnections = router({
  list: procedure
    .input(z.strictObject({ connectorId: Id }))
    .query(({ ctx, input }) => ctx.backend.connections.listWithSignIn({ ...input, purpose: 'test' })),
  /** Throws `connection.incomplete`, `connection.unknown-value`, `connector.gone`. */
  create: procedure
    .input(NewConnection)
    .mutation(({ ctx, input }) =>
      ctx.backend.connections.create({ ...input, purpose: 'test', ownerId: ctx.person.id })
    ),
  /** Throws as `create`, and `connection.gone`. */
  replaceValues: procedure
    .input(NewValues)
    .mutation(async ({ ctx, input }) =>
      ctx.backend.connections.replaceValues(await testConnection(ctx, input.connectionId), input.values)
    ),
  /** Throws as `connections.beginSignIn`. */
  beginSignIn: procedure.input(SignInStart).mutation(async ({ ctx, input: { connectionId, returnTo } }) =>
    ctx.backend.connections.signIns.begin({
      connectionId: await testConnection(ctx, connectionId),
      session: ctx.session(),
      host: ctx.host,
      returnTo
    })
  ),
  /** Revokes it at its service; the values stay. Throws `connection.gone`. */
  revoke: procedure
    .input(ConnectionRef)
    .mutation(async ({ ctx, input }) =>
      ctx.backend.connections.revoke(await testConnection(ctx, input.connectionId))
    ),
  /** Revokes it at its service and deletes it. Throws `connection.gone`, `connection.in-use`. */
  remove: procedure
    .input(ConnectionRef)
    .mutation(async ({ ctx, input }) =>
      ctx.backend.connections.remove(await testConnection(ctx, input.connectionId))
    ),
  /** Runs `_authping` with it. Throws `connection.gone`, `connection.no-authping`. */
  ping: procedure
    .input(ConnectionRef)
    .mutation(async ({ ctx, input }) => ctx.backend.runs.ping(await testConnection(ctx, input.connectionId)))
})
