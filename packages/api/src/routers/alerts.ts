import { AlertKind, AlertUrl, Id } from '@hookwright/model'
import { z } from 'zod'
import { alertsFor, alertsToMark, ownAlerts } from '../own.ts'
import { alertForViewer } from '../redact-for-viewer.ts'
import { procedure, router } from '../trpc.ts'

/** Alerts about the person's own things, and about what belongs to nobody. */
export const alerts = router({
  /** Newest first, each with its sentence and where it is fixed. */
  list: procedure
    .input(
      z.strictObject({
        kinds: z.array(AlertKind).min(1).exactOptional(),
        unseen: z.literal(true).exactOptional(),
        before: Id.exactOptional(),
        limit: z.int().min(1).max(200).default(50)
      })
    )
    .query(async ({ ctx, input }) => {
      const { rows, next } = await ctx.backend.alerts.list({ ...ownAlerts(ctx), ...input })
      return { rows: rows.map(alert => alertForViewer(ctx.person, alert)), next }
    }),
  /** Number of the person's unread alerts. */
  unseen: procedure.query(({ ctx }) => ctx.backend.alerts.countUnseen(alertsFor(ctx))),
  /** Marks these as seen, for null all that are meant for the person: none of others', also for one who sees them. */
  markSeen: procedure
    .input(z.strictObject({ alertIds: z.array(Id).max(1_000).nullable() }))
    .mutation(({ ctx, input }) => ctx.backend.alerts.markSeen(alertsToMark(ctx, input.alertIds)))
})

const EndpointRef = z.strictObject({ endpointId: Id })
/** Address of an alert endpoint and the kinds it gets; null for all. */
const about = {
  url: AlertUrl,
  kinds: z.array(AlertKind).min(1, 'Choose at least one kind of alert.').nullable()
}

/** Endpoints to which alerts are posted, signed as in Standard Webhooks. All throw `alert-endpoint.gone`. */
export const alertEndpoints = router({
  /** Oldest first, without secrets. */
  list: procedure.query(({ ctx }) => ctx.backend.alertEndpoints.list()),
  /** Adds an endpoint that is on; its secret is returned only here. */
  add: procedure
    .input(z.strictObject(about))
    .mutation(({ ctx, input }) => ctx.backend.alertEndpoints.add(input)),
  change: procedure
    .input(z.strictObject({ endpointId: Id, ...about }))
    .mutation(({ ctx, input: { endpointId, ...given } }) =>
      ctx.backend.alertEndpoints.change(endpointId, given)
    ),
  /** Switched off, what waits for it is given up. */
  setOn: procedure
    .input(z.strictObject({ endpointId: Id, on: z.boolean() }))
    .mutation(({ ctx, input }) => ctx.backend.alertEndpoints.setOn(input.endpointId, input.on)),
  /** A new secret, told here alone; the one before signs too for a day. */
  rotate: procedure
    .input(EndpointRef)
    .mutation(({ ctx, input }) => ctx.backend.alertEndpoints.rotate(input.endpointId)),
  remove: procedure
    .input(EndpointRef)
    .mutation(({ ctx, input }) => ctx.backend.alertEndpoints.remove(input.endpointId)),
  /** Sends a message that is no alert, once; how it came out stands among the messages. Throws `alert-endpoint.not-on`. */
  test: procedure
    .input(EndpointRef)
    .mutation(({ ctx, input }) => ctx.backend.alertEndpoints.test(input.endpointId)),
  /** The newest, each with its tries. */
  messages: procedure
    .input(EndpointRef)
    .query(({ ctx, input }) => ctx.backend.alertEndpoints.messages(input.endpointId))
})
