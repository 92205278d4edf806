import { Id } from '@hookwright/model'
import { z } from 'zod'
import { withinKey } from '../key-access.ts'
import { ownSeries, type SignedIn } from '../own.ts'
import { seesAll } from '../permissions.ts'
import { versionForViewer } from '../redact-for-viewer.ts'
import { procedure, router } from '../trpc.ts'
import { ArchiveText, Basis } from './flow-input.ts'

/** Files, and the connector that they go into; null for a new one. */
const PlanInput = z.strictObject({ archive: ArchiveText, connectorId: Id.nullable() })

const planner = (context: SignedIn) => ({
  ...{ id: context.person.id, seesAll: seesAll(context.person) },
  within: (flows: { id: Id }[]) => withinKey(context, 'flow', flows)
})

/** Deployments of connectors that come as files, planned before they are carried out. */
export const plans = router({
  /**
   * Effects of deploying an archive: on the connector, on the hosts that are called and on every flow that is on. Changes
   * nothing. Throws `connector.gone`, `connector.in-bin`.
   */
  make: procedure
    .input(PlanInput)
    .mutation(({ ctx, input }) =>
      ctx.backend.deploymentPlans.make(input.archive, input.connectorId, planner(ctx))
    ),
  /**
   * Imports, deploys and upgrades as the plan with this basis says; upgrades are in progress when this answers. Throws
   * `plan.stale`, `plan.up-to-date`, `version.has-problems`, `upgrade.busy`, `connector.gone`, `connector.name-taken`,
   * `connector.in-bin`.
   */
  carryOut: procedure
    .input(PlanInput.extend({ basis: Basis, note: z.string().max(2_000).default('') }))
    .mutation(async ({ ctx, input }) => {
      const deployed = await ctx.backend.deploymentPlans.apply(input, planner(ctx))
      const { connector, version, upgrades, waiting } = deployed
      return {
        ...{ id: version.id, connectorId: connector.id, upgrades, waiting },
        version: versionForViewer(ctx, version)
      }
    }),
  /** Progress of the upgrades to a connector; null when the last upgrades were not to this one alone. */
  progress: procedure
    .input(z.strictObject({ connectorId: Id }))
    .query(async ({ ctx, input }) =>
      ownSeries(ctx, await ctx.backend.subscriptions.upgrades.progressOf(input.connectorId))
    )
})
