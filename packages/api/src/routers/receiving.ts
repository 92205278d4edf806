import { Id, Receiving, receivingLimits } from '@hookwright/model'
import { z } from 'zod'
import { makerFlow } from '../own.ts'
import { seesAll } from '../permissions.ts'
import { procedure, router } from '../trpc.ts'

/** Maximum length of a request body in Base64, in characters. */
const MOST_BASE64 = Math.ceil(receivingLimits.bytes / 3) * 4

/**
 * Maximum length of a request's header section, in characters. A header has at least four (`a:` and the line
 * break) and fills two items of `headers`, hence half as many items.
 */
const MOST_HEAD = 16_384

const KeyText = z.string().max(16_384)

/** Router to test the receiving rules of a Webhook Event card. */
export const receiving = router({
  /** Returns the result of each rule for a request. Keys and request are not stored. */
  explain: procedure
    .input(
      z.strictObject({
        receiving: Receiving,
        arriving: z.strictObject({
          method: z.string().regex(/^[A-Z]{1,20}$/, 'Enter the method in capital letters, such as POST.'),
          eventUrl: z.string().max(2000),
          query: z.string().max(MOST_HEAD),
          headers: z.array(z.string().max(MOST_HEAD)).max(MOST_HEAD / 2),
          base64: z.base64('The body is not valid base64.').max(MOST_BASE64)
        }),
        keys: z.record(z.string().max(64), z.array(KeyText).max(8)),
        at: z.int().nullable(),
        phase: z.enum(['registering', 'live'])
      })
    )
    .mutation(({ ctx, input: { arriving, ...trial } }) => {
      const { base64, ...rest } = arriving
      return ctx.backend.tester.explain({
        ...trial,
        arriving: { ...rest, body: Buffer.from(base64, 'base64') }
      })
    }),
  /**
   * Returns the keys that last verified a request, one for each signature scheme of the event. Only requests
   * to the person's active flows count.
   * @throws `flow.gone`
   */
  lastMatches: procedure.input(z.strictObject({ flowId: Id })).query(async ({ ctx, input }) =>
    ctx.backend.tester.lastMatches({
      eventFlowId: await makerFlow(ctx, input.flowId),
      ownerId: seesAll(ctx.person) ? null : ctx.person.id
    })
  ),
  /**
   * Returns stored deliveries that ran the event in the person's flows, with their exact bytes, newest first.
   * @throws `flow.gone`
   */
  requests: procedure.input(z.strictObject({ flowId: Id })).query(async ({ ctx, input }) =>
    ctx.backend.tester.requests({
      eventFlowId: await makerFlow(ctx, input.flowId),
      ownerId: seesAll(ctx.person) ? null : ctx.person.id
    })
  )
})
