import type { AppRouter } from '@hookwright/api'
import { TRPCClientError } from '@trpc/client'

/** Error of a page, with the server's code and message. */
export interface PageFault {
  /**
   * Code of the fault.
   *
   * It is a code from the fault table, `unreachable` for no response, `page` for an error in the web app, or
   * `page-code` for code that the server no longer has.
   */
  code: string
  message: string
}

/** Fault of a request that got no response. */
export const unreachable: PageFault = {
  code: 'unreachable',
  message: 'Hookwright cannot be reached, so nothing was changed. Check that it is running, then try again.'
}

/**
 * Returns the messages of a schema validation error, since its own message is JSON; null for any other error.
 */
const sentencesIn = (thrown: unknown): string | null => {
  if (!(thrown instanceof Error) || !('issues' in thrown) || !Array.isArray(thrown.issues)) return null
  const messages = (thrown.issues as { message?: unknown }[]).map(({ message }) => String(message))
  return [...new Set(messages)].join(' ')
}

/**
 * Returns true if the browser could not load a module of the web app. Each browser has a different message.
 */
const isCodeGone = (thrown: unknown): boolean =>
  thrown instanceof Error &&
  /dynamically imported module|importing a module script failed/i.test(thrown.message)

/** Returns the fault of a thrown error, from an API call or the page itself. */
export const faultOf = (thrown: unknown): PageFault => {
  if (thrown instanceof TRPCClientError) {
    // Every error of our own API has the shape that its error formatter gave it.
    const data = (thrown as TRPCClientError<AppRouter>).data
    return data?.fault === undefined ? unreachable : { code: data.fault.code, message: data.fault.message }
  }
  if (isCodeGone(thrown))
    return {
      code: 'page-code',
      message: 'This part could not be loaded, perhaps after an update. Reload the page; saved work is kept.'
    }
  const why = sentencesIn(thrown) ?? (thrown instanceof Error ? thrown.message : String(thrown))
  return { code: 'page', message: `An error occurred on this page: ${why} Reload the page and try again.` }
}

/** Awaits an API call. On a fault it throws an error with the fault's message. */
export const withSentence = async <Answer>(answer: Promise<Answer>): Promise<Answer> => {
  try {
    return await answer
  } catch (thrown) {
    throw new Error(faultOf(thrown).message)
  }
}
