import { Id } from '@hookwright/model'
import { z } from 'zod'
import { withinKey } from '../key-access.ts'
import { ownSeries, type SignedIn } from '../own.ts'
import { seesAll } from '../permissions.ts'
import { versionForViewer } from '../redact-for-viewer.ts'
import { procedure, router } from '../trpc.ts'
import { ArchiveText, Basis } from './flow-input.ts'

/** Archive of connector files, and the connector to update; null for a new connector. */
const PlanInput = z.strictObject({ archive: ArchiveText, connectorId: Id.nullable() })

const planner = (context: SignedIn) => ({
  ...{ id: context.person.id, seesAll: seesAll(context.person) },
  within: (flows: { id: Id }[]) => withinKey(context, 'flow', flows)
})

/** Router of plans: deployments of connector files that are previewed before they are executed. */
export const plans = router({
  /**
   * Returns the effects of deploying an archive: on the connector, the called hosts and every active flow.
   * Changes nothing.
   * @throws `connector.gone`, `connector.in-bin`
   */
  make: procedure
    .input(PlanInput)
    .mutation(({ ctx, input }) =>
      ctx.backend.deploymentPlans.make(input.archive, input.connectorId, planner(ctx))
    ),
  /**
   * Executes the plan with this `basis`: imports, deploys and upgrades. The call returns while upgrades are
   * in progress.
   * @throws `plan.stale`, `plan.up-to-date`, `version.has-problems`, `upgrade.busy`, `connector.gone`,
   * `connector.name-taken`, `connector.in-bin`
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
  /**
   * Returns the progress of the last upgrades if they were for this connector only. Otherwise returns null.
   */
  progress: procedure
    .input(z.strictObject({ connectorId: Id }))
    .query(async ({ ctx, input }) =>
      ownSeries(ctx, await ctx.backend.subscriptions.upgrades.progressOf(input.connectorId))
    )
})
