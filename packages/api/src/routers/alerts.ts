import { AlertKind, AlertUrl, Id } from '@hookwright/model'
import { z } from 'zod'
import { alertsFor, alertsToMark, ownAlerts } from '../own.ts'
import { alertForViewer } from '../redact-for-viewer.ts'
import { procedure, router } from '../trpc.ts'

/** Router of alerts about the person's own items, and about items without an owner. */
export const alerts = router({
  /** Lists alerts, newest first, each with its message and a link to the page that fixes the problem. */
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
  /** Returns the number of the person's unread alerts. */
  unseen: procedure.query(({ ctx }) => ctx.backend.alerts.countUnseen(alertsFor(ctx))),
  /**
   * Marks the alerts with these ids as read. With null, marks all alerts that are meant for the person, but
   * none of other members.
   */
  markSeen: procedure
    .input(z.strictObject({ alertIds: z.array(Id).max(1_000).nullable() }))
    .mutation(({ ctx, input }) => ctx.backend.alerts.markSeen(alertsToMark(ctx, input.alertIds)))
})

const EndpointRef = z.strictObject({ endpointId: Id })
/** Input fields of an alert endpoint: its URL and its kinds of alerts. Null selects all kinds. */
const about = {
  url: AlertUrl,
  kinds: z.array(AlertKind).min(1, 'Choose at least one kind of alert.').nullable()
}

/**
 * Router of endpoints that receive alerts, signed as in Standard Webhooks.
 * @throws `alert-endpoint.gone` from all procedures with an endpoint
 */
export const alertEndpoints = router({
  /** Lists endpoints without secrets, oldest first. */
  list: procedure.query(({ ctx }) => ctx.backend.alertEndpoints.list()),
  /** Adds an active endpoint. Its secret is returned only here. */
  add: procedure
    .input(z.strictObject(about))
    .mutation(({ ctx, input }) => ctx.backend.alertEndpoints.add(input)),
  change: procedure
    .input(z.strictObject({ endpointId: Id, ...about }))
    .mutation(({ ctx, input: { endpointId, ...params } }) =>
      ctx.backend.alertEndpoints.change(endpointId, params)
    ),
  /** Turns an endpoint on or off. Turning it off drops its waiting messages. */
  setOn: procedure
    .input(z.strictObject({ endpointId: Id, on: z.boolean() }))
    .mutation(({ ctx, input }) => ctx.backend.alertEndpoints.setOn(input.endpointId, input.on)),
  /**
   * Replaces the secret. The new secret is returned only here. For a day, messages are also signed with the
   * old secret.
   */
  rotate: procedure
    .input(EndpointRef)
    .mutation(({ ctx, input }) => ctx.backend.alertEndpoints.rotate(input.endpointId)),
  remove: procedure
    .input(EndpointRef)
    .mutation(({ ctx, input }) => ctx.backend.alertEndpoints.remove(input.endpointId)),
  /**
   * Sends one test message, without retries. `messages` then lists it with its result. Throws
   * `alert-endpoint.not-on`.
   */
  test: procedure
    .input(EndpointRef)
    .mutation(({ ctx, input }) => ctx.backend.alertEndpoints.test(input.endpointId)),
  /** Lists the newest messages, each with its delivery attempts. */
  messages: procedure
    .input(EndpointRef)
    .query(({ ctx, input }) => ctx.backend.alertEndpoints.messages(input.endpointId))
})
