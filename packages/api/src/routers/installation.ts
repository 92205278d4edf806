import { procedure, router } from '../trpc.ts'

/** This installation. */
export const installation = router({
  /** Where it and its practice service can be reached. */
  get: procedure.query(({ ctx }) => ctx.installation)
})
