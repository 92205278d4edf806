import { Id } from '@hookwright/model'
import { z } from 'zod'
import { procedure, router } from '../trpc.ts'

const note = z.string().max(2_000).default('')

/** Versions of a connector. */
export const versions = router({
  list: procedure
    .input(z.strictObject({ connectorId: Id }))
    .query(({ ctx, input }) => ctx.backend.versions.list(input.connectorId)),
  /** With its snapshot. Throws `version.gone`. */
  get: procedure
    .input(z.strictObject({ versionId: Id }))
    .query(({ ctx, input }) => ctx.backend.versions.get(input.versionId)),
  /** All that keeps the draft from becoming a version. Throws `connector.gone`. */
  validate: procedure
    .input(z.strictObject({ connectorId: Id }))
    .query(({ ctx, input }) => ctx.backend.versions.validate(input.connectorId)),
  /** Throws `version.has-problems`, `connector.gone`. */
  create: procedure
    .input(z.strictObject({ connectorId: Id, note }))
    .mutation(({ ctx, input }) => ctx.backend.versions.create({ ...input, by: ctx.person.id })),
  /** Makes it the one that users get. Throws `version.gone`. */
  deploy: procedure
    .input(z.strictObject({ versionId: Id, visible: z.boolean().default(true), note }))
    .mutation(({ ctx, input: { versionId, ...given } }) => ctx.backend.versions.deploy(versionId, given))
})
