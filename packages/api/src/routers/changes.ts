import { Fault } from '@hookwright/model'
import { z } from 'zod'
import { seenBy } from '../own.ts'
import { asTrpcError, procedure, router } from '../trpc.ts'

/** Change notifications. */
export const changes = router({
  /**
   * Topics that a page has to refetch, at most every 100 ms, limited to what the person may see. The first message is empty and
   * says that anything may have changed. Ends with the session, as `sign-in.needed`, and without a fault when the person
   * is given another role, who then may see other things.
   */
  watch: procedure.input(z.strictObject({}).optional()).subscription(async function* ({ ctx, signal }) {
    const ending = new AbortController()
    const end = (): void => ending.abort()
    signal?.addEventListener('abort', end)
    let isSignedOut = false
    const left = ctx.untilAnother(ending.signal).then(why => {
      isSignedOut = why === 'signed-out'
      end()
    })
    try {
      yield* ctx.backend.watching.watch(seenBy(ctx.person), ending.signal)
    } finally {
      signal?.removeEventListener('abort', end)
      end()
      await left
    }
    if (isSignedOut) throw asTrpcError(new Fault('sign-in.needed'))
  })
})
