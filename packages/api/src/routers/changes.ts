import { Fault } from '@hookwright/model'
import { z } from 'zod'
import { visibleTo } from '../own.ts'
import { asTrpcError, procedure, router } from '../trpc.ts'

/** Router of change notifications, which tell open pages to load data again. */
export const changes = router({
  /**
   * Streams the topics that an open page must load again, at most every 100 ms. Contains only topics that the
   * person may see. The first message is empty: anything may have changed.
   *
   * The stream ends with `sign-in.needed` when the session ends, and without a fault when the person's role
   * changes.
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
      yield* ctx.backend.watching.watch(visibleTo(ctx.person), ending.signal)
    } finally {
      signal?.removeEventListener('abort', end)
      end()
      await left
    }
    if (isSignedOut) throw asTrpcError(new Fault('sign-in.needed'))
  })
})
