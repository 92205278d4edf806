import { Fault } from '@hookwright/model'
import { z } from 'zod'
import { seenBy } from '../own.ts'
import { asTrpcError, procedure, router } from '../trpc.ts'

/** What has changed. */
export const changes = router({
  /**
   * What a page has to fetch anew, at most every 100 ms, only of what the person may see. The first message is empty and
   * says that anything may have changed. Ends with the session, as `sign-in.needed`.
   */
  watch: procedure.input(z.strictObject({}).optional()).subscription(async function* ({ ctx, signal }) {
    const ending = new AbortController()
    const end = (): void => ending.abort()
    signal?.addEventListener('abort', end)
    let isSignedOut = false
    const left = ctx.untilSignedOut(ending.signal).then(() => {
      isSignedOut = !ending.signal.aborted
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
