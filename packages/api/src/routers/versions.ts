import { Id } from '@hookwright/model'
import { z } from 'zod'
import { deploymentForViewer, impactForViewer, versionForViewer } from '../redact-for-viewer.ts'
import { procedure, router } from '../trpc.ts'

const note = z.string().max(2_000).default('')
const ConnectorRef = z.strictObject({ connectorId: Id })

/** Router of the versions of a connector. Responses include the names of members. */
export const versions = router({
  list: procedure
    .input(ConnectorRef)
    .query(async ({ ctx, input }) =>
      (await ctx.backend.versions.list(input.connectorId)).map(version => versionForViewer(ctx, version))
    ),
  /** Returns a version with its snapshot. Throws `version.gone`. */
  get: procedure.input(z.strictObject({ versionId: Id })).query(async ({ ctx, input }) => {
    const { version, snapshot } = await ctx.backend.versions.get(input.versionId)
    return { version: versionForViewer(ctx, version), snapshot }
  }),
  /**
   * Returns the current draft in the form of a version, to compare it with other versions.
   * @throws `connector.gone`
   */
  draft: procedure
    .input(ConnectorRef)
    .query(({ ctx, input }) => ctx.backend.versions.draft(input.connectorId)),
  /**
   * Returns the draft's errors, which prevent a version, followed by its warnings.
   * @throws `connector.gone`
   */
  validate: procedure
    .input(ConnectorRef)
    .query(({ ctx, input }) => ctx.backend.versions.validate(input.connectorId)),
  /** Creates a version from the draft. Throws `version.has-problems`, `connector.gone`. */
  create: procedure
    .input(z.strictObject({ connectorId: Id, note }))
    .mutation(async ({ ctx, input }) =>
      versionForViewer(ctx, await ctx.backend.versions.create({ ...input, by: ctx.person.id }))
    ),
  /**
   * Deploys a version. Deploying an older version is a rollback. Without `visible`, the visibility does not
   * change.
   * @throws `version.gone`
   */
  deploy: procedure
    .input(z.strictObject({ versionId: Id, visible: z.boolean().nullable().default(null), note }))
    .mutation(async ({ ctx, input: { versionId, ...about } }) =>
      versionForViewer(ctx, await ctx.backend.versions.deploy(versionId, { ...about, by: ctx.person.id }))
    ),
  /**
   * Sets if users can choose the events and actions of a version.
   * @throws `version.gone`
   */
  setVisible: procedure
    .input(z.strictObject({ versionId: Id, visible: z.boolean() }))
    .mutation(({ ctx, input }) => ctx.backend.versions.setVisible(input.versionId, input.visible)),
  /**
   * Returns the hosts that a version calls; null selects the draft. Hosts that the deployed version does not
   * call are marked as new.
   * @throws `connector.gone`, `version.gone`
   */
  hosts: procedure
    .input(ConnectorRef.extend({ versionId: Id.nullable() }))
    .query(({ ctx, input }) => ctx.backend.connectorFiles.hosts(input.connectorId, input.versionId)),
  /** Lists deployments, newest first. */
  deployments: procedure
    .input(ConnectorRef)
    .query(async ({ ctx, input }) =>
      (await ctx.backend.versions.deployments(input.connectorId)).map(deployment =>
        deploymentForViewer(ctx, deployment)
      )
    ),
  /**
   * Returns the impact of deploying a version on users' flows, most severe first; null selects the draft.
   * @throws `connector.gone`, `version.gone`
   */
  impact: procedure
    .input(z.strictObject({ connectorId: Id, versionId: Id.nullable() }))
    .query(async ({ ctx, input }) => ({
      flows: (await ctx.backend.versions.impact(input)).map(impact => impactForViewer(ctx, impact))
    }))
})
