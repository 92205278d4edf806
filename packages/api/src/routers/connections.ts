import { ConnectionValues, Id, ShareTarget } from '@hookwright/model'
import { z } from 'zod'
import { ownConnection, testConnection, usableConnection } from '../own.ts'
import { connectionForViewer, withOwnerNames } from '../redact-for-viewer.ts'
import { procedure, router } from '../trpc.ts'

const ConnectionName = z.string().trim().min(1, 'Enter a name for the connection.').max(100)
const NewConnection = z.strictObject({
  connectorId: Id,
  name: ConnectionName,
  /** Id of the authentication method; the first method by default. */
  methodId: z.string().max(40).exactOptional(),
  values: ConnectionValues
})
const ConnectionRef = z.strictObject({ connectionId: Id })
const SignInStart = z.strictObject({
  connectionId: Id,
  /** Path of the page to return to. */
  returnTo: z
    .string()
    .max(500)
    .regex(/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/, 'The return page must be a path on this Hookwright server.')
})
const Shares = z.strictObject({ connectionId: Id, targets: z.array(ShareTarget).max(200) })
const NewValues = z.strictObject({
  connectionId: Id,
  /** Id of the authentication method; the current method by default. */
  methodId: z.string().max(40).exactOptional(),
  values: ConnectionValues
})

/**
 * Creates the procedures that change a connection, such as signing in with it and revoking it. `find` checks
 * that the person may manage the connection.
 * @throws `connection.gone`, and the faults of `find`
 */
const managing = (find: typeof ownConnection) => ({
  /**
   * Replaces all values.
   * @throws the faults of `create`
   */
  replaceValues: procedure
    .input(NewValues)
    .mutation(async ({ ctx, input }) =>
      ctx.backend.connections.replaceValues(await find(ctx, input.connectionId), input.values, input.methodId)
    ),
  /**
   * Starts a sign-in at the service and returns the URL for the browser to open.
   * @throws `connector.no-client`, `connector.no-code-grant`, `oauth.other-address`
   */
  beginSignIn: procedure.input(SignInStart).mutation(async ({ ctx, input: { connectionId, returnTo } }) =>
    ctx.backend.connections.signIns.begin({
      connectionId: await find(ctx, connectionId),
      session: ctx.session(),
      host: ctx.host,
      returnTo
    })
  ),
  /** Revokes a connection at its service. Its values are kept. */
  revoke: procedure
    .input(ConnectionRef)
    .mutation(async ({ ctx, input }) => ctx.backend.connections.revoke(await find(ctx, input.connectionId))),
  /** Revokes a connection at its service and deletes it. Throws `connection.in-use`. */
  remove: procedure
    .input(ConnectionRef)
    .mutation(async ({ ctx, input }) => ctx.backend.connections.remove(await find(ctx, input.connectionId)))
})

/** Router of users' connections. Responses never contain a connection's values. */
export const connections = router({
  /** Lists the connections of a connector that the person may use: their own and shared ones. */
  list: procedure
    .input(z.strictObject({ connectorId: Id }))
    .query(({ ctx, input }) => ctx.backend.userConnections.usable(input.connectorId, ctx.person.id)),
  /** Lists the connections of all connectors that the person may use. Admins get all connections. */
  overview: procedure.query(async ({ ctx }) =>
    (await ctx.backend.userConnections.list(ctx.person)).map(connection =>
      connectionForViewer(ctx, connection)
    )
  ),
  /** Renames a connection. Throws `connection.gone`, `permission.denied`. */
  rename: procedure
    .input(z.strictObject({ connectionId: Id, name: ConnectionName }))
    .mutation(async ({ ctx, input }) =>
      ctx.backend.connections.rename(await ownConnection(ctx, input.connectionId), input.name)
    ),
  /**
   * Runs `_authping` of the deployed version with a connection that the person may use.
   * @throws `connection.gone`, `connection.no-authping`, `version.not-deployed`, `permission.denied`
   */
  ping: procedure
    .input(ConnectionRef)
    .mutation(async ({ ctx, input }) =>
      ctx.backend.runs.ping(await usableConnection(ctx, input.connectionId))
    ),
  /**
   * Returns the form fields and scopes for a new connection, from the deployed version.
   * @throws `connector.gone`, `version.not-deployed`
   */
  form: procedure
    .input(z.strictObject({ connectorId: Id }))
    .query(({ ctx, input }) => ctx.backend.connections.form(input.connectorId)),
  /**
   * Creates a connection. Throws `connection.incomplete`, `connection.unknown-value`,
   * `connector.gone`, `version.not-deployed`.
   */
  create: procedure
    .input(NewConnection)
    .mutation(({ ctx, input }) =>
      ctx.backend.connections.create({ ...input, purpose: 'user', ownerId: ctx.person.id })
    ),
  ...managing(ownConnection),
  /**
   * Returns the flows that a new list of members and roles for a connection would affect. They would be put
   * on hold or resumed if it were shared with exactly these.
   * @throws `connection.gone`, `permission.denied`
   */
  shareEffects: procedure.input(Shares).query(async ({ ctx, input }) => {
    const connectionId = await ownConnection(ctx, input.connectionId)
    const { holds, releases } = await ctx.backend.sharing.effects(connectionId, input.targets)
    return { holds: withOwnerNames(ctx, holds), releases: withOwnerNames(ctx, releases) }
  }),
  /**
   * Shares a connection with exactly these members and roles.
   * @throws `connection.gone`, `person.gone`, `permission.denied`
   */
  share: procedure
    .input(Shares)
    .mutation(async ({ ctx, input }) =>
      ctx.backend.sharing.share(await ownConnection(ctx, input.connectionId), input.targets, ctx.person.id)
    ),
  /** Transfers a connection to another owner. Throws `connection.gone`, `person.gone`, `connection.viewer-owner`. */
  handOver: procedure
    .input(z.strictObject({ connectionId: Id, personId: Id }))
    .mutation(({ ctx, input }) =>
      ctx.backend.sharing.handOver(input.connectionId, input.personId, ctx.person.id)
    )
})

/** Router of makers' connections for testing a connector. */
export const testConnections = router({
  list: procedure
    .input(z.strictObject({ connectorId: Id }))
    .query(({ ctx, input }) => ctx.backend.connections.listWithSignIn({ ...input, purpose: 'test' })),
  /**
   * Creates a test connection. Throws `connection.incomplete`, `connection.unknown-value`,
   * `connector.gone`.
   */
  create: procedure
    .input(NewConnection)
    .mutation(({ ctx, input }) =>
      ctx.backend.connections.create({ ...input, purpose: 'test', ownerId: ctx.person.id })
    ),
  ...managing(testConnection),
  /** Runs `_authping` with a connection. Throws `connection.gone`, `connection.no-authping`. */
  ping: procedure
    .input(ConnectionRef)
    .mutation(async ({ ctx, input }) => ctx.backend.runs.ping(await testConnection(ctx, input.connectionId)))
})
