import type { AppRouter } from '@hookwright/api'
import { TRPCClientError } from '@trpc/client'

/** What failed, for a page: the server's own code and sentence, or that it could not be reached. */
export interface PageFault {
  /** A code of the fault table, or `unreachable`. */
  code: string
  message: string
}

/** What stands when no answer came at all. */
export const unreachable: PageFault = {
  code: 'unreachable',
  message: 'Hookwright cannot be reached, so nothing was changed; check that it is running, then try again.'
}

/** The fault behind anything that a call to the API threw. */
export const faultOf = (thrown: unknown): PageFault => {
  if (thrown instanceof TRPCClientError) {
    // Every error of our own API has the shape that its error formatter gave it.
    const data = (thrown as TRPCClientError<AppRouter>).data
    if (data?.fault !== undefined) return { code: data.fault.code, message: data.fault.message }
  }
  return unreachable
}
