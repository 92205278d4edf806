import {
  Authentication,
  Branding,
  ConnectorName,
  codeOfReservedName,
  Flow,
  FlowName,
  Id
} from '@hookwright/model'
import { z } from 'zod'
import { withinKey } from '../key-access.ts'
import { procedure, router } from '../trpc.ts'
import { ArchiveText, Basis, OpenApiInput } from './flow-input.ts'

const description = z.string().max(2_000)

/** Flow name that is not reserved. */
const OwnFlowName = FlowName.refine(name => codeOfReservedName(name, null) === null)

/** Router of connectors: names, branding and authentication. */
export const connectors = router({
  /** Lists connectors. An API key that is limited to connectors gets only those. */
  list: procedure.query(async ({ ctx }) => withinKey(ctx, 'connector', await ctx.backend.connectors.list())),
  /** Returns the flow counts, deployed version and last change of each connector, for lists. */
  tallies: procedure.query(({ ctx }) => ctx.backend.connectors.tallies()),
  /** Returns a connector. Throws `connector.gone`. */
  get: procedure
    .input(z.strictObject({ connectorId: Id }))
    .query(({ ctx, input }) => ctx.backend.connectors.get(input.connectorId)),
  /**
   * Creates a connector, optionally with flows and settings, in one step.
   * @throws `connector.name-taken`
   */
  create: procedure
    .input(
      z.strictObject({
        name: ConnectorName,
        description: description.default(''),
        authentication: Authentication.exactOptional(),
        branding: Branding.exactOptional(),
        flows: z
          .array(z.strictObject({ name: OwnFlowName, doc: Flow }))
          .max(20)
          .exactOptional()
      })
    )
    .mutation(({ ctx, input: { flows = [], ...about } }) =>
      ctx.backend.connectors.create({
        ...about,
        flows: flows.map(flow => ({ ...flow, ownerId: ctx.person.id }))
      })
    ),
  /** Changes name and description. Throws `connector.gone`, `connector.name-taken`. */
  describe: procedure
    .input(z.strictObject({ connectorId: Id, name: ConnectorName, description, branding: Branding }))
    .mutation(({ ctx, input: { connectorId, ...about } }) =>
      ctx.backend.connectors.describe(connectorId, about)
    ),
  /** Replaces the authentication. Throws `connector.gone`. */
  authenticate: procedure
    .input(z.strictObject({ connectorId: Id, authentication: Authentication }))
    .mutation(({ ctx, input }) =>
      ctx.backend.connectors.authenticate(input.connectorId, input.authentication)
    ),
  /**
   * Returns the maker's OAuth client IDs that have a stored secret.
   * @throws `connector.gone`
   */
  clients: procedure
    .input(z.strictObject({ connectorId: Id }))
    .query(({ ctx, input }) => ctx.backend.connections.clients.idsOf(input.connectorId)),
  /** Sets the secret of a client ID; null deletes it. Throws `connector.gone`. */
  setClientSecret: procedure
    .input(
      z.strictObject({
        connectorId: Id,
        clientId: z.string().min(1).max(1_000),
        secret: z.string().min(1).max(20_000).nullable()
      })
    )
    .mutation(({ ctx, input: { connectorId, clientId, secret } }) =>
      ctx.backend.connections.clients.set(connectorId, clientId, secret)
    ),
  /** Moves a connector to the recycle bin. Throws `connector.gone`, `connector.in-use`. */
  remove: procedure
    .input(z.strictObject({ connectorId: Id }))
    .mutation(({ ctx, input }) => ctx.backend.connectors.remove(input.connectorId, ctx.person.id)),
  /**
   * Restores a connector from the recycle bin, under a new name if its name is taken.
   * @throws `connector.gone`, `connector.name-taken`
   */
  restore: procedure
    .input(z.strictObject({ connectorId: Id, name: ConnectorName.exactOptional() }))
    .mutation(({ ctx, input }) => ctx.backend.connectors.restore(input.connectorId, input.name)),
  /**
   * Permanently deletes a connector in the recycle bin with its flows.
   * @throws `connector.gone`
   */
  purge: procedure
    .input(z.strictObject({ connectorId: Id }))
    .mutation(({ ctx, input }) => ctx.backend.bin.purgeConnector(input.connectorId)),
  /**
   * Duplicates a connector with its flows and settings. Secrets, versions and test connections are not
   * copied.
   * @throws `connector.gone`
   */
  duplicate: procedure
    .input(z.strictObject({ connectorId: Id }))
    .mutation(({ ctx, input }) => ctx.backend.duplicateConnector(input.connectorId, ctx.person.id)),
  /**
   * Returns the files of a version as a ZIP archive; null selects the draft.
   * @throws `connector.gone`, `version.gone`, `files.not-written`
   */
  exportFiles: procedure
    .input(z.strictObject({ connectorId: Id, versionId: Id.nullable().default(null) }))
    .query(({ ctx, input }) => ctx.backend.connectorFiles.export(input.connectorId, input.versionId)),
  /**
   * Returns the effects of importing an archive as a new connector or into an existing one. Changes nothing.
   * @throws `connector.gone`
   */
  previewFiles: procedure
    .input(z.strictObject({ archive: ArchiveText, connectorId: Id.nullable().default(null) }))
    .mutation(({ ctx, input }) => ctx.backend.connectorFiles.preview(input.archive, input.connectorId)),
  /**
   * Imports an archive as a new connector, in one transaction. With `isCopy` false, fails if the archive's
   * connector is in the recycle bin.
   * @throws `files.refused`, `connector.name-taken`, `connector.in-bin`
   */
  createFromFiles: procedure
    .input(z.strictObject({ archive: ArchiveText, name: ConnectorName, isCopy: z.boolean().default(true) }))
    .mutation(({ ctx, input: { archive, ...as } }) =>
      ctx.backend.connectorFiles.import(archive, as, ctx.person.id)
    ),
  /**
   * Imports an archive into the drafts of a connector, in one transaction. `basis` is the value from the
   * preview.
   * @throws `files.refused`, `files.stale`, `connector.gone`, `connector.name-taken`, `flow.stale`
   */
  importFiles: procedure
    .input(z.strictObject({ archive: ArchiveText, connectorId: Id, basis: Basis }))
    .mutation(({ ctx, input: { archive, ...into } }) =>
      ctx.backend.connectorFiles.import(archive, into, ctx.person.id)
    ),
  /**
   * Returns the effects of importing parts of uploaded OpenAPI documents as a new connector or into an
   * existing one. Changes nothing.
   * @throws `openapi.document-gone`, `openapi.part-gone`, `openapi.nothing-chosen`, `openapi.too-many`,
   * `connector.gone`
   */
  previewOpenApi: procedure
    .input(OpenApiInput.extend({ connectorId: Id.nullable().default(null) }))
    .mutation(({ ctx, input: { documents, choice, connectorId } }) =>
      ctx.backend.openApi.preview(documents, choice, connectorId, ctx.person.id)
    ),
  /**
   * Creates a connector from parts of uploaded OpenAPI documents, in one transaction.
   * @throws the faults of `previewOpenApi`, and `connector.name-taken`
   */
  createFromOpenApi: procedure
    .input(OpenApiInput.extend({ name: ConnectorName }))
    .mutation(({ ctx, input: { documents, choice, name } }) =>
      ctx.backend.openApi.create(documents, choice, name, ctx.person.id)
    ),
  /**
   * Adds flows from parts of uploaded OpenAPI documents to a connector, in one transaction. `basis` is the
   * value from the preview.
   * @throws the faults of `previewOpenApi`, and `files.stale`
   */
  importOpenApi: procedure
    .input(OpenApiInput.extend({ connectorId: Id, basis: Basis }))
    .mutation(({ ctx, input: { documents, choice, ...into } }) =>
      ctx.backend.openApi.add(documents, choice, into, ctx.person.id)
    )
})
